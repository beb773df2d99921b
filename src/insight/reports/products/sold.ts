import { firsts, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { converted, cut, latestReviews, ordersOf } from '../orders.ts';
import type { Statement } from '../statement.ts';

const COLUMNS = 'o.purchased_at, o.purchased_day, o.gross, o.goods, o.units, o.void_at, o.currency';

/**
 * `item`: a row an order and product, of every paid order of the asked time; `factor` brings its money
 * into the report's currency. `is_purchase`: not refunded or closed since. And `firsts`, whatever the time.
 */
export function items(statement: Statement, ask: Ask): string {
  const money = statement.given(ask.currency, 'VARCHAR');
  return `${cut(statement, ask)},
    paid AS MATERIALIZED (${ordersOf(statement, ask, 'paid', COLUMNS)}),
    ${firsts(statement, ask)},
    sold AS MATERIALIZED (
      SELECT p.*, p.void_at IS NULL OR p.void_at >= p.until AS is_purchase,
        ${converted('p.gross', 'p.currency', money)} AS value
      FROM paid p LEFT JOIN lens.main.rates(${money}) r ON r.currency = p.currency AND r.day = p.purchased_day
      WHERE ${within(statement, ask.filters, 'p.purchased_day')}),
    item AS MATERIALIZED (
      SELECT l.order_id, l.product_id, CAST(sum(l.amount) AS DOUBLE) AS amount FROM lens.main.order_line l JOIN sold s ON s.order_id = l.order_id
      WHERE l.kind = 'goods' AND l.amount >= 0 AND l.quantity > 0 AND l.product_id IS NOT NULL GROUP BY l.order_id, l.product_id)`;
}

/** `told`: each item with its order, and how that went. After `items`. */
export const TOLD = `
    scored AS MATERIALIZED (${latestReviews('score', 'true')}),
    repaid AS MATERIALIZED (
      SELECT DISTINCT r.order_id FROM lens.main.refund r JOIN sold s ON s.order_id = r.order_id WHERE coalesce(r.occurred_at < s.until, false)),
    complained AS MATERIALIZED (
      SELECT DISTINCT n.order_id FROM lens.main.conversation n JOIN sold s ON s.order_id = n.order_id
      WHERE n.kind = 'complaint' AND coalesce(n.said_at < s.until, false)),
    fate AS MATERIALIZED (
      SELECT s.*, NOT s.is_purchase OR p.order_id IS NOT NULL AS refunded, c.order_id IS NOT NULL AS complained, v.score,
        f.order_id IS NOT NULL AS is_first, f.first_at + INTERVAL 2160 HOUR <= s.until AS in_base,
        coalesce(f.second_at <= f.first_at + INTERVAL 2160 HOUR, false) AS is_back,
        (epoch_us(f.second_at) - epoch_us(f.first_at)) / 86400e6 AS days_to_next
      FROM sold s LEFT JOIN repaid p ON p.order_id = s.order_id LEFT JOIN complained c ON c.order_id = s.order_id
      LEFT JOIN scored v ON v.order_id = s.order_id LEFT JOIN firsts f ON f.order_id = s.order_id),
    told AS (SELECT i.product_id, i.amount, f.* FROM item i JOIN fate f ON f.order_id = i.order_id)`;
