import { reference } from './verdict.ts';
import type { Sources } from './sources.ts';

/**
 * Gaps between distinct purchase days. Spread and mean come from whole sums, so that everyone and the
 * touched few agree to the last bit.
 */
export const rhythmParts = (s: Sources): string => `
gap AS (
  SELECT person_id, day - lag(day) OVER (PARTITION BY person_id ORDER BY day) AS gap
  FROM (SELECT DISTINCT person_id, day FROM bill WHERE counts)),
rhythm AS (
  SELECT person_id, count(*) AS days, count(gap) AS gaps, sum(gap) AS sum, sum(gap * gap) AS squares, median(gap) AS median
  FROM gap GROUP BY person_id),
cycle AS MATERIALIZED (FROM ${s.reference_cycle}),
-- The line of highest amount names the product last bought.
last_line AS MATERIALIZED (
  SELECT person_id, arg_min(product_id, place) AS product_id, arg_min(category, place) AS category, arg_min(shop_id, place) AS shop_id,
    arg_min(unit_paid, place) AS unit_paid, any_value(currency) AS currency
  FROM (
    SELECT n.person_id, n.product_id, n.category, n.shop_id, n.currency, {'a': -n.amount, 'p': n.position} AS place,
      CASE WHEN n.quantity > 0 AND n.goods > 0 THEN n.amount / CAST(n.quantity AS DOUBLE) * n.gross / n.goods END AS unit_paid
    FROM line n JOIN bought b ON b.person_id = n.person_id AND b.last.id = n.order_id)
  GROUP BY person_id),
pace AS MATERIALIZED (
  SELECT *, CASE WHEN gaps < 2 THEN NULL
      WHEN gaps < own_cycle_gaps THEN (gaps * median + reference_weight * reference_days) / (gaps + reference_weight)
      ELSE median END AS own
  FROM (
    SELECT b.person_id, b.purchases, b.last_day, b.until_day, r.days, r.gaps, r.sum, r.squares, r.median,
      o.shop_id AS last_shop_id, l.product_id, l.category, l.unit_paid, l.currency AS paid_in, h.own_cycle_gaps, h.reference_weight, ${reference}
    FROM bought b
    JOIN rhythm r ON r.person_id = b.person_id
    JOIN bill o ON o.order_id = b.last.id
    CROSS JOIN lens.main.threshold h
    LEFT JOIN last_line l ON l.person_id = b.person_id
    LEFT JOIN cycle p ON p.kind = 'product' AND p.product_id = l.product_id
    LEFT JOIN cycle g ON g.kind = 'category' AND g.category = l.category
    LEFT JOIN cycle z ON z.kind = 'shop' AND z.shop_id = o.shop_id))`;
