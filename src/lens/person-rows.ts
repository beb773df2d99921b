import type { DuckConnection } from '../platform/duckdb/index.ts';
import { isPurchase } from './definitions/index.ts';

/**
 * One row a person, for the customer list: what it sorts, searches and filters by. "Now" is the end of
 * time, as nothing in the ledger has occurred later than now.
 *
 * The same text serves the whole and a few: `scope` narrows the profiles inside, because a filter
 * outside would not be pushed through the aggregates.
 */
const END_OF_TIME = `TIMESTAMP 'infinity'`;

export const personRows = (scope: string): string => `
WITH profile AS MATERIALIZED (
  SELECT id, person_id, shop_id, name, nick, province, city, known_at, erased_at,
    CASE WHEN id = person_id THEN 0 ELSE id END AS rank,
    chr(10) || lower(concat_ws(chr(10), name, nick, '#' || masked_tail)) AS words
  FROM lens.main.customer ${scope}),
person AS (
  -- Almost everyone is one profile and needs no aggregates: those took 10 s for a million, this 0.3 s.
  SELECT person_id, 1 AS profiles, name, nick, province, city, known_at, erased_at IS NOT NULL AS erased, words
  FROM profile WHERE id = person_id AND person_id NOT IN (SELECT person_id FROM profile WHERE id <> person_id)
  UNION ALL
  SELECT person_id, count(*), arg_min(name, rank), arg_min(nick, rank), arg_min(province, rank), arg_min(city, rank),
    min(known_at), bool_and(erased_at IS NOT NULL), string_agg(words, chr(10) ORDER BY id)
  FROM profile WHERE person_id IN (SELECT person_id FROM profile WHERE id <> person_id) GROUP BY person_id),
bill AS MATERIALIZED (
  SELECT p.person_id, o.id, o.shop_id, o.kind, o.currency, o.gross, o.purchased_at, o.purchased_day, ${isPurchase(END_OF_TIME)} AS is_purchase
  FROM lens.main.orders o JOIN profile p ON p.id = o.customer_id),
bought AS (
  SELECT person_id, currency, count(*) AS orders, sum(gross) AS gross, min(purchased_at) AS first_order, max(purchased_at) AS last_order,
    min(purchased_day) AS first_order_day, max(purchased_day) AS last_order_day
  FROM bill WHERE is_purchase GROUP BY person_id, currency),
refunded AS (
  SELECT b.person_id, b.currency, sum(r.amount) AS amount FROM lens.main.refund r JOIN bill b ON b.id = r.order_id
  WHERE b.kind = 'credit_note' OR b.is_purchase GROUP BY b.person_id, b.currency),
money AS (
  SELECT coalesce(b.person_id, r.person_id) AS person_id, coalesce(b.currency, r.currency) AS currency, coalesce(b.orders, 0) AS orders,
    coalesce(b.gross, 0) AS gross, coalesce(r.amount, 0) AS refunds, b.first_order, b.last_order,
    b.first_order_day, b.last_order_day
  FROM bought b FULL JOIN refunded r ON r.person_id = b.person_id AND r.currency = b.currency),
mixed AS (SELECT person_id FROM money GROUP BY person_id HAVING count(*) > 1),
-- Someone who paid in several currencies is shown in the one of the latest purchase.
spent AS (
  SELECT person_id, orders, first_order, last_order, first_order_day, last_order_day, 1 AS currencies, currency, gross, refunds
  FROM money WHERE person_id NOT IN (SELECT person_id FROM mixed)
  UNION ALL
  SELECT person_id, sum(orders), min(first_order), max(last_order), min(first_order_day), max(last_order_day), count(*), arg_max(currency, latest), arg_max(gross, latest), arg_max(refunds, latest)
  FROM (SELECT *, row(coalesce(last_order, TIMESTAMP '1970-01-01'), currency) AS latest FROM money WHERE person_id IN (SELECT person_id FROM mixed))
  GROUP BY person_id),
visited AS (
  SELECT person_id, list_sort(list(shop_id)) AS shops FROM (
    -- UNION makes the pairs distinct; list(DISTINCT) over a million groups took 6 s of the build's 11.
    SELECT person_id, shop_id FROM profile WHERE shop_id IS NOT NULL
    UNION
    SELECT person_id, shop_id FROM bill)
  GROUP BY person_id),
tagged AS (
  SELECT person_id, list_sort(list(tag)) AS tags FROM (
    SELECT DISTINCT p.person_id, t.tag FROM lens.main.customer_tag t JOIN profile p ON p.id = t.customer_id WHERE t.valid_to IS NULL)
  GROUP BY person_id)
SELECT p.person_id, p.profiles, p.name, p.nick, p.province, p.city, p.known_at, p.erased, p.words,
  icu_sort_key(coalesce(nullif(trim(p.name), ''), p.nick), 'zh') AS name_key,
  CAST(coalesce(s.orders, 0) AS BIGINT) AS orders, CAST(coalesce(s.gross, 0) AS BIGINT) AS spend, CAST(coalesce(s.refunds, 0) AS BIGINT) AS refunds,
  s.currency, coalesce(s.currencies, 0) AS currencies, s.first_order, s.last_order, s.first_order_day, s.last_order_day,
  coalesce(v.shops, []) AS shops, coalesce(t.tags, []) AS tags
FROM person p
LEFT JOIN spent s ON s.person_id = p.person_id
LEFT JOIN visited v ON v.person_id = p.person_id
LEFT JOIN tagged t ON t.person_id = p.person_id`;

export const buildPersonRows = (duck: DuckConnection): Promise<number> =>
  duck.run(`CREATE OR REPLACE TABLE lens.main.person_row AS ${personRows('')}`);

export async function refreshPersonRows(duck: DuckConnection): Promise<void> {
  const scope = 'WHERE person_id IN (SELECT person_id FROM temp.touched)';
  await duck.run(`DELETE FROM lens.main.person_row ${scope}`);
  await duck.run(`INSERT INTO lens.main.person_row ${personRows(scope)}`);
}
