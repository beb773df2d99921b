import { latestReviews, localDay, zones } from '../../../lens/index.ts';
import { whoConditions, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { cut, ordersOf, type Whose } from '../orders.ts';
import { guestsToo, paidConditions, readsPaid } from '../paid.ts';
import type { Statement } from '../statement.ts';
import { pattern, THEMES } from './themes.ts';

const CLASS = `CASE WHEN score >= 4 THEN 'good' WHEN score = 3 THEN 'middle' ELSE 'bad' END`;
const COLUMNS = 'score, text, reviewed_at, product_id, dsr_description, dsr_service, dsr_logistics';

const PAID_COLUMNS = 'o.purchased_day, o.received_at, o.confirmed_at, o.void_at';

const workedOut = (statement: Statement, ask: Ask, name: string, whose: Whose): string =>
  `${name} AS MATERIALIZED (${ordersOf(statement, ask, 'paid', PAID_COLUMNS, whose)})`;

/** `paid`: every order that was paid, what was refunded since included: its review counts all the same. */
function paid(statement: Statement, ask: Ask): string {
  if (!readsPaid(ask)) return workedOut(statement, ask, 'paid', 'all');
  const who = whoConditions(statement, ask.filters);
  const kept = `SELECT order_id, shop_id, person_id FROM lens.main.paid ${who.length === 0 ? '' : `WHERE ${who.join(' AND ')}`}`;
  return guestsToo(ask)
    ? `${workedOut(statement, ask, 'guests_paid', 'guests')},
    paid AS (${kept} UNION ALL BY NAME SELECT order_id, shop_id, person_id FROM guests_paid)`
    : `paid AS (${kept})`;
}

/** `spoken`: the latest review of each order (or, by product, of each product of it), in the asked time. */
export function spoken(statement: Statement, ask: Ask, by: 'order' | 'product' = 'order'): string {
  const latest =
    by === 'order'
      ? latestReviews(COLUMNS)
      : latestReviews(COLUMNS.replace('product_id, ', ''), { by: ['product_id'] });
  return `${cut(statement, ask)}, ${paid(statement, ask)},
    latest AS MATERIALIZED (${latest}),
    heard AS MATERIALIZED (SELECT l.*, p.shop_id, p.person_id FROM latest l JOIN paid p ON p.order_id = l.order_id),
    ${zones('SELECT DISTINCT shop_id, CAST(reviewed_at AS DATE) AS day FROM heard')},
    dated AS (
      SELECT h.*, ${CLASS} AS class, ${localDay('h.reviewed_at')} AS day FROM heard h
      JOIN zone z ON z.shop_id = h.shop_id AND z.day = CAST(h.reviewed_at AS DATE)),
    spoken AS MATERIALIZED (SELECT * FROM dated WHERE ${within(statement, ask.filters, 'day')})`;
}

const silentOf = (statement: Statement, ask: Ask, of: string, name: string): string => `
    arrived AS (
      SELECT x.order_id, max(x.delivered_at) AS delivered_at FROM lens.main.parcel x JOIN ${of} p ON p.order_id = x.order_id
      WHERE coalesce(x.delivered_at < p.until, false) GROUP BY x.order_id),
    ${name} AS MATERIALIZED (
      SELECT p.order_id, p.person_id, received_at IS NULL AS only_confirmed
      FROM (
        SELECT p.* REPLACE (coalesce(CASE WHEN p.received_at < p.until THEN p.received_at END, a.delivered_at) AS received_at)
        FROM ${of} p LEFT JOIN arrived a ON a.order_id = p.order_id) p
      WHERE coalesce(p.received_at, p.confirmed_at) + INTERVAL 15 DAY <= p.until
        AND (p.void_at IS NULL OR p.void_at >= p.until) AND ${within(statement, ask.filters, 'p.purchased_day')}
        AND p.order_id NOT IN (
          SELECT r.order_id FROM lens.main.review r JOIN lens.main.orders o ON o.id = r.order_id JOIN cut c ON c.shop_id = o.shop_id
          WHERE coalesce(r.reviewed_at < c.until, false)))`;

/** `silent`: purchases received (or only confirmed) fifteen days ago or more, and no review. After `spoken`. */
export function silent(statement: Statement, ask: Ask): string {
  if (!readsPaid(ask)) return silentOf(statement, ask, 'paid', 'silent');
  const kept = `SELECT order_id, person_id, got_at IS NULL AS only_confirmed FROM lens.main.paid
      WHERE is_purchase AND NOT is_reviewed AND coalesce(got_at, confirmed_at) + INTERVAL 15 DAY <= until
        AND ${paidConditions(statement, ask, 'purchased_day')}`;
  return guestsToo(ask)
    ? `${silentOf(statement, ask, 'guests_paid', 'guests_silent')},
    silent AS (${kept} UNION ALL FROM guests_silent)`
    : `silent AS (${kept})`;
}

/** `themed`: middle and bad reviews with words, and a column a theme that says whether they speak of it. */
export const THEMED = `themed AS MATERIALIZED (
      SELECT order_id, person_id, class, product_id, ${THEMES.map(
        (one) => `regexp_matches(lower(text), '${pattern(one)}') AS ${one.theme}`,
      ).join(', ')}
      FROM spoken WHERE class <> 'good' AND text <> '')`;

/**
 * `about`: the product each review is about: the one it names, else the only one of its order.
 * Expects `spoken` by product and `themed`.
 */
export const ABOUT = `
    named AS (
      SELECT order_id, min(product_id) AS product_id FROM lens.main.order_line
      WHERE kind = 'goods' AND order_id IN (SELECT order_id FROM spoken WHERE product_id IS NULL)
      GROUP BY order_id HAVING min(product_id) = max(product_id)),
    about AS MATERIALIZED (
      SELECT s.order_id, s.person_id, s.class, s.score, coalesce(s.product_id, n.product_id) AS about, ${THEMES.map(
        ({ theme }) => `t.${theme}`,
      ).join(', ')}
      FROM spoken s LEFT JOIN named n ON n.order_id = s.order_id
      LEFT JOIN themed t ON t.order_id = s.order_id AND t.product_id IS NOT DISTINCT FROM s.product_id)`;
