import { bought, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { cut } from '../orders.ts';
import type { Statement } from '../statement.ts';

/**
 * `bought`: the purchases of customers with their money, and whether on offer (a promotion, or a discount
 * of the order of 10 % or more). `entry`: a row a customer who first bought in the asked time.
 */
export function came(statement: Statement, ask: Ask): string {
  return `${cut(statement, ask)},
    ${bought(statement, ask, ['nth', 'next_at'], 'ever')},
    bought AS MATERIALIZED (
      SELECT *, promotion IS NOT NULL OR (goods > 0 AND off >= 0.1 * goods) AS on_offer
      FROM (
        SELECT e.person_id, e.order_id, e.purchased_at, e.purchased_day, e.gross, e.nth, e.next_at, c.until, o.gross AS own_gross,
          nullif(trim(o.source), '') AS source, nullif(trim(o.promotion_code), '') AS promotion, o.discount + o.platform_discount AS off, o.goods
        FROM ever e JOIN lens.main.orders o ON o.id = e.order_id JOIN cut c ON c.shop_id = e.shop_id)),
    entry AS MATERIALIZED (
      SELECT person_id, order_id, source, promotion, gross, purchased_at, purchased_at AS first_at, next_at AS second_at, until,
        purchased_at + INTERVAL 2160 HOUR <= until AS in_90, purchased_at + INTERVAL 4320 HOUR <= until AS in_180,
        coalesce(next_at <= purchased_at + INTERVAL 2160 HOUR, false) AS is_back
      FROM bought WHERE nth = 1 AND ${within(statement, ask.filters, 'purchased_day')})`;
}

/** `way`: each entry by its source and, where it had one, by its promotion. After `came`. */
export const WAYS = `way AS (
      SELECT 'source' AS kind, source AS key, * FROM entry
      UNION ALL SELECT 'promotion' AS kind, promotion AS key, * FROM entry WHERE promotion IS NOT NULL)`;

/** `hunter`: who came back and mostly on offer. After `came`. */
export const HUNTERS = `hunter AS MATERIALIZED (
      SELECT person_id FROM bought GROUP BY person_id HAVING count(*) > 1 AND count(*) FILTER (on_offer) >= 0.6 * count(*))`;
