import type { Read } from '../../lens/index.ts';
import { calculate } from './desk.ts';
import type { Choice } from './fits.ts';
import { readGroups, type Known, type Who } from './store.ts';
import type { Total } from './totals.ts';

/** What all customers of a scope, or those of them that are asked about, together are expected to buy, over each of these numbers of weeks. */
export async function totalsFor(
  read: Read,
  scope: Known,
  { count, spend }: Choice,
  horizons: number[],
  who?: Who,
): Promise<Total[]> {
  const groups = await readGroups(read, scope, who);
  const certain = { count: count.covariance, spend: spend?.covariance ?? null };
  return calculate('totals', {
    fit: count,
    spend: spend?.params ?? null,
    groups,
    horizons,
    certain,
  });
}
