import { moneyParts } from './money.ts';
import { AS_MACRO, type Sources } from './sources.ts';

const EVERYONE: Pick<Sources, 'scope'> = { scope: '' };

/** Rounded, so that a quantile that falls on a value is not a hair beside it. */
const edges = (value: string): string =>
  `list_transform(quantile_cont(${value}, [0.2, 0.4, 0.6, 0.8]), lambda e: round(e, 6))`;

/**
 * What a person is compared with: the edges of RFM scores and value grades, one row a currency. R and F
 * know no currency and stand in every row.
 */
export const populationText = (s: Sources): string => `
WITH ${moneyParts({ ...s, ...EVERYONE })},
buyer AS MATERIALIZED (SELECT * FROM bought WHERE purchases > 0),
rank AS (
  SELECT currency, recent, row_number() OVER (PARTITION BY currency ORDER BY recent DESC) AS place, count(*) OVER (PARTITION BY currency) AS buyers
  FROM buyer WHERE recent IS NOT NULL),
grade AS (
  SELECT currency, min(recent) FILTER (place <= ceil(buyers * h.grade_a_share)) AS grade_a,
    min(recent) FILTER (place <= ceil(buyers * (h.grade_a_share + h.grade_b_share))) AS grade_b
  FROM rank CROSS JOIN lens.main.threshold h GROUP BY currency),
common AS (SELECT ${edges('until_day - last_day')} AS r_edges, ${edges('purchases')} AS f_edges FROM buyer),
money AS (SELECT currency, count(*) AS customers, ${edges('gross')} AS m_edges FROM buyer GROUP BY currency)
SELECT m.currency, m.customers, c.r_edges, c.f_edges, m.m_edges, CAST(g.grade_a AS BIGINT) AS grade_a, CAST(g.grade_b AS BIGINT) AS grade_b
FROM money m CROSS JOIN common c LEFT JOIN grade g ON g.currency = m.currency`;

/** First and second distinct day of each person and key. Most come once: only the others are looked at twice. */
const spans = (name: string, key: string, source: string): string => `
${name}_pair AS (SELECT person_id, ${key}, min(day) AS first, max(day) AS last FROM ${source} GROUP BY person_id, ${key}),
${name}_again AS (
  SELECT s.person_id, s.${key}, min(s.day) AS second FROM ${source} s JOIN ${name}_pair p ON p.person_id = s.person_id AND p.${key} = s.${key}
  WHERE p.last > p.first AND s.day > p.first GROUP BY s.person_id, s.${key}),
${name}_span AS (
  SELECT p.${key}, coalesce(a.second, e.day) - p.first AS days, count(*) AS all_of, count(a.second) AS back
  FROM ${name}_pair p CROSS JOIN edge e LEFT JOIN ${name}_again a ON a.person_id = p.person_id AND a.${key} = p.${key}
  GROUP BY p.${key}, days),
-- Kaplan-Meier: of those still waiting at each length, the share that came back then.
${name}_risk AS (
  SELECT ${key}, days, back, sum(all_of) OVER (PARTITION BY ${key} ORDER BY days DESC) AS waiting FROM ${name}_span),
${name}_curve AS (
  SELECT ${key}, days, product(1 - back / CAST(waiting AS DOUBLE)) OVER (PARTITION BY ${key} ORDER BY days) AS away FROM ${name}_risk WHERE back > 0),
${name}_days AS (
  SELECT ${key}, coalesce(min(days) FILTER (away <= 0.5 + 1e-9), min(days) FILTER (away <= 0.7 + 1e-9)) AS days FROM ${name}_curve GROUP BY ${key})`;

/**
 * Reference cycles of products, categories and shops: Kaplan-Meier over the first gap after a
 * customer's first purchase of it; the median, else the 30 % quantile, else none.
 */
export const cyclesText = (s: Pick<Sources, 'as_of' | 'shops'>): string => `
WITH edge AS MATERIALIZED (SELECT max(day) AS day FROM lens.main.cutoffs(${s.as_of})),
sale AS MATERIALIZED (
  SELECT order_id, person_id, shop_id, purchased_day AS day FROM lens.main.purchases(${s.as_of})
  WHERE person_id IS NOT NULL AND (${s.shops} IS NULL OR list_contains(${s.shops}, shop_id))),
item AS MATERIALIZED (
  SELECT s.person_id, l.product_id, s.day FROM lens.main.order_line l JOIN sale s ON s.order_id = l.order_id
  WHERE l.kind = 'goods' AND l.amount > 0 AND l.product_id IS NOT NULL),
kind_of AS (SELECT i.person_id, d.category, i.day FROM item i JOIN lens.main.product d ON d.id = i.product_id WHERE d.category IS NOT NULL),
${[spans('product', 'product_id', 'item'), spans('category', 'category', 'kind_of'), spans('shop', 'shop_id', 'sale')].join(',')}
SELECT 'product' AS kind, product_id, CAST(NULL AS VARCHAR) AS category, CAST(NULL AS BIGINT) AS shop_id, days FROM product_days WHERE days IS NOT NULL
UNION ALL SELECT 'category', NULL, category, NULL, days FROM category_days WHERE days IS NOT NULL
UNION ALL SELECT 'shop', NULL, NULL, shop_id, days FROM shop_days WHERE days IS NOT NULL`;

/**
 * What is usual for a carrier's parcels to a province: the days nine of ten keep, and whether that
 * carrier's parcels are scanned at all. Where most come without scans, an absent one says nothing.
 */
export const parcelsText = (s: Pick<Sources, 'as_of' | 'shops'>): string => `
WITH sent AS MATERIALIZED (
  SELECT p.id, p.carrier, p.province, c.until, CASE WHEN p.delivered_at < c.until THEN epoch(p.delivered_at - p.shipped_at) / 86400 END AS days
  FROM lens.main.parcel p JOIN lens.main.orders o ON o.id = p.order_id JOIN lens.main.cutoffs(${s.as_of}) c ON c.shop_id = o.shop_id
  WHERE p.shipped_at < c.until AND (${s.shops} IS NULL OR list_contains(${s.shops}, o.shop_id))),
seen AS (SELECT DISTINCT p.id FROM lens.main.parcel_scan x JOIN sent p ON p.id = x.parcel_id WHERE x.scanned_at < p.until),
carrier AS (
  SELECT p.carrier, count(s.id) * 2 >= count(*) AS is_scanned FROM sent p LEFT JOIN seen s ON s.id = p.id GROUP BY p.carrier)
SELECT p.carrier, p.province, CASE WHEN count(p.days) >= any_value(h.transit_parcels) THEN quantile_cont(p.days, 0.9) END AS days,
  any_value(c.is_scanned) AS is_scanned
FROM sent p JOIN carrier c ON c.carrier IS NOT DISTINCT FROM p.carrier CROSS JOIN lens.main.threshold h
GROUP BY p.carrier, p.province`;

/** Each product's full price in its latest sale, by currency: what it costs where nobody told its price. */
export const soldPricesText = (s: Pick<Sources, 'as_of' | 'shops'>): string => `
SELECT l.product_id, o.currency,
  max({'at': o.purchased_at, 'price': (l.amount + l.line_discount) / CAST(l.quantity AS DOUBLE)}).price AS price
FROM lens.main.order_line l JOIN lens.main.purchases(${s.as_of}) o ON o.order_id = l.order_id
WHERE l.kind = 'goods' AND l.amount > 0 AND l.quantity > 0 AND l.product_id IS NOT NULL AND (${s.shops} IS NULL OR list_contains(${s.shops}, o.shop_id))
GROUP BY l.product_id, o.currency`;

export const POPULATION = [
  { name: 'population', parameters: 'as_of, shops, money_in', sql: populationText(AS_MACRO) },
  { name: 'reference_cycles', parameters: 'as_of, shops', sql: cyclesText(AS_MACRO) },
  { name: 'usual_parcels', parameters: 'as_of, shops', sql: parcelsText(AS_MACRO) },
  { name: 'sold_prices', parameters: 'as_of, shops', sql: soldPricesText(AS_MACRO) },
];
