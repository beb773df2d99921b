import { latestReviews } from '../../../lens/index.ts';
import { firsts, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { converted, cut, ordersOf, type Whose } from '../orders.ts';
import { guestsToo, moneyOf, paidConditions, readsPaid } from '../paid.ts';
import type { Statement } from '../statement.ts';

const COLUMNS = 'o.purchased_at, o.purchased_day, o.gross, o.goods, o.units, o.void_at, o.currency';

/**
 * `item`: a row an order and product, of every paid order of the asked time; `factor` brings its money
 * into the report's currency. `is_purchase`: not refunded or closed since. And `firsts`, whatever the time.
 */
function items(statement: Statement, ask: Ask, whose: Whose): string {
  const money = statement.given(ask.currency, 'VARCHAR');
  return `${cut(statement, ask)},
    paid AS MATERIALIZED (${ordersOf(statement, ask, 'paid', COLUMNS, whose)}),
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

/** Each order and how that went (`fate`), and each of its products with that (`told`). After `items`. */
const workedOut = (told: string, fate: string): string => `
    scored AS MATERIALIZED (${latestReviews('score')}),
    repaid AS MATERIALIZED (
      SELECT DISTINCT r.order_id FROM lens.main.refund r JOIN sold s ON s.order_id = r.order_id WHERE coalesce(r.occurred_at < s.until, false)),
    complained AS MATERIALIZED (
      SELECT DISTINCT n.order_id FROM lens.main.conversation n JOIN sold s ON s.order_id = n.order_id
      WHERE n.kind = 'complaint' AND coalesce(n.said_at < s.until, false)),
    ${fate} AS MATERIALIZED (
      SELECT s.*, NOT s.is_purchase OR p.order_id IS NOT NULL AS refunded, c.order_id IS NOT NULL AS complained, v.score,
        f.order_id IS NOT NULL AS is_first, coalesce(f.first_at + INTERVAL 2160 HOUR <= s.until, false) AS in_base,
        coalesce(f.second_at <= f.first_at + INTERVAL 2160 HOUR, false) AS is_back,
        (epoch_us(f.second_at) - epoch_us(f.first_at)) / 86400e6 AS days_to_next, f.order_id IS NOT NULL AS is_new
      FROM sold s LEFT JOIN repaid p ON p.order_id = s.order_id LEFT JOIN complained c ON c.order_id = s.order_id
      LEFT JOIN scored v ON v.order_id = s.order_id LEFT JOIN firsts f ON f.order_id = s.order_id),
    ${told} AS (
      SELECT i.order_id, i.product_id, i.amount * f.value / nullif(f.goods, 0) AS worth, f.person_id, f.value, f.units, f.is_purchase, f.refunded,
        f.complained, f.score, f.is_first, f.in_base, f.is_back, f.days_to_next, false AS is_new
      FROM item i JOIN ${fate} f ON f.order_id = i.order_id)`;

const keptTold = (statement: Statement, ask: Ask): string => `
      SELECT order_id, product_id, ${moneyOf(ask, 'worth')} AS worth, person_id, ${moneyOf(ask, 'gross')} AS value, units, is_purchase, refunded,
        complained, score, is_first, in_base, is_back, days_to_next, is_new
      FROM lens.main.item WHERE amount IS NOT NULL AND ${paidConditions(statement, ask, 'day')}`;

const keptFate = (statement: Statement, ask: Ask): string => `
      SELECT order_id, person_id, units, is_purchase, refunded, complained, score, is_purchase AND nth = 1 AS is_first,
        is_purchase AND nth = 1 AND first_at + INTERVAL 2160 HOUR <= until AS in_base,
        coalesce(next_at <= first_at + INTERVAL 2160 HOUR, false) AS is_back,
        (epoch_us(next_at) - epoch_us(first_at)) / 86400e6 AS days_to_next, is_purchase AND nth = 1 AS is_new
      FROM lens.main.paid WHERE ${paidConditions(statement, ask, 'purchased_day')}`;

/**
 * `fate`: each paid order of the asked time and how that went; `told`: each product of it with that.
 * `is_new`: the customer's first ever, and, of a product, with it; told only where that is kept.
 */
export function told(statement: Statement, ask: Ask): string {
  if (!readsPaid(ask)) return `${items(statement, ask, 'all')},${workedOut('told', 'fate')}`;
  const [known, fates] = [keptTold(statement, ask), keptFate(statement, ask)];
  if (!guestsToo(ask))
    return `told AS NOT MATERIALIZED (${known}), fate AS NOT MATERIALIZED (${fates})`;
  return `${items(statement, ask, 'guests')},${workedOut('guests_told', 'guests_fate')},
    told AS NOT MATERIALIZED (${known} UNION ALL BY NAME FROM guests_told),
    fate AS NOT MATERIALIZED (${fates} UNION ALL BY NAME SELECT * EXCLUDE (shop_id, until, purchased_at, purchased_day, gross, goods, void_at, currency, value) FROM guests_fate)`;
}

/** `shared`: each pair of products of a purchase. After `told`. */
export function shared(statement: Statement, ask: Ask): string {
  const pairs = (of: string): string => `
      SELECT a.product_id, b.product_id AS with_product_id, a.person_id, a.value FROM ${of} a JOIN ${of} b ON b.order_id = a.order_id AND b.product_id > a.product_id`;
  const bundled = (from: string): string => `bundled AS MATERIALIZED (
      SELECT order_id, product_id, person_id, value FROM ${from} WHERE is_purchase AND product_id IN (SELECT product_id FROM whole)
        AND order_id IN (SELECT order_id FROM ${from} WHERE is_purchase GROUP BY order_id HAVING count(*) > 1))`;
  if (!readsPaid(ask)) return `${bundled('told')}, shared AS (${pairs('bundled')})`;
  const kept = `SELECT product_id, with_product_id, person_id, ${moneyOf(ask, 'gross')} AS value FROM lens.main.together
      WHERE product_id IN (SELECT product_id FROM whole) AND with_product_id IN (SELECT product_id FROM whole) AND ${paidConditions(statement, ask, 'day')}`;
  return guestsToo(ask)
    ? `${bundled('guests_told')}, shared AS (${kept} UNION ALL ${pairs('bundled')})`
    : `shared AS (${kept})`;
}
