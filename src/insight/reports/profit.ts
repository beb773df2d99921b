/**
 * What orders of the relation `bought` earned on the lines whose product has a cost, as a SELECT of
 * order_id, value and profit in the report's minor units. A line's value carries its share of the
 * order's discount. A cost known only later is taken for the time before it as well: shops enter
 * costs after they sold.
 */
export const PROFIT_BY_ORDER = `
  WITH cost AS (
    SELECT product_id, cost,
      CASE WHEN valid_from = min(valid_from) OVER (PARTITION BY product_id) THEN TIMESTAMP '-infinity' ELSE valid_from END AS since
    FROM lens.main.product_price WHERE cost IS NOT NULL),
  sold AS (
    SELECT l.order_id, l.product_id, l.quantity, l.amount, o.purchased_at, o.goods, o.gross AS own_gross, b.gross
    FROM bought b JOIN lens.main.orders o ON o.id = b.order_id JOIN lens.main.order_line l ON l.order_id = b.order_id
    WHERE l.kind = 'goods' AND l.amount > 0 AND o.goods > 0 AND l.product_id IN (SELECT product_id FROM cost))
  SELECT s.order_id, sum(s.amount * s.gross / s.goods)::DOUBLE AS value,
    sum(s.amount * s.gross / s.goods - s.quantity * c.cost * coalesce(s.gross / nullif(s.own_gross, 0), 1))::DOUBLE AS profit
  FROM sold s ASOF JOIN cost c ON c.product_id = s.product_id AND c.since <= s.purchased_at
  GROUP BY s.order_id`;
