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

/** Those that a person carries stand apart from those on their way. */
const WORD = `CASE WHEN t.state = 'sending' AND t.lease_until IS NULL THEN 'waiting' ELSE t.state END`;

const NARROWED = `($1::text IS NULL OR t.kind = $1) AND ($2::text IS NULL OR t.class = $2) AND ($3::text IS NULL OR t.source = $3)
    AND ($4::text IS NULL OR c.name ILIKE '%' || $4 || '%' OR c.nick ILIKE '%' || $4 || '%' OR b.address = lower($4))
    AND ($5::bigint[] IS NULL OR c.shop_id = ANY($5))`;

const LIST = `
  SELECT ${ROW} FROM ${FROM}
  WHERE ${NARROWED} AND ($6::text[] IS NULL OR ${WORD} = ANY($6))
    AND ($7::bigint[] IS NULL OR t.customer_id = ANY($7)) AND ($8::bigint IS NULL OR t.id < $8)
  ORDER BY t.id DESC LIMIT $9`;

const COUNT = `SELECT ${WORD} AS state, count(*)::int AS count FROM touch t`;

const escaped = (text: string | null): string | null =>
  text && text.replaceAll(/[\\%_]/g, String.raw`\$&`);

type Narrowed = Partial<Pick<TouchesAsked, 'kind' | 'class' | 'source' | 'search' | 'shopIds'>>;

const narrowed = ({ kind, class: what, source, search, shopIds }: Narrowed) => [
  ...[kind ?? null, what ?? null, source ?? null, escaped(search ?? null), shopIds ?? null],
];

export const listTouches = (tx: Tx, asked: TouchesAsked): Promise<TouchRow[]> =>
  tx.query<TouchRow>(LIST, [
    ...narrowed(asked),
    ...[asked.states, asked.profiles, asked.before, asked.limit],
  ]);

/** These, in the order of their ids from the newest. */
export const touchesById = (tx: Tx, ids: number[]): Promise<TouchRow[]> =>
  tx.query<TouchRow>(`SELECT ${ROW} FROM ${FROM} WHERE t.id = ANY($1) ORDER BY t.id DESC`, [ids]);

/** How many touches stand in each state; those that wait for a person apart. */
export async function countTouches(tx: Tx, asked: Narrowed = {}): Promise<Record<string, number>> {
  const values = narrowed(asked);
  const all = values.every((value) => value === null);
  const rows = await tx.query<{ state: string; count: number }>(
    all
      ? `${COUNT} GROUP BY 1`
      : `${COUNT} JOIN customer c ON c.id = t.customer_id LEFT JOIN touch_body b ON b.touch_id = t.id WHERE ${NARROWED} GROUP BY 1`,
    all ? [] : values,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
