import { within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { converted, cut, FIRSTS, ordersOf } from '../orders.ts';
import type { Statement } from '../statement.ts';

const COLUMNS = `o.number, o.purchased_at, o.purchased_day, o.gross AS own_gross, o.currency AS own_currency,
  nullif(trim(o.source), '') AS source, nullif(trim(o.promotion_code), '') AS promotion,
  o.discount + o.platform_discount AS off, o.goods`;

/**
 * `bought`: the purchases of customers with their money, and whether on offer (a promotion, or a discount
 * of the order of 10 % or more). `entry`: a row a customer who first bought in the asked time.
 */
export function came(statement: Statement, ask: Ask): string {
  const money = statement.given(ask.currency, 'VARCHAR');
  return `${cut(statement, ask)},
    bought AS MATERIALIZED (
      SELECT p.*, ${converted('p.own_gross', 'p.own_currency', money)} AS gross,
        p.promotion IS NOT NULL OR (p.goods > 0 AND p.off >= 0.1 * p.goods) AS on_offer
      FROM (${ordersOf(statement, ask, 'purchases', COLUMNS)}) p
      LEFT JOIN lens.main.rates(${money}) r ON r.currency = p.own_currency AND r.day = p.purchased_day WHERE p.person_id IS NOT NULL),${FIRSTS},
    entry AS MATERIALIZED (
      SELECT b.person_id, b.order_id, b.source, b.promotion, b.gross, f.first_at, f.second_at, f.n, b.until, b.purchased_at,
        f.first_at + INTERVAL 2160 HOUR <= b.until AS in_90, f.first_at + INTERVAL 4320 HOUR <= b.until AS in_180,
        coalesce(f.second_at <= f.first_at + INTERVAL 2160 HOUR, false) AS is_back
      FROM bought b JOIN firsts f ON f.order_id = b.order_id WHERE ${within(statement, ask.filters, 'b.purchased_day')})`;
}

/** `way`: each entry by its source and, where it had one, by its promotion. After `came`. */
export const WAYS = `way AS (
      SELECT 'source' AS kind, source AS key, * FROM entry
      UNION ALL SELECT 'promotion' AS kind, promotion AS key, * FROM entry WHERE promotion IS NOT NULL)`;

/** `hunter`: who came back and mostly on offer. After `came`. */
export const HUNTERS = `hunter AS MATERIALIZED (
      SELECT person_id FROM bought GROUP BY person_id HAVING count(*) > 1 AND count(*) FILTER (on_offer) >= 0.6 * count(*))`;
