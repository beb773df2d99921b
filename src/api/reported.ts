import { z } from 'zod';
import { fail, ok, type Result } from '../kernel/index.ts';
import { reportedShops, type ReportedShops } from '../ledger/shops/index.ts';
import { innerId, type AppContext } from './context.ts';
import { shopScope, type Actor } from './permissions.ts';

/** What reports, and the lists of rows behind them, have in common: as of when, and of which shops. */
export const AsOf = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .optional()
  .describe('Nothing later counts; a day means its end in each shop’s zone');

export const Days = {
  from: z.iso.date().optional().describe('Purchases of this day of the shop and later'),
  to: z.iso.date().optional().describe('Purchases of this day of the shop and before'),
};

export const SampleLeftOut = z
  .boolean()
  .describe('There are orders of one’s own, so the sample shop counts only where it is asked for');

/**
 * The shops a report speaks of: the asked one, else those the actor may see, without the sample shop once
 * there are orders of one's own.
 */
export async function reportShops(
  ctx: AppContext,
  actor: Actor,
  shop: string | undefined,
): Promise<Result<ReportedShops>> {
  const id = shop === undefined ? undefined : innerId(ctx, 'shop', shop);
  if (shop !== undefined && id === undefined) return fail('not_found', {}, '/shop');
  const scope = shopScope(actor, id);
  if (!scope.ok) return scope;
  if (id !== undefined) return ok({ shops: scope.value, sampleLeftOut: false });
  return ok(await reportedShops(ctx.db, scope.value));
}

/** The day it is: of the first shop's zone, as a business opens and closes there. */
export async function dayOfBusiness(ctx: AppContext, now: Date): Promise<string> {
  const [shop] = await ctx.db.query<{ day: string }>(
    'SELECT ($1::timestamptz AT TIME ZONE time_zone)::date AS day FROM shop ORDER BY is_sample, id LIMIT 1',
    [now],
  );
  return shop?.day ?? now.toISOString().slice(0, 10);
}
