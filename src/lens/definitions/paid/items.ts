/**
 * `item`: a row an order of `paid` and product of it, with what is asked of the order by product, and how
 * long ago its customer last bought the product and its category. `amount` is NULL where only lines of no
 * quantity name it; `is_paid`: something was paid for it.
 *
 * Gaps are those between distinct days, told on one row of the later day; `_second`: on the second of them all.
 */
export const itemText = (paid: string): string => `
WITH known AS MATERIALIZED (FROM ${paid}),
single AS MATERIALIZED (
  SELECT l.order_id, l.product_id, CAST(sum(l.amount) FILTER (l.quantity > 0) AS DOUBLE) AS amount, bool_or(l.amount > 0) AS is_paid
  FROM lens.main.order_line l JOIN known k ON k.order_id = l.order_id
  WHERE l.kind = 'goods' AND l.amount >= 0 AND l.product_id IS NOT NULL GROUP BY l.order_id, l.product_id),
sort AS MATERIALIZED (
  SELECT id AS product_id, CASE WHEN category IS NOT NULL THEN dense_rank() OVER (ORDER BY category) END AS sort FROM lens.main.product),
item AS (
  SELECT k.person_id, i.order_id, i.product_id, s.sort, k.purchased_day AS day, k.is_purchase, i.amount, i.is_paid, k.goods, k.gross, k.units,
    k.nth, k.first_at, k.next_at, k.until, k.refunded, k.complained, k.score
  FROM single i JOIN known k ON k.order_id = i.order_id JOIN sort s ON s.product_id = i.product_id),
placed AS (
  SELECT *,
    first_value(CASE WHEN amount IS NOT NULL THEN order_id END IGNORE NULLS) OVER product AS product_new,
    lag(CASE WHEN is_paid THEN day END IGNORE NULLS) OVER product AS product_last,
    first_value(CASE WHEN is_paid THEN day END IGNORE NULLS) OVER product AS product_first,
    lag(CASE WHEN is_paid THEN day END IGNORE NULLS) OVER sort AS sort_last,
    first_value(CASE WHEN is_paid THEN day END IGNORE NULLS) OVER sort AS sort_first
  FROM item
  WINDOW product AS (PARTITION BY person_id, is_purchase, product_id ORDER BY day, order_id),
    sort AS (PARTITION BY person_id, is_purchase, sort ORDER BY day, order_id, product_id))
SELECT person_id, order_id, product_id, day, is_purchase, is_purchase AND nth = 1 AS is_first, amount, amount * gross / nullif(goods, 0) AS worth, gross, units,
  is_purchase AND amount IS NOT NULL AND product_new = order_id AS is_new,
  coalesce(is_purchase AND nth = 1 AND first_at + INTERVAL 2160 HOUR <= until, false) AS in_base,
  coalesce(is_purchase AND nth = 1 AND next_at <= first_at + INTERVAL 2160 HOUR, false) AS is_back,
  CASE WHEN is_purchase AND nth = 1 THEN (epoch_us(next_at) - epoch_us(first_at)) / 86400e6 END AS days_to_next,
  refunded, complained, score,
  CASE WHEN is_purchase AND is_paid AND day > product_last THEN day - product_last END AS product_gap,
  coalesce(is_purchase AND is_paid AND day > product_last AND product_last = product_first, false) AS product_second,
  CASE WHEN is_purchase AND is_paid AND sort IS NOT NULL AND day > sort_last THEN day - sort_last END AS category_gap,
  coalesce(is_purchase AND is_paid AND sort IS NOT NULL AND day > sort_last AND sort_last = sort_first, false) AS category_second
FROM placed`;

/** `together`: a row a purchase and pair of products in it, for what is bought together. */
export const togetherText = (item: string, paid: string): string => `
WITH one AS MATERIALIZED (FROM ${item} WHERE is_purchase AND amount IS NOT NULL),
several AS MATERIALIZED (SELECT order_id FROM one GROUP BY order_id HAVING count(*) > 1),
bundled AS MATERIALIZED (SELECT i.order_id, i.product_id FROM one i JOIN several s ON s.order_id = i.order_id)
SELECT k.person_id, k.purchased_day AS day, a.product_id, b.product_id AS with_product_id, k.gross
FROM bundled a JOIN bundled b ON b.order_id = a.order_id AND b.product_id > a.product_id JOIN ${paid} k ON k.order_id = a.order_id`;
