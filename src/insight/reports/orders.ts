import { isPurchase } from '../../lens/index.ts';
import { asOf, ofCategory, whoConditions } from './bought.ts';
import type { Ask } from './contract.ts';
import type { Statement } from './statement.ts';

/** When each asked shop's time ends, its currency, and its zone. */
export function cut(statement: Statement, { filters }: Ask): string {
  const shops = statement.given(filters.shops, 'BIGINT[]');
  return `cut AS MATERIALIZED (SELECT c.shop_id, c.until, z.time_zone, z.currency
    FROM lens.main.cutoffs(${asOf(statement, filters)}) c JOIN lens.main.shop z ON z.id = c.shop_id
    WHERE ${shops} IS NULL OR list_contains(${shops}, c.shop_id))`;
}

/** Which orders: purchases, or all that were paid once: what was refunded or closed since, too. */
export type Which = 'purchases' | 'paid';

/** Guests: those without a customer. */
export type Whose = 'all' | 'guests';

/** Inside coalesce, or the planner takes the times for a condition of the join and expects seven rows. */
const WHICH: Record<Which, string> = {
  purchases: `coalesce(${isPurchase('c.until')}, false)`,
  paid: `coalesce(o.kind = 'order' AND o.purchased_at < c.until, false)`,
};

/**
 * The orders a report is about, with those of the ledger's columns it asks for, beside order_id, shop_id,
 * person_id (NULL: a guest) and until. For reports about orders without money: the prices and rates of
 * `bought` cost a second over five million. Needs `cut`.
 */
export function ordersOf(
  statement: Statement,
  { filters }: Ask,
  which: Which,
  columns: string,
  whose: Whose = 'all',
): string {
  const { category } = filters;
  const conditions = [
    WHICH[which],
    ...(whose === 'guests' ? ['o.customer_id IS NULL'] : []),
    ...(category === undefined
      ? []
      : [ofCategory(statement.given(category, 'VARCHAR')).replace('order_id', 'o.id')]),
    ...whoConditions(statement, filters),
  ];
  return `SELECT o.id AS order_id, o.shop_id, p.person_id, c.until, ${columns}
    FROM lens.main.orders o LEFT JOIN lens.main.customer p ON p.id = o.customer_id JOIN cut c ON c.shop_id = o.shop_id
    WHERE ${conditions.join(' AND ')}`;
}

/**
 * An order's gross in the report's currency, in whole minor units like every amount, by the rate `r` of its
 * day. An integer at once where nothing is converted: decimals through a million sums took a third of a report.
 */
export const converted = (gross: string, currency: string, money: string): string =>
  `CASE WHEN ${currency} = ${money} THEN ${gross} ELSE CAST(round(${gross} * r.factor, 0) AS BIGINT) END`;
