import { profitBy } from '../../../lens/index.ts';
import { bought, whoConditions, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { cut } from '../orders.ts';
import { readsPaid } from '../paid.ts';
import type { Statement } from '../statement.ts';

const COLUMNS = 'purchased_at, purchased_day, gross, own_gross, goods, off, discount, nth, next_at';

const kept = (statement: Statement, { filters }: Ask): string => {
  const who = whoConditions(statement, filters);
  return `bought AS NOT MATERIALIZED (
      SELECT person_id, order_id, ${COLUMNS}, until, nullif(trim(source), '') AS source, nullif(trim(promotion_code), '') AS promotion, cheaper, known_value, profit, purchases, offers, later_180
      FROM lens.main.paid WHERE ${['is_purchase', ...who].join(' AND ')})`;
};

const workedOut = (statement: Statement, ask: Ask): string => `
    ${bought(statement, ask, ['nth', 'next_at'], 'ever')},
    cheaper AS (
      SELECT order_id, sum(line_discount) AS amount FROM lens.main.order_line WHERE kind = 'goods' AND line_discount > 0 GROUP BY order_id),
    bought AS MATERIALIZED (
      SELECT e.person_id, e.order_id, e.purchased_at, e.purchased_day, e.gross, e.own_gross, e.goods, e.off, o.discount, e.nth, e.next_at, c.until,
        nullif(trim(o.source), '') AS source, nullif(trim(o.promotion_code), '') AS promotion, coalesce(d.amount, 0) AS cheaper
      FROM ever e JOIN lens.main.orders o ON o.id = e.order_id JOIN cut c ON c.shop_id = e.shop_id
      LEFT JOIN cheaper d ON d.order_id = e.order_id)`;

/**
 * `bought`: the purchases of customers with their money, promotion and discount of the order, and `cheaper`:
 * what was taken off its lines. `entry`: a row a customer who first bought in the asked time.
 */
export function came(statement: Statement, ask: Ask): string {
  const known = readsPaid(ask);
  return `${cut(statement, ask)},
    ${known ? kept(statement, ask) : workedOut(statement, ask)},
    entry AS MATERIALIZED (
      SELECT person_id, order_id, source, promotion, gross, own_gross, goods, purchased_at, purchased_at AS first_at, next_at AS second_at, until,
        purchased_at + INTERVAL 2160 HOUR <= until AS in_90, purchased_at + INTERVAL 4320 HOUR <= until AS in_180,
        coalesce(next_at <= purchased_at + INTERVAL 2160 HOUR, false) AS is_back ${known ? ', known_value, profit, later_180' : ''}
      FROM bought WHERE nth = 1 AND ${within(statement, ask.filters, 'purchased_day')})`;
}

/** `way`: each entry by its source and, where it had one, by its promotion. After `came`. */
export const WAYS = `way AS (
      SELECT 'source' AS kind, source AS key, * FROM entry
      UNION ALL SELECT 'promotion' AS kind, promotion AS key, * FROM entry WHERE promotion IS NOT NULL)`;

/** `earned`: what the first purchases earned. After `came`. */
export const earned = (ask: Ask): string =>
  readsPaid(ask)
    ? 'earned AS (SELECT order_id, known_value AS value, profit FROM entry)'
    : `earned AS MATERIALIZED (${profitBy('order_id', 'entry')})`;

/**
 * `hunter`: who came back and mostly on offer: a promotion, or a discount of the order and its lines, as the
 * trait `promotion_share` has it. After `came`.
 */
export const hunters = (ask: Ask): string => `
    hunter AS MATERIALIZED (${readsPaid(ask) ? HUNTERS_KEPT : HUNTERS})`;

const HUNTERS_KEPT = `
      SELECT b.person_id FROM bought b CROSS JOIN lens.main.threshold h
      WHERE b.nth = 1 AND b.purchases > 1 AND b.offers >= h.loss_promotion_share * b.purchases`;

const HUNTERS = `
      SELECT b.person_id FROM bought b CROSS JOIN lens.main.threshold h
      GROUP BY b.person_id HAVING count(*) > 1 AND count(*) FILTER (b.promotion IS NOT NULL OR (b.goods + b.cheaper > 0
        AND b.off + b.cheaper >= h.discount_share * (b.goods + b.cheaper))) >= any_value(h.loss_promotion_share) * count(*)`;
