import { reference } from './verdict.ts';
import type { Sources } from './sources.ts';

/**
 * Gaps between distinct purchase days. Spread and mean come from whole sums, so that everyone and the
 * touched few agree to the last bit.
 */
export const rhythmParts = (s: Sources): string => `
gap AS (
  SELECT person_id, day - lag(day) OVER (PARTITION BY person_id ORDER BY day) AS gap
  FROM bill WHERE counts),
-- Purchases of one day have no gap between them.
rhythm AS (
  SELECT person_id, 1 + count(gap) FILTER (gap > 0) AS days, count(gap) FILTER (gap > 0) AS gaps, sum(gap) AS sum, sum(gap * gap) AS squares,
    median(gap) FILTER (gap > 0) AS median
  FROM gap GROUP BY person_id),
cycle AS MATERIALIZED (FROM ${s.reference_cycle}),
-- The line of highest amount names the product last bought.
last_line AS (
  SELECT person_id, arg_max({'product_id': product_id, 'kind': kind, 'amount': amount, 'quantity': quantity}, amount * 1024 - least(position, 1023)) AS line
  FROM line WHERE order_id IN (SELECT last_id FROM bought) GROUP BY person_id),
pace AS MATERIALIZED (
  SELECT *, CASE WHEN gaps < 2 THEN NULL
      WHEN gaps < own_cycle_gaps THEN (gaps * median + reference_weight * reference_days) / (gaps + reference_weight)
      ELSE median END AS own
  FROM (
    SELECT b.person_id, b.purchases, b.last_day, b.until_day, r.days, r.gaps, r.sum, r.squares, r.median,
      o.shop_id AS last_shop_id, o.currency AS paid_in, l.line.product_id AS product_id,
      CASE WHEN l.line.quantity > 0 AND o.goods > 0 THEN l.line.amount / CAST(l.line.quantity AS DOUBLE) * o.gross / o.goods END AS unit_paid,
      h.own_cycle_gaps, h.reference_weight, ${reference}
    FROM bought b
    JOIN rhythm r ON r.person_id = b.person_id
    JOIN last_order o ON o.person_id = b.person_id
    CROSS JOIN lens.main.threshold h
    LEFT JOIN last_line l ON l.person_id = b.person_id
    LEFT JOIN cycle p ON p.kind = 'product' AND p.product_id = l.line.product_id
    LEFT JOIN kind k ON k.kind = l.line.kind
    LEFT JOIN cycle g ON g.kind = 'category' AND g.category = k.category
    LEFT JOIN cycle z ON z.kind = 'shop' AND z.shop_id = o.shop_id))`;
