import { converted } from '../facts.ts';
import type { HistorySources } from '../history.ts';
import { isPurchase } from '../macro.ts';
import { profitBy } from './profit.ts';
import { latestReviews } from './reviews.ts';
import { tripParts } from './trips.ts';

/**
 * A row an order of an identified customer that was paid, what was refunded or closed since included: its
 * money, its place among the customer's purchases (of a purchase), what it earned, how it came and how it
 * went. For reports that read all of it at once, where joining it took seconds.
 */
export const paidText = ({
  as_of,
  shops,
  money_in,
  scope = '',
}: Pick<HistorySources, 'as_of' | 'shops' | 'money_in' | 'scope'>): string => `
WITH cut AS MATERIALIZED (
  SELECT c.shop_id, c.until, z.time_zone FROM lens.main.cutoffs(${as_of}) c JOIN lens.main.shop z ON z.id = c.shop_id),
profile AS (SELECT id, person_id FROM lens.main.customer ${scope}),
known AS MATERIALIZED (
  SELECT o.id AS order_id, o.shop_id, p.person_id, o.number, o.purchased_at, o.purchased_day, o.units, o.goods, o.discount,
    o.discount + o.platform_discount AS off, o.gross AS own_gross, o.gross, o.currency, o.received_at, o.confirmed_at, o.ship_province,
    o.source, o.promotion_code, c.until,
    coalesce(${isPurchase('c.until')}, false) AS is_purchase
  FROM lens.main.orders o JOIN profile p ON p.id = o.customer_id JOIN cut c ON c.shop_id = o.shop_id
  WHERE coalesce(o.kind = 'order' AND o.purchased_at < c.until, false) AND (${shops} IS NULL OR list_contains(${shops}, o.shop_id))),
rated AS MATERIALIZED (
  SELECT s.* EXCLUDE (currency, gross), ${converted('gross', money_in)}
  FROM known s LEFT JOIN lens.main.rates(${money_in}) r ON r.currency = s.currency AND r.day = s.purchased_day),
line AS MATERIALIZED (
  SELECT l.* FROM lens.main.order_line l JOIN known k ON k.order_id = l.order_id WHERE l.kind = 'goods'),
cheaper AS (SELECT order_id, sum(line_discount) AS amount FROM line WHERE line_discount > 0 GROUP BY order_id),
earned AS (${profitBy('order_id', '(FROM rated WHERE is_purchase)', 'line')}),
parcel AS MATERIALIZED (SELECT x.* FROM lens.main.parcel x JOIN known k ON k.order_id = x.order_id),
arrived AS (
  SELECT x.order_id, max(x.delivered_at) AS delivered_at FROM parcel x JOIN known k ON k.order_id = x.order_id
  WHERE coalesce(x.delivered_at < k.until, false) GROUP BY x.order_id),
${tripParts({ of: 'known', parcels: 'parcel' })},
scored AS (${latestReviews('score', { of: 'JOIN known o ON o.order_id = r.order_id' })}),
reviewed AS (
  SELECT DISTINCT r.order_id FROM lens.main.review r JOIN known k ON k.order_id = r.order_id WHERE coalesce(r.reviewed_at < k.until, false)),
repaid AS (
  SELECT DISTINCT r.order_id FROM lens.main.refund r JOIN known k ON k.order_id = r.order_id WHERE coalesce(r.occurred_at < k.until, false)),
complained AS (
  SELECT DISTINCT n.order_id FROM lens.main.conversation n JOIN known k ON k.order_id = n.order_id
  WHERE n.kind = 'complaint' AND coalesce(n.said_at < k.until, false)),
placed AS MATERIALIZED (
  SELECT b.* EXCLUDE (number, ship_province, currency), coalesce(d.amount, 0) AS cheaper,
    row_number() OVER placed AS nth, lead(b.purchased_at) OVER placed AS next_at,
    first_value(b.purchased_at) OVER placed AS first_at, first_value(b.purchased_day) OVER placed AS first_day,
    first_value(b.until) OVER placed AS first_until, first_value(b.source) OVER placed AS first_source,
    first_value(b.promotion_code) OVER placed AS first_promotion_code
  FROM rated b LEFT JOIN cheaper d ON d.order_id = b.order_id
  WINDOW placed AS (PARTITION BY b.person_id, b.is_purchase ORDER BY b.purchased_at, b.number, b.order_id)),
first AS MATERIALIZED (SELECT person_id, order_id FROM placed WHERE is_purchase AND nth = 1),
-- On the first purchase: what followed it, and what it was mostly of.
followed AS (
  SELECT f.order_id, w.* EXCLUDE (person_id) FROM first f JOIN (
    SELECT p.person_id, count(*) AS purchases,
      count(*) FILTER (nullif(trim(p.promotion_code), '') IS NOT NULL OR (p.goods + p.cheaper > 0
        AND p.off + p.cheaper >= h.discount_share * (p.goods + p.cheaper))) AS offers,
      CAST(sum(p.gross) FILTER (p.nth > 1 AND p.purchased_at <= p.first_at + INTERVAL 4320 HOUR) AS BIGINT) AS later_180
    FROM placed p CROSS JOIN lens.main.threshold h WHERE p.is_purchase GROUP BY p.person_id) w ON w.person_id = f.person_id),
main AS (
  SELECT l.order_id, arg_max(l.product_id, {'amount': l.amount, 'id': -l.product_id}) AS main_product FROM line l JOIN first f ON f.order_id = l.order_id
  WHERE l.product_id IS NOT NULL GROUP BY l.order_id)
SELECT b.* EXCLUDE (received_at, confirmed_at), e.value AS known_value, e.profit, f.purchases, f.offers, f.later_180, m.main_product,
  NOT b.is_purchase OR p.order_id IS NOT NULL AS refunded, c.order_id IS NOT NULL AS complained, v.score, w.order_id IS NOT NULL AS is_reviewed,
  coalesce(CASE WHEN b.received_at < b.until THEN b.received_at END, a.delivered_at) AS got_at, b.confirmed_at,
  t.carrier, t.region, t.days, t.late_by_time, t.days_late
FROM placed b LEFT JOIN earned e ON e.order_id = b.order_id
  LEFT JOIN followed f ON f.order_id = b.order_id LEFT JOIN main m ON m.order_id = b.order_id
  LEFT JOIN repaid p ON p.order_id = b.order_id LEFT JOIN complained c ON c.order_id = b.order_id
  LEFT JOIN scored v ON v.order_id = b.order_id LEFT JOIN reviewed w ON w.order_id = b.order_id
  LEFT JOIN arrived a ON a.order_id = b.order_id LEFT JOIN trip t ON t.order_id = b.order_id`;
