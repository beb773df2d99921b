import { converted } from '../facts.ts';
import { isPurchase } from '../macro.ts';
import type { Sources } from './sources.ts';

/** What a person's orders are compared by: time, then order number. The id only makes it certain. */
const PLACE = `{'at': bought_at, 'number': number, 'id': order_id}`;

/**
 * Orders and money of the persons in scope: `bill` has every order known by then, `bought` one row a
 * person. Guests are no persons.
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
    ${converted('gross', s.money_in)}
  FROM (
    SELECT p.person_id, o.id AS order_id, o.shop_id, o.kind, ${isPurchase('c.until')} AS counts, o.number, o.purchased_at AS bought_at,
      o.purchased_day AS day, o.placed_day, c.day AS until_day, o.currency, o.gross
    FROM lens.main.orders o JOIN profile p ON p.id = o.customer_id JOIN cut c ON c.shop_id = o.shop_id
    WHERE o.placed_at < c.until AND (${s.shops} IS NULL OR list_contains(${s.shops}, o.shop_id))) s
  LEFT JOIN rate r ON r.currency = s.currency AND r.day = s.day),
-- Refunds of purchases, and credit notes, as the macro refunds has them.
repaid AS MATERIALIZED (
  SELECT s.person_id, s.order_id, s.recent, s.reason, ${converted('amount', s.money_in)}
  FROM (
    SELECT b.person_id, b.order_id, b.paid_in AS currency, r.occurred_day > b.until_day - 365 AS recent, r.reason, r.amount, r.occurred_day
    FROM lens.main.refund r JOIN bill b ON b.order_id = r.order_id JOIN cut c ON c.shop_id = b.shop_id
    WHERE r.occurred_at < c.until AND (b.kind = 'credit_note' OR b.counts)) s
  LEFT JOIN rate r ON r.currency = s.currency AND r.day = s.occurred_day),
refunded AS (
  SELECT person_id, currency, sum(amount) AS amount, sum(amount) FILTER (recent) AS recent, count(*) - count(amount) AS unrated
  FROM repaid GROUP BY person_id, currency),
total AS MATERIALIZED (
  SELECT person_id, count(*) FILTER (counts) AS purchases, min(placed_day) AS since,
    sum(gross) FILTER (counts) AS gross, sum(gross) FILTER (counts AND day > until_day - 365) AS recent, count(*) FILTER (counts AND gross IS NULL) AS unrated,
    min(currency) FILTER (counts) AS low, max(currency) FILTER (counts) AS high,
    min(${PLACE}) FILTER (counts) AS first, max(${PLACE}) FILTER (counts) AS last,
    max(${PLACE}) FILTER (kind = 'order' AND bought_at IS NOT NULL) AS latest,
    min(day) FILTER (counts) AS first_day, max(day) FILTER (counts) AS last_day, max(until_day) AS until_day
  FROM bill GROUP BY person_id),
-- Whoever paid in several currencies is shown in the one of the last purchase.
mixed AS (
  SELECT b.person_id, b.currency, count(*) AS purchases, sum(b.gross) AS gross, sum(b.gross) FILTER (b.day > b.until_day - 365) AS recent
  FROM bill b JOIN (SELECT person_id, last.id AS order_id FROM total WHERE low <> high) t ON t.person_id = b.person_id
  JOIN bill l ON l.order_id = t.order_id
  WHERE b.counts AND b.currency = l.currency GROUP BY b.person_id, b.currency),
bought AS MATERIALIZED (
  SELECT t.person_id, t.purchases, t.since, t.first, t.last, t.latest, t.first_day, t.last_day, t.until_day,
    coalesce(x.currency, t.low, a.currency) AS currency, coalesce(x.purchases, t.purchases) AS in_currency,
    CASE WHEN t.unrated + coalesce(r.unrated, 0) = 0 THEN coalesce(x.gross, t.gross, 0) END AS gross,
    CASE WHEN t.unrated + coalesce(r.unrated, 0) = 0 THEN coalesce(r.amount, 0) END AS refunds,
    CASE WHEN t.unrated + coalesce(r.unrated, 0) = 0 THEN coalesce(x.recent, t.recent, 0) - coalesce(r.recent, 0) END AS recent
  FROM total t
  LEFT JOIN mixed x ON x.person_id = t.person_id
  LEFT JOIN (SELECT person_id, min(currency) AS currency FROM refunded GROUP BY person_id) a ON a.person_id = t.person_id
  LEFT JOIN refunded r ON r.person_id = t.person_id AND r.currency = coalesce(x.currency, t.low, a.currency))`;
