import type { Lens } from '../../lens/index.ts';
import { Statement } from '../statement.ts';
import { onDays, refundsIn, soldIn, type Sold } from '../sold.ts';
import type { BUYERS, VISITS } from './schema.ts';

export interface PurchaseQuery extends Sold {
  buyer?: (typeof BUYERS)[number] | undefined;
  /** Those of unknown buyers are neither. */
  visit?: (typeof VISITS)[number] | undefined;
  /** Only those with a refund by then. */
  refunded?: boolean | undefined;
  /** Where the last page ended. */
  after?: { at: number; id: number } | undefined;
  limit: number;
}

export interface Purchase {
  id: number;
  /** Microseconds, so that a cursor carries the instant exactly. */
  at: number;
  purchased_day: string;
  /** Null: nobody knows whose it is. */
  is_first: boolean | null;
  /** What was paid back by then, in the order's currency; null where it was not asked. */
  refunded: number | null;
}

export interface PurchasePage {
  rows: Purchase[];
  next: PurchaseQuery['after'];
}

type Filters = Omit<PurchaseQuery, 'after' | 'limit'>;

const VISIT = { first: 'is_first', returning: 'person_id IS NOT NULL AND NOT is_first' };
const BUYER = { known: 'person_id IS NOT NULL', unknown: 'person_id IS NULL' };

function conditions(query: Filters, statement: Statement): string[] {
  const { buyer, visit } = query;
  return [
    'true',
    ...onDays(query, statement),
    ...(buyer === undefined ? [] : [BUYER[buyer]]),
    ...(visit === undefined ? [] : [VISIT[visit]]),
  ];
}

/**
 * The purchases; where refunds are asked for, what was paid back, by order. A credit note is an order of
 * its own, which nobody bought: it stands on the day of its refund.
 */
const rowsOf = (macro: 'priced' | 'sales', query: Filters, statement: Statement): string =>
  query.refunded
    ? `(SELECT r.order_id, any_value(r.person_id) AS person_id, coalesce(any_value(s.purchased_at), max(r.occurred_at)) AS purchased_at,
         coalesce(any_value(s.purchased_day), max(r.occurred_day)) AS purchased_day, any_value(s.is_first) AS is_first, sum(r.amount)::BIGINT AS refunded
       FROM ${refundsIn(query, statement)} r LEFT JOIN ${soldIn('sales', query, statement)} s ON s.order_id = r.order_id GROUP BY r.order_id)`
    : soldIn(macro, query, statement);

/**
 * The purchases behind a report's figure, the latest first: the very rows that its macro counts. Their
 * ids only: the ledger tells the rest of a page.
 */
export async function listPurchases(lens: Lens, query: PurchaseQuery): Promise<PurchasePage> {
  const statement = new Statement();
  const { after, limit } = query;
  const from = rowsOf('sales', query, statement);
  const where = conditions(query, statement);
  if (after)
    where.push(
      `(epoch_us(purchased_at), order_id) < (${statement.given(after.at, 'BIGINT')}, ${statement.given(after.id, 'BIGINT')})`,
    );
  const rows = await lens.read<Purchase>(
    `SELECT order_id AS id, epoch_us(purchased_at) AS at, purchased_day, CASE WHEN person_id IS NOT NULL THEN is_first END AS is_first,
       ${query.refunded ? 'refunded' : 'NULL AS refunded'}
     FROM ${from} WHERE ${where.join(' AND ')} ORDER BY purchased_at DESC, order_id DESC LIMIT ${limit + 1}`,
    statement.params,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last && { at: last.at, id: last.id } };
}

export async function countPurchases(lens: Lens, query: Filters): Promise<number> {
  const statement = new Statement();
  // Only a question about first and later orders has to rank them.
  const from = rowsOf(query.visit === undefined ? 'priced' : 'sales', query, statement);
  const [row] = await lens.read<{ count: number }>(
    `SELECT count(*) AS count FROM ${from} WHERE ${conditions(query, statement).join(' AND ')}`,
    statement.params,
  );
  return row?.count ?? 0;
}
