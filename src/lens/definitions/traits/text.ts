import { calendarParts } from './calendar.ts';
import { experienceParts } from './experience.ts';
import { moneyParts } from './money.ts';
import { personParts } from './person.ts';
import { rhythmParts } from './rhythm.ts';
import type { Sources } from './sources.ts';
import { tasteParts } from './taste.ts';
import { before, group, loss, scores, stage } from './verdict.ts';

/**
 * What the product last bought costs then, in the currency it was paid in: its price where one is known,
 * else that of its latest sale. Rounded, so that a price is not a hair above itself.
 */
const priceParts = (s: Sources): string => `
listed AS (
  SELECT t.person_id, max({'from': x.valid_from, 'id': x.id, 'price': x.price}).price AS now
  FROM pace t JOIN lens.main.product_price x ON x.product_id = t.product_id
  JOIN lens.main.shop z ON z.id = t.last_shop_id AND z.currency = t.paid_in
  JOIN cut c ON c.shop_id = z.id
  WHERE x.price IS NOT NULL AND x.valid_from < c.until AND (x.valid_to IS NULL OR x.valid_to >= c.until) GROUP BY t.person_id),
price AS (
  SELECT t.person_id, round(coalesce(l.now, s.price), 3) AS now, round(t.unit_paid, 3) AS paid
  FROM pace t JOIN lens.main.shop z ON z.id = t.last_shop_id AND z.currency = t.paid_in
  LEFT JOIN listed l ON l.person_id = t.person_id LEFT JOIN ${s.sold_prices} s ON s.product_id = t.product_id AND s.currency = t.paid_in)`;

/** Everything that was found of a person, side by side, with the day's parameters. */
const found = (s: Sources): string => `
  SELECT p.person_id, b.currency, coalesce(b.purchases, 0) AS number_of_orders, coalesce(t.days, 0) AS purchase_days,
    coalesce(b.gross, CASE WHEN b.person_id IS NULL THEN 0 END) AS amount_spent,
    coalesce(b.refunds, CASE WHEN b.person_id IS NULL THEN 0 END) AS refunds,
    coalesce(b.recent, CASE WHEN b.person_id IS NULL THEN 0 END) AS net_spent_365d,
    CASE WHEN b.in_currency > 0 THEN b.gross / b.in_currency END AS average_order_value,
    b.first_day AS first_order_date, b.last_day AS last_order_date, b.until_day - b.last_day AS days_since_last_order,
    l.received_day AS last_received_date, b.until_day - coalesce(l.received_day, b.last_day) AS idle_days,
    CASE WHEN t.gaps > 0 THEN t.sum / CAST(t.gaps AS DOUBLE) END AS gap_mean, t.median AS gap_median,
    CASE WHEN t.gaps > 1 THEN sqrt((CAST(t.gaps * t.squares AS DOUBLE) - CAST(t.sum * t.sum AS DOUBLE)) / (t.gaps * (t.gaps - 1))) END AS gap_spread,
    t.own AS purchase_cycle_days, coalesce(t.own, t.reference_days) AS cycle_days,
    CASE WHEN t.own IS NOT NULL THEN 'own' ELSE t.reference_source END AS cycle_source,
    CASE WHEN b.purchases > 0 THEN f.offers / CAST(b.purchases AS DOUBLE) END AS promotion_share,
    CASE WHEN b.purchases > 0 THEN len(f.last_two) = 2 AND f.last_two[1] % 2 = 1 AND f.last_two[2] % 2 = 1 END AS promotion_last_two,
    CASE WHEN f.full_price > 0 THEN f.off / CAST(f.full_price AS DOUBLE) END AS discount_share,
    v.last_score AS review_score_last, v.scores / CAST(v.reviews AS DOUBLE) AS review_score_average, coalesce(v.reviews, 0) AS review_count,
    e.review_class,
    CASE WHEN e.review_class IN ('middle', 'bad') OR e.complained OR e.quality_refund THEN 'let_down'
      WHEN e.review_class = 'good' AND e.praise THEN 'delighted' WHEN e.review_class IN ('good', 'silent') THEN 'satisfied' END AS satisfaction,
    coalesce(c.is_open, false) AS open_complaint, coalesce(e.is_late, false) AS last_parcel_late, coalesce(e.is_abnormal, false) AS abnormal_parcel,
    coalesce(e.quality_refund, false) AS quality_refund,
    p.country, coalesce(p.province, l.ship_province) AS region, p.city, p.climate_zone,
    CASE WHEN o.person_id IS NOT NULL THEN 'company' ELSE coalesce(p.address_kind, l.address_kind) END AS address_kind,
    p.gender, p.birth_year AS stated_year, d.born,
    j.category AS favourite_category, CASE WHEN k.amount > 0 THEN k.best / CAST(k.amount AS DOUBLE) END AS favourite_category_share,
    u.product_id AS favourite_product_id, coalesce(k.categories, 0) AS categories,
    i.now AS price_now, i.paid AS last_unit_paid, h.best AS best_hour, n.source AS first_source, n.promotion_code AS first_promotion, l.source AS last_source,
    coalesce(w.ids, []) AS visited, coalesce(g.tags, []) AS tags, p.has_phone, p.has_email, a.email_consent, a.sms_consent, b.since AS customer_since,
    q.r_edges, q.f_edges, y.m_edges, y.grade_a, y.grade_b, x.*
  FROM person p
  CROSS JOIN lens.main.threshold x
  LEFT JOIN bought b ON b.person_id = p.person_id
  LEFT JOIN pace t ON t.person_id = p.person_id
  LEFT JOIN offers f ON f.person_id = p.person_id
  LEFT JOIN voice v ON v.person_id = p.person_id
  LEFT JOIN experience e ON e.person_id = p.person_id
  LEFT JOIN complaint c ON c.person_id = p.person_id
  LEFT JOIN last_order l ON l.person_id = p.person_id
  LEFT JOIN first_order n ON n.person_id = p.person_id
  LEFT JOIN office o ON o.person_id = p.person_id
  LEFT JOIN birthday d ON d.person_id = p.person_id
  LEFT JOIN taste k ON k.person_id = p.person_id
  LEFT JOIN kind j ON j.kind = k.kind
  LEFT JOIN favourite u ON u.person_id = p.person_id
  LEFT JOIN price i ON i.person_id = p.person_id
  LEFT JOIN hours h ON h.person_id = p.person_id
  LEFT JOIN visited w ON w.person_id = p.person_id
  LEFT JOIN tagged g ON g.person_id = p.person_id
  LEFT JOIN agreed a ON a.person_id = p.person_id
  LEFT JOIN (SELECT any_value(r_edges) AS r_edges, any_value(f_edges) AS f_edges FROM ${s.population}) q ON true
  LEFT JOIN ${s.population} y ON y.currency = b.currency`;

const big = (...names: string[]): string =>
  names.map((name) => `CAST(${name} AS BIGINT) AS ${name}`).join(', ');

const parts = (s: Sources): string =>
  [
    moneyParts(s),
    calendarParts(),
    tasteParts(),
    personParts(s),
    rhythmParts(s),
    experienceParts(s),
    priceParts(s),
  ].join(',\n');

/**
 * Each buyer's stage alone, from the same parts: those it does not name are not computed. Traits of
 * everyone take several times as long.
 */
export const stagesText = (s: Sources): string => `
WITH ${parts(s)},
found AS (
  SELECT b.person_id, b.purchases AS number_of_orders, b.gross AS amount_spent, b.until_day - coalesce(l.received_day, b.last_day) AS idle_days,
    coalesce(t.own, t.reference_days) AS cycle_days, x.*
  FROM bought b CROSS JOIN lens.main.threshold x
  LEFT JOIN pace t ON t.person_id = b.person_id
  LEFT JOIN last_order l ON l.person_id = b.person_id WHERE b.purchases > 0)
SELECT person_id, number_of_orders, CAST(amount_spent AS BIGINT) AS amount_spent, ${stage} FROM found`;

/** One wide row a person. */
export const traitsText = (s: Sources): string => `
WITH ${parts(s)},
found AS (${found(s)}),
staged AS (SELECT *, gap_spread / gap_mean AS gap_cv, ${stage}, ${scores} FROM found),
grouped AS (SELECT *, ${group}, ${before} FROM staged)
SELECT person_id, currency, ${big('number_of_orders', 'purchase_days', 'amount_spent')}, CAST(amount_spent - refunds AS BIGINT) AS net_spent,
  CAST(refunds AS BIGINT) AS refunds, CAST(round(average_order_value) AS BIGINT) AS average_order_value, ${big('net_spent_365d')},
  first_order_date, last_order_date, ${big('days_since_last_order')}, last_received_date, gap_mean, gap_median, gap_spread, gap_cv,
  purchase_cycle_days, cycle_days, cycle_source, last_order_date + CAST(round(cycle_days) AS INTEGER) AS expected_next_order_date,
  idle_days / cycle_days AS overdue_ratio, r_score, f_score, m_score, rfm_group, lifecycle_stage, value_grade,
  promotion_share, promotion_last_two, discount_share, review_score_last, review_score_average, ${big('review_count')}, review_class, satisfaction,
  open_complaint, last_parcel_late, abnormal_parcel, country, region, city, climate_zone, address_kind, gender,
  coalesce(stated_year, born.year) AS birth_year, born.month AS birthday_month, born.day AS birthday_day, born.lunar AS birthday_lunar,
  favourite_category, favourite_category_share, favourite_product_id, ${big('categories')}, ${loss}, CAST(best_hour AS INTEGER) AS best_hour,
  first_source, first_promotion, last_source, visited AS shops, tags, has_phone, has_email, email_consent, sms_consent, customer_since
FROM grouped`;
