import type { Tx } from '../../platform/postgres/index.ts';
import { FROM, ROW, type TouchRow } from './row.ts';

export interface TouchesAsked {
  states: string[] | null;
  kind: string | null;
  class: string | null;
  source: string | null;
  /** Part of a name, or a whole address. */
  search: string | null;
  /** All profiles of one person. */
  profiles: number[] | null;
  /** Shops whose customers may be seen; null: all. */
  shopIds: number[] | null;
  /** Newest first: ids below this one. */
  before: number | null;
  limit: number;
}

const LIST = `
  SELECT ${ROW} FROM ${FROM}
  WHERE ($1::text[] IS NULL OR t.state = ANY($1) OR ('waiting' = ANY($1) AND t.state = 'sending' AND t.lease_until IS NULL))
    AND ($2::text IS NULL OR t.kind = $2) AND ($3::text IS NULL OR t.class = $3) AND ($4::text IS NULL OR t.source = $4)
    AND ($5::text IS NULL OR c.name ILIKE '%' || $5 || '%' OR c.nick ILIKE '%' || $5 || '%' OR b.address = lower($5))
    AND ($6::bigint[] IS NULL OR t.customer_id = ANY($6)) AND ($7::bigint[] IS NULL OR c.shop_id = ANY($7))
    AND ($8::bigint IS NULL OR t.id < $8)
  ORDER BY t.id DESC LIMIT $9`;

const escaped = (text: string | null): string | null =>
  text && text.replaceAll(/[\\%_]/g, String.raw`\$&`);

export const listTouches = (tx: Tx, asked: TouchesAsked): Promise<TouchRow[]> =>
  tx.query<TouchRow>(LIST, [
    ...[asked.states, asked.kind, asked.class, asked.source, escaped(asked.search)],
    ...[asked.profiles, asked.shopIds, asked.before, asked.limit],
  ]);

/** How many touches stand in each state; those that wait for a person apart. */
export async function countTouches(
  tx: Tx,
  shopIds: number[] | null,
): Promise<Record<string, number>> {
  const rows = await tx.query<{ state: string; count: number }>(
    `SELECT CASE WHEN t.state = 'sending' AND t.lease_until IS NULL THEN 'waiting' ELSE t.state END AS state, count(*)::int AS count
     FROM touch t ${shopIds === null ? '' : 'JOIN customer c ON c.id = t.customer_id AND c.shop_id = ANY($1)'} GROUP BY 1`,
    shopIds === null ? [] : [shopIds],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
