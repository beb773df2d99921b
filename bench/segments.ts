/** Twenty segments, each as text, as somebody who knows DuckDB writes it, and some as joins over raw orders. */
interface Asked {
  text: string;
  /** Over a row `t` of the traits; the day as SQL. */
  where: (day: string) => string;
  /** The shape of query Mautic makes: over the transactional tables, a sub-query for each condition. */
  joins?: (day: string) => string;
}

const bought = (day: string, more = ''): string =>
  `t.person_id IN (SELECT o.person_id FROM lens.main.purchases(${day}) o ${more})`;
const raw = (having: string, where = 'true'): string =>
  `SELECT count(*) FROM customer c WHERE c.person_id = c.id AND EXISTS (
     SELECT 1 FROM orders o JOIN customer p ON p.id = o.customer_id
     WHERE p.person_id = c.id AND o.kind = 'order' AND o.purchased_at IS NOT NULL AND o.void_at IS NULL AND ${where}
     GROUP BY p.person_id HAVING ${having})`;

const plain = (text: string, where: string, joins?: Asked['joins']): Asked => ({
  ...{ text, where: (day) => where.replaceAll(':day', day) },
  ...(joins && { joins }),
});

export const SEGMENTS: readonly Asked[] = [
  plain('number_of_orders >= 2', 't.number_of_orders >= 2', () => raw('count(*) >= 2')),
  plain('last_order_date <= -90d', 't.last_order_date <= :day - 90', (day) =>
    raw(`max(o.purchased_day) <= ${day} - 90`),
  ),
  plain(
    'number_of_orders >= 2 AND last_order_date <= -90d',
    't.number_of_orders >= 2 AND t.last_order_date <= :day - 90',
    (day) => raw(`count(*) >= 2 AND max(o.purchased_day) <= ${day} - 90`),
  ),
  plain('amount_spent >= 500', 't.amount_spent >= 50000', () => raw('sum(o.gross) >= 50000')),
  plain('amount_spent BETWEEN 100 AND 499.99', 't.amount_spent BETWEEN 10000 AND 49999', () =>
    raw('sum(o.gross) BETWEEN 10000 AND 49999'),
  ),
  plain("lifecycle_stage = 'dormant'", "t.lifecycle_stage = 'dormant'"),
  plain(
    "lifecycle_stage IN ('at_risk', 'dormant') AND value_grade IN ('A', 'B')",
    "t.lifecycle_stage IN ('at_risk', 'dormant') AND t.value_grade IN ('A', 'B')",
  ),
  plain('overdue_ratio BETWEEN 1 AND 2', 't.overdue_ratio BETWEEN 1 AND 2'),
  plain('purchase_cycle_days < 30', 't.purchase_cycle_days < 30'),
  plain(
    'r_score >= 4 AND f_score >= 4 AND m_score >= 4',
    't.r_score >= 4 AND t.f_score >= 4 AND t.m_score >= 4',
  ),
  plain(
    'promotion_share >= 0.8 AND number_of_orders >= 2',
    't.promotion_share >= 0.8 AND t.number_of_orders >= 2',
  ),
  plain("address_kind = 'company'", "t.address_kind = 'company'"),
  plain(
    "climate_zone IN ('cold', 'severe_cold') AND last_order_date >= -180d",
    "t.climate_zone IN ('cold', 'severe_cold') AND t.last_order_date >= :day - 180",
  ),
  plain("city CONTAINS '州'", "contains(lower(t.city), '州')"),
  plain("tags CONTAINS 'vip'", "list_contains(t.tags, 'vip')"),
  plain(
    'review_score_last <= 2 OR open_complaint = true',
    't.review_score_last <= 2 OR t.open_complaint',
  ),
  plain(
    'NOT (number_of_orders >= 3 OR amount_spent >= 300)',
    'coalesce(t.number_of_orders < 3, true) AND coalesce(t.amount_spent < 30000, true)',
  ),
  {
    text: 'orders_placed(since: -90d, count_at_least: 2)',
    where: (day) =>
      bought(day, `WHERE o.purchased_day >= ${day} - 90 GROUP BY o.person_id HAVING count(*) >= 2`),
    joins: (day) => raw('count(*) >= 2', `o.purchased_day >= ${day} - 90`),
  },
  {
    text: "products_purchased(title: '茶', since: -1y)",
    where: (day) =>
      bought(
        day,
        `JOIN lens.main.order_line l ON l.order_id = o.order_id AND l.kind = 'goods' AND l.product_id IN (SELECT id FROM lens.main.product WHERE contains(title, '茶')) WHERE o.purchased_day >= ${day} - INTERVAL 1 YEAR`,
      ),
    joins: (day) =>
      raw(
        'count(*) > 0',
        `o.purchased_day >= ${day} - INTERVAL '1 year' AND EXISTS (SELECT 1 FROM order_line l JOIN product x ON x.id = l.product_id WHERE l.order_id = o.id AND l.kind = 'goods' AND x.title LIKE '%茶%')`,
      ),
  },
  {
    text: 'number_of_orders >= 2 AND last_order_date <= -30d AND products_purchased(since: -1y, count_at_least: 2)',
    where: (day) =>
      `t.number_of_orders >= 2 AND t.last_order_date <= ${day} - 30 AND ${bought(day, `JOIN lens.main.order_line l ON l.order_id = o.order_id AND l.kind = 'goods' WHERE o.purchased_day >= ${day} - INTERVAL 1 YEAR GROUP BY o.person_id HAVING count(DISTINCT o.order_id) >= 2`)}`,
  },
];
