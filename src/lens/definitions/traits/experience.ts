import type { Sources } from './sources.ts';
import { localDay, onCalendar } from './calendar.ts';
import { RECEIVED } from './person.ts';
import { PRAISE_WORDS, QUALITY_WORDS } from './words.ts';

/** The parcel's state is that of its newest scan; what came later than `until` was still on its way then. */
const STATE = `CASE WHEN p.delivered_at < c.until THEN 'delivered'
  WHEN p.delivered_at IS NOT NULL AND p.state = 'delivered' THEN 'in_transit'
  WHEN coalesce(n.newest, p.shipped_at, b.bought_at) < c.until THEN p.state ELSE 'shipped' END`;

const hours = (name: string): string => `to_microseconds(CAST(h.${name} * 3600000000 AS BIGINT))`;

/** How the last order went (a wholly refunded one too), and what was said. */
export const experienceParts = (s: Sources): string => `
spoken AS (
  SELECT b.person_id, r.order_id, max({'at': r.reviewed_at, 'id': r.id, 'score': r.score}) AS last,
    bool_or(r.has_picture OR regexp_matches(lower(r.text), '${PRAISE_WORDS}')) AS praise
  FROM lens.main.review r JOIN bill b ON b.order_id = r.order_id JOIN cut c ON c.shop_id = b.shop_id
  WHERE r.reviewed_at < c.until AND r.score IS NOT NULL GROUP BY b.person_id, r.order_id),
voice AS (
  SELECT person_id, count(*) AS reviews, sum(last.score) AS scores, max(last).score AS last_score FROM spoken GROUP BY person_id),
-- The last order as an experience.
episode AS MATERIALIZED (
  SELECT t.person_id, o.id AS order_id, o.shop_id, o.purchased_at AS bought_at, c.day AS until_day, c.until,
    ${RECEIVED} AS received_at
  FROM lens.main.orders o JOIN bought t ON t.latest_id = o.id JOIN cut c ON c.shop_id = o.shop_id LEFT JOIN arrived a ON a.order_id = o.id),
parcels AS MATERIALIZED (
  SELECT b.person_id, b.shop_id, p.*, ${STATE} AS state_then, b.until, b.until_day, n.first, n.last
  FROM lens.main.parcel p JOIN episode b ON b.order_id = p.order_id JOIN cut c ON c.shop_id = b.shop_id
  LEFT JOIN (
    SELECT x.parcel_id, min(x.scanned_at) AS first, max(x.scanned_at) FILTER (x.scanned_at < b.until) AS last, max(x.scanned_at) AS newest
    FROM lens.main.parcel_scan x JOIN lens.main.parcel p ON p.id = x.parcel_id JOIN episode b ON b.order_id = p.order_id
    GROUP BY x.parcel_id) n ON n.parcel_id = p.id
  WHERE coalesce(p.shipped_at, b.bought_at) < c.until),
usual AS MATERIALIZED (FROM ${s.usual_parcels}),
journey AS (
  SELECT p.person_id,
    bool_or(CASE WHEN p.promised_at IS NULL THEN false
      WHEN p.delivered_at < p.until THEN p.delivered_at > p.promised_at
        AND ${localDay('d', 'p.delivered_at')} > ${localDay('m', 'p.promised_at')}
      WHEN p.state_then IN ('delivered', 'refused', 'returned') THEN false
      ELSE p.promised_at < p.until AND ${localDay('m', 'p.promised_at')} < p.until_day END) AS is_late,
    bool_or(p.state_then IN ('attempt_failed', 'refused', 'returned', 'exception')
      OR (p.shipped_at IS NOT NULL AND (
        (x.is_scanned AND least(coalesce(p.first, p.until), coalesce(p.delivered_at, p.until), p.until) > p.shipped_at + ${hours('first_scan_hours')})
        OR (x.is_scanned AND p.state_then <> 'delivered' AND p.until > coalesce(p.last, p.shipped_at) + ${hours('no_scan_hours')})
        OR epoch(CASE WHEN p.state_then = 'delivered' THEN p.delivered_at ELSE p.until END - p.shipped_at) / 86400 > coalesce(x.days, h.transit_days)))) AS is_abnormal
  FROM parcels p CROSS JOIN lens.main.threshold h
  LEFT JOIN usual x ON x.carrier IS NOT DISTINCT FROM p.carrier AND x.province IS NOT DISTINCT FROM p.province
  ${onCalendar('d', 'p.shop_id', 'p.delivered_at')}
  ${onCalendar('m', 'p.shop_id', 'p.promised_at')}
  GROUP BY p.person_id),
complaint AS (
  SELECT p.person_id, bool_or(n.resolved_at IS NULL OR n.resolved_at >= e.until) AS is_open,
    bool_or(n.order_id = b.order_id OR (n.order_id IS NULL AND n.said_at >= b.bought_at)) AS of_last
  FROM lens.main.conversation n JOIN profile p ON p.id = n.customer_id CROSS JOIN edge e
  LEFT JOIN episode b ON b.person_id = p.person_id
  WHERE n.kind = 'complaint' AND n.said_at < e.until GROUP BY p.person_id),
quality_refund AS (
  SELECT DISTINCT b.person_id FROM lens.main.refund r JOIN episode b ON b.order_id = r.order_id
  WHERE r.occurred_at < b.until AND regexp_matches(lower(r.reason), '${QUALITY_WORDS}')),
experience AS (
  SELECT b.person_id, b.received_at, s.last.score AS score, coalesce(s.praise, false) AS praise,
    CASE WHEN s.last.score >= 4 THEN 'good' WHEN s.last.score = 3 THEN 'middle' WHEN s.last.score <= 2 THEN 'bad'
      WHEN b.received_at < b.until - to_days(CAST(h.silent_days AS INTEGER)) THEN 'silent' END AS review_class,
    coalesce(j.is_late, false) AS is_late, coalesce(j.is_abnormal, false) AS is_abnormal,
    coalesce(c.of_last, false) AS complained, q.person_id IS NOT NULL AS quality_refund
  FROM episode b CROSS JOIN lens.main.threshold h
  LEFT JOIN spoken s ON s.order_id = b.order_id
  LEFT JOIN journey j ON j.person_id = b.person_id
  LEFT JOIN complaint c ON c.person_id = b.person_id
  LEFT JOIN quality_refund q ON q.person_id = b.person_id)`;
