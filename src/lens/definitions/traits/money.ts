import { converted } from '../facts.ts';
import { isPurchase } from '../macro.ts';
import type { Sources } from './sources.ts';

/** What a tie of instants is broken by: the order number. The id only makes it certain. */
const FIRST = `min({'number': number, 'id': order_id})`;
const LAST = `max({'number': number, 'id': order_id})`;

/**
 * Orders and money of the persons in scope: `bill` has every order known by then, `bought` one row a
 * person. Guests are no persons.
 *
 * Whose first and last order it was is found by instant; only ties are compared by number. Doing all
 * by (instant, number, id) at once took a third of everything here.
 */
export const moneyParts = (s: Sources): string => `
cut AS MATERIALIZED (SELECT shop_id, until, day FROM lens.main.cutoffs(${s.as_of})),
-- Facts that belong to no shop end where the last shop's day does.
edge AS MATERIALIZED (SELECT max(until) AS until, max(day) AS day FROM cut),
profile AS MATERIALIZED (
  SELECT id, person_id, CASE WHEN id = person_id THEN 0 ELSE id END AS rank FROM lens.main.customer ${s.scope}),
rate AS MATERIALIZED (FROM lens.main.rates(${s.money_in})),
bill AS MATERIALIZED (
  SELECT s.person_id, s.order_id, s.shop_id, s.kind, s.counts, s.number, s.bought_at, s.day, s.placed_day, s.until_day, s.currency AS paid_in,
    s.goods, s.off, s.promoted, s.gross AS paid, ${converted('gross', s.money_in)}
  FROM (
    SELECT p.person_id, o.id AS order_id, o.shop_id, o.kind, ${isPurchase('c.until')} AS counts, o.number, o.purchased_at AS bought_at,
      o.purchased_day AS day, o.placed_day, c.day AS until_day, o.currency, o.goods, o.discount + o.platform_discount AS off,
      o.promotion_code IS NOT NULL AS promoted, o.gross
    FROM lens.main.orders o JOIN profile p ON p.id = o.customer_id JOIN cut c ON c.shop_id = o.shop_id
    WHERE o.placed_at < c.until AND (${s.shops} IS NULL OR list_contains(${s.shops}, o.shop_id))) s
  LEFT JOIN rate r ON r.currency = s.currency AND r.day = s.day),
-- Refunds of purchases, and credit notes, as the macro refunds has them.
repaid AS (
  SELECT s.person_id, s.recent, ${converted('amount', s.money_in)}
  FROM (
    SELECT b.person_id, b.paid_in AS currency, r.occurred_day > b.until_day - 365 AS recent, r.amount, r.occurred_day
    FROM lens.main.refund r JOIN bill b ON b.order_id = r.order_id JOIN cut c ON c.shop_id = b.shop_id
    WHERE r.occurred_at < c.until AND (b.kind = 'credit_note' OR b.counts)) s
  LEFT JOIN rate r ON r.currency = s.currency AND r.day = s.occurred_day),
refunded AS MATERIALIZED (
  SELECT person_id, currency, sum(amount) AS amount, sum(amount) FILTER (recent) AS recent, count(*) - count(amount) AS unrated
  FROM repaid GROUP BY person_id, currency),
total AS MATERIALIZED (
  SELECT person_id, count(*) FILTER (counts) AS purchases, min(placed_day) AS since,
    sum(gross) FILTER (counts) AS gross, sum(gross) FILTER (counts AND day > until_day - 365) AS recent, count(*) FILTER (counts AND gross IS NULL) AS unrated,
    min(currency) FILTER (counts) AS low, max(currency) FILTER (counts) AS high,
    min(bought_at) FILTER (counts) AS first_at, max(bought_at) FILTER (counts) AS last_at, max(bought_at) FILTER (kind = 'order') AS latest_at,
    min(day) FILTER (counts) AS first_day, max(day) FILTER (counts) AS last_day, max(until_day) AS until_day
  FROM bill GROUP BY person_id),
outer_order AS MATERIALIZED (
  SELECT b.person_id, b.order_id, b.number, b.counts AND b.bought_at = t.first_at AS is_first, b.counts AND b.bought_at = t.last_at AS is_last,
    b.kind = 'order' AND b.bought_at = t.latest_at AS is_latest
  FROM bill b JOIN total t ON t.person_id = b.person_id
  WHERE b.bought_at = t.first_at OR b.bought_at = t.last_at OR b.bought_at = t.latest_at),
ends AS MATERIALIZED (
  SELECT person_id, min(order_id) FILTER (is_first) AS first_id, min(order_id) FILTER (is_last) AS last_id, min(order_id) FILTER (is_latest) AS latest_id,
    count(*) FILTER (is_first) > 1 OR count(*) FILTER (is_last) > 1 OR count(*) FILTER (is_latest) > 1 AS is_tied
  FROM outer_order GROUP BY person_id),
tied AS (
  SELECT person_id, (${FIRST} FILTER (is_first)).id AS first_id, (${LAST} FILTER (is_last)).id AS last_id, (${LAST} FILTER (is_latest)).id AS latest_id
  FROM outer_order WHERE person_id IN (SELECT person_id FROM ends WHERE is_tied) GROUP BY person_id),
-- Whoever paid in several currencies is shown in the one of the last purchase.
mixed AS (
  SELECT b.person_id, b.currency, count(*) AS purchases, sum(b.gross) AS gross, sum(b.gross) FILTER (b.day > b.until_day - 365) AS recent
  FROM bill b JOIN total t ON t.person_id = b.person_id JOIN ends e ON e.person_id = b.person_id LEFT JOIN tied d ON d.person_id = b.person_id
  JOIN bill l ON l.order_id = coalesce(d.last_id, e.last_id)
  WHERE t.low <> t.high AND b.counts AND b.currency = l.currency GROUP BY b.person_id, b.currency),
bought AS MATERIALIZED (
  SELECT t.person_id, t.purchases, t.since, coalesce(d.first_id, e.first_id) AS first_id, coalesce(d.last_id, e.last_id) AS last_id,
    coalesce(d.latest_id, e.latest_id) AS latest_id, t.first_day, t.last_day, t.until_day,
    coalesce(x.currency, t.low, a.currency) AS currency, coalesce(x.purchases, t.purchases) AS in_currency,
    CASE WHEN t.unrated + coalesce(r.unrated, 0) = 0 THEN coalesce(x.gross, t.gross, 0) END AS gross,
    CASE WHEN t.unrated + coalesce(r.unrated, 0) = 0 THEN coalesce(r.amount, 0) END AS refunds,
    CASE WHEN t.unrated + coalesce(r.unrated, 0) = 0 THEN coalesce(x.recent, t.recent, 0) - coalesce(r.recent, 0) END AS recent
  FROM total t
  LEFT JOIN ends e ON e.person_id = t.person_id
  LEFT JOIN tied d ON d.person_id = t.person_id
  LEFT JOIN mixed x ON x.person_id = t.person_id
  LEFT JOIN (SELECT person_id, min(currency) AS currency FROM refunded GROUP BY person_id) a ON a.person_id = t.person_id
  LEFT JOIN refunded r ON r.person_id = t.person_id AND r.currency = coalesce(x.currency, t.low, a.currency))`;
