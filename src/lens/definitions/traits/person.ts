import type { Sources } from './sources.ts';
import { localDay, onCalendar } from './calendar.ts';
import { IMPERSONAL_NAME } from './words.ts';

const FIELDS =
  'name, gender, birth_year, country, province, city, climate_zone, address_kind, has_phone, has_email'.split(
    ', ',
  );
const FLAGS = new Set(['has_phone', 'has_email']);

const consent = (channel: string): string =>
  `arg_max(c.state, {'at': c.occurred_at, 'id': c.id}) FILTER (c.channel = '${channel}') AS ${channel}_consent`;

/** When order `o` was received, by then; where only the confirmation is known, that. */
export const RECEIVED = `CASE WHEN o.received_at < c.until THEN o.received_at WHEN a.delivered_at IS NOT NULL THEN a.delivered_at
        WHEN o.confirmed_at < c.until THEN o.confirmed_at END`;

/** Who they are, as known now; what has dates of its own (tags, occasions, consents) as of then. */
export const personParts = (s: Sources): string => `
face AS (
  SELECT p.person_id, p.rank, ${FIELDS.map((f) => `c.${f}`).join(', ')} FROM profile p JOIN lens.main.customer c ON c.id = p.id),
several AS (SELECT person_id FROM profile GROUP BY person_id HAVING count(*) > 1 OR min(rank) > 0),
-- Almost everyone is one profile and needs no aggregates.
person AS MATERIALIZED (
  SELECT person_id, ${FIELDS.join(', ')} FROM face WHERE person_id NOT IN (SELECT person_id FROM several)
  UNION ALL
  SELECT person_id, ${FIELDS.map((f) => (FLAGS.has(f) ? `bool_or(${f})` : `arg_min(${f}, rank)`)).join(', ')}
  FROM face WHERE person_id IN (SELECT person_id FROM several) GROUP BY person_id),
visited AS (
  SELECT person_id, list_sort(list(shop_id)) AS ids FROM (
    SELECT p.person_id, c.shop_id FROM profile p JOIN lens.main.customer c ON c.id = p.id WHERE c.shop_id IS NOT NULL AND (${s.shops} IS NULL OR list_contains(${s.shops}, c.shop_id))
    UNION
    SELECT person_id, shop_id FROM bill)
  GROUP BY person_id),
tagged AS (
  SELECT person_id, list_sort(list(tag)) AS tags FROM (
    SELECT DISTINCT p.person_id, t.tag FROM lens.main.customer_tag t JOIN profile p ON p.id = t.customer_id CROSS JOIN edge e
    WHERE t.valid_from < e.until AND (t.valid_to IS NULL OR t.valid_to >= e.until))
  GROUP BY person_id),
agreed AS (
  SELECT p.person_id, ${consent('email')}, ${consent('sms')}
  FROM lens.main.consent c JOIN profile p ON p.id = c.customer_id CROSS JOIN edge e
  WHERE c.purpose = 'promotion' AND c.occurred_at < e.until GROUP BY p.person_id),
birthday AS (
  SELECT p.person_id, min({'rank': p.rank, 'id': o.id, 'year': o.year, 'month': o.month, 'day': o.day, 'lunar': o.lunar}) AS born
  FROM lens.main.occasion o JOIN profile p ON p.id = o.customer_id CROSS JOIN edge e
  WHERE o.kind = 'birthday' AND o.valid_from < e.until AND (o.valid_to IS NULL OR o.valid_to >= e.until) GROUP BY p.person_id),
-- 王先生 at an office leaves no name of his own: the company is the customer.
office AS (
  SELECT DISTINCT b.person_id FROM bill b JOIN lens.main.orders o ON o.id = b.order_id JOIN person p ON p.person_id = b.person_id
  WHERE o.address_kind = 'company' AND regexp_matches(lower(trim(p.name)), '${IMPERSONAL_NAME}')),
first_order AS (
  SELECT b.person_id, o.source, o.promotion_code FROM lens.main.orders o JOIN bought b ON b.first_id = o.id),
-- An order that does not say when it was received was with its last parcel.
arrived AS (
  SELECT p.order_id, max(p.delivered_at) AS delivered_at
  FROM lens.main.parcel p JOIN lens.main.orders o ON o.id = p.order_id JOIN cut c ON c.shop_id = o.shop_id
  WHERE coalesce(p.delivered_at < c.until, false) AND o.id IN (SELECT last_id FROM bought UNION ALL SELECT latest_id FROM bought) GROUP BY p.order_id),
last_order AS MATERIALIZED (
  SELECT o.*, ${localDay('m', 'o.received_at')} AS received_day
  FROM (
    SELECT b.person_id, o.shop_id, o.currency, o.goods, o.gross, o.source, o.ship_province, o.address_kind,
      ${RECEIVED} AS received_at
    FROM lens.main.orders o JOIN bought b ON b.last_id = o.id JOIN cut c ON c.shop_id = o.shop_id LEFT JOIN arrived a ON a.order_id = o.id) o
  ${onCalendar('m', 'o.shop_id', 'o.received_at')}),
by_hour AS (
  SELECT b.person_id, date_diff('hour', m.start, b.bought_at) AS hour, count(*) AS orders
  FROM bill b JOIN calendar m ON m.shop_id = b.shop_id AND m.day = b.day WHERE b.counts GROUP BY b.person_id, hour),
hours AS (
  SELECT person_id, 23 - max(orders * 24 + 23 - hour) % 24 AS best FROM by_hour GROUP BY person_id)`;
