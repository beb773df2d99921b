import type { DuckConnection } from '../platform/duckdb/index.ts';

/**
 * One row a person, for the customer list: what it sorts, searches and filters by. "Now" is the end of
 * time, as nothing in the ledger has occurred later than now.
 *
 * The same text serves the whole and a few: `scope` narrows the profiles inside, because a filter
 * outside would not be pushed through the aggregates.
 */
const END_OF_TIME = `DATE '9999-12-30'`;

export const personRows = (scope: string): string => `
WITH profile AS (
  SELECT id, person_id, shop_id, name, nick, province, city, known_at, erased_at,
    CASE WHEN id = person_id THEN 0 ELSE id END AS rank,
    lower(concat_ws(chr(10), name, nick, '#' || masked_tail)) AS words
  FROM lens.main.customer ${scope}),
person AS (
  SELECT person_id, count(*) AS profiles,
    arg_min(name, rank) AS name, arg_min(nick, rank) AS nick, arg_min(province, rank) AS province, arg_min(city, rank) AS city,
    min(known_at) AS known_at, bool_and(erased_at IS NOT NULL) AS erased,
    chr(10) || CASE WHEN count(*) = 1 THEN min(words) ELSE string_agg(words, chr(10) ORDER BY id) END AS words
  FROM profile GROUP BY person_id),
bought AS (
  SELECT person_id, currency, count(*) AS orders, sum(gross) AS gross, min(purchased_at) AS first_order, max(purchased_at) AS last_order
  FROM lens.main.purchases(${END_OF_TIME})
  WHERE person_id IS NOT NULL ${scope && 'AND customer_id IN (SELECT id FROM profile)'} GROUP BY person_id, currency),
refunded AS (
  SELECT person_id, currency, sum(amount) AS amount FROM lens.main.refunds(${END_OF_TIME})
  WHERE person_id IS NOT NULL ${scope && 'AND customer_id IN (SELECT id FROM profile)'} GROUP BY person_id, currency),
money AS (
  SELECT coalesce(b.person_id, r.person_id) AS person_id, coalesce(b.currency, r.currency) AS currency, coalesce(b.orders, 0) AS orders,
    coalesce(b.gross, 0) AS gross, coalesce(r.amount, 0) AS refunds, b.first_order, b.last_order
  FROM bought b FULL JOIN refunded r ON r.person_id = b.person_id AND r.currency = b.currency),
-- Someone who paid in several currencies is shown in the one of the latest purchase.
spent AS (
  SELECT person_id, sum(orders) AS orders, min(first_order) AS first_order, max(last_order) AS last_order, count(*) AS currencies,
    arg_max(currency, row(coalesce(last_order, TIMESTAMP '1970-01-01'), currency)) AS currency,
    arg_max(gross, row(coalesce(last_order, TIMESTAMP '1970-01-01'), currency)) AS gross,
    arg_max(refunds, row(coalesce(last_order, TIMESTAMP '1970-01-01'), currency)) AS refunds
  FROM money GROUP BY person_id),
visited AS (
  SELECT person_id, list_sort(list(DISTINCT shop_id)) AS shops FROM (
    SELECT person_id, shop_id FROM profile WHERE shop_id IS NOT NULL
    UNION
    SELECT p.person_id, o.shop_id FROM lens.main.orders o JOIN profile p ON p.id = o.customer_id)
  GROUP BY person_id),
tagged AS (
  SELECT p.person_id, list_sort(list(DISTINCT t.tag)) AS tags FROM lens.main.customer_tag t JOIN profile p ON p.id = t.customer_id
  WHERE t.valid_to IS NULL GROUP BY p.person_id)
SELECT p.person_id, p.profiles, p.name, p.nick, p.province, p.city, p.known_at, p.erased, p.words,
  icu_sort_key(coalesce(nullif(trim(p.name), ''), p.nick), 'zh') AS name_key,
  CAST(coalesce(s.orders, 0) AS BIGINT) AS orders, CAST(coalesce(s.gross, 0) AS BIGINT) AS spend, CAST(coalesce(s.refunds, 0) AS BIGINT) AS refunds,
  s.currency, coalesce(s.currencies, 0) AS currencies, s.first_order, s.last_order,
  coalesce(v.shops, []) AS shops, coalesce(t.tags, []) AS tags
FROM person p
LEFT JOIN spent s ON s.person_id = p.person_id
LEFT JOIN visited v ON v.person_id = p.person_id
LEFT JOIN tagged t ON t.person_id = p.person_id`;

export const buildPersonRows = (duck: DuckConnection): Promise<number> =>
  duck.run(`CREATE OR REPLACE TABLE lens.main.person_row AS ${personRows('')}`);

/** Persons whose row may differ: asked before the changed rows leave and again after they came. */
const TOUCHED: Record<string, string> = {
  customer:
    'SELECT person_id FROM lens.main.customer WHERE id IN (SELECT key FROM temp.changed_customer)',
  customer_tag: `SELECT person_id FROM lens.main.customer WHERE id IN (
    SELECT customer_id FROM lens.main.customer_tag WHERE id IN (SELECT key FROM temp.changed_customer_tag))`,
  orders: `SELECT person_id FROM lens.main.customer WHERE id IN (
    SELECT customer_id FROM lens.main.orders WHERE id IN (SELECT key FROM temp.changed_orders))`,
  refund: `SELECT person_id FROM lens.main.customer WHERE id IN (
    SELECT customer_id FROM lens.main.orders WHERE id IN (
      SELECT order_id FROM lens.main.refund WHERE id IN (SELECT key FROM temp.changed_refund)))`,
};

/** Tables whose change, whatever it is, may touch every row. */
export const TOUCHES_ALL = new Set(['shop']);

export async function noteTouched(duck: DuckConnection, changed: string[]): Promise<void> {
  const parts = changed.flatMap((name) => TOUCHED[name] ?? []);
  if (parts.length > 0) await duck.run(`INSERT INTO temp.touched ${parts.join(' UNION ')}`);
}

export async function refreshPersonRows(duck: DuckConnection): Promise<void> {
  const scope = 'WHERE person_id IN (SELECT person_id FROM temp.touched)';
  await duck.run(`DELETE FROM lens.main.person_row ${scope}`);
  await duck.run(`INSERT INTO lens.main.person_row ${personRows(scope)}`);
}
