import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import type { Pair } from './schema.ts';
import { items } from './sold.ts';

/** Fewer orders than this with both are chance. */
const ENOUGH = 10;
const SHOWN = 50;
/** Pairs among the most sold only: nobody bundles what hardly sells, and pairs grow with the square. */
const LOOKED_AT = 300;

/** `joint`: the orders of each two products in `wanted` (product_id, with_product_id). After `items`. */
const JOINT = (baskets: string): string => `joint AS (
    SELECT w.product_id, w.with_product_id, a.person_id FROM wanted w
    JOIN ${baskets} a ON a.product_id = w.product_id JOIN ${baskets} b ON b.order_id = a.order_id AND b.product_id = w.with_product_id)`;

/**
 * What is bought together more often than chance would have it, the more sold one first. The effect: if so
 * many of those who now take the first alone took the second too, at what it brings in an order.
 */
const QUERY = (
  statement: Statement,
  ask: Ask,
  uptake: string,
): string => `WITH ${items(statement, ask)},
  basket AS MATERIALIZED (
    SELECT i.order_id, i.product_id, s.person_id, s.value, i.amount * s.value / nullif(s.goods, 0) AS own FROM item i JOIN sold s ON s.order_id = i.order_id WHERE s.is_purchase),
  whole AS MATERIALIZED (SELECT product_id, count(*) AS n, sum(value) AS value, avg(own) AS own FROM basket GROUP BY product_id ORDER BY n DESC, product_id LIMIT ${LOOKED_AT}),
  shared AS MATERIALIZED (SELECT b.order_id, b.product_id, b.person_id, b.value FROM basket b WHERE b.product_id IN (SELECT product_id FROM whole)
    AND b.order_id IN (SELECT order_id FROM basket GROUP BY order_id HAVING count(*) > 1)),
  met AS (SELECT a.product_id AS p, b.product_id AS q, count(*) AS n, sum(a.value) AS value FROM shared a JOIN shared b ON b.order_id = a.order_id AND b.product_id > a.product_id
    GROUP BY a.product_id, b.product_id HAVING count(*) > 1),
  pair AS (
    SELECT b.n, b.value, b.n / t.n AS support, b.n * t.n / (x.n * y.n::DOUBLE) AS lift, t.n AS orders,
      CASE WHEN x.n >= y.n THEN x ELSE y END AS a, CASE WHEN x.n >= y.n THEN y ELSE x END AS b
    FROM met b JOIN whole x ON x.product_id = b.p JOIN whole y ON y.product_id = b.q CROSS JOIN (SELECT count(*)::DOUBLE AS n FROM sold WHERE is_purchase) t),
  wanted AS MATERIALIZED (
    SELECT a.product_id AS product_id, coalesce(nullif(p.title, ''), p.sku) AS title, b.product_id AS with_product_id,
      coalesce(nullif(q.title, ''), q.sku) AS with_title, pair.n AS orders, support, pair.n / a.n::DOUBLE AS confidence, lift,
      round(pair.value / pair.n)::BIGINT AS value_both, CASE WHEN a.n > pair.n THEN round((a.value - pair.value) / (a.n - pair.n))::BIGINT END AS value_alone,
      ((a.n - pair.n) * ${uptake} * b.own / pair.orders)::DOUBLE AS aov_effect, pair.n < ${ENOUGH} AS small
    FROM pair JOIN lens.main.product p ON p.id = a.product_id JOIN lens.main.product q ON q.id = b.product_id
    WHERE lift > 1 ORDER BY small, aov_effect DESC NULLS LAST, pair.n DESC, product_id, with_product_id LIMIT ${SHOWN}),
  ${JOINT('shared')},
  -- Of the shown pairs alone: of all that ever met it would cost as much as finding them.
  buyers AS (SELECT product_id, with_product_id, count(DISTINCT person_id) AS buyers FROM joint GROUP BY ALL)
  SELECT w.*, b.buyers FROM wanted w JOIN buyers b ON b.product_id = w.product_id AND b.with_product_id = w.with_product_id
  ORDER BY small, aov_effect DESC NULLS LAST, orders DESC, w.product_id, w.with_product_id`;

export async function pairs(ask: Ask, uptake: number): Promise<Pair[]> {
  const statement = new Statement();
  return ask.read<Pair>(QUERY(statement, ask, statement.given(uptake, 'DOUBLE')), statement.params);
}

/** Who bought both in one order: `pair:17:23`. */
export function pairPeople(ask: Ask, key: string, statement: Statement): string | undefined {
  const [, one, other] = /^pair:(\d{1,18}):(\d{1,18})$/.exec(key) ?? [];
  if (one === undefined || other === undefined) return undefined;
  const [a, b] = [one, other].map((id) => statement.given(Number(id), 'BIGINT'));
  return `WITH ${items(statement, ask)},
    basket AS (SELECT i.order_id, i.product_id, s.person_id FROM item i JOIN sold s ON s.order_id = i.order_id WHERE s.is_purchase),
    wanted AS (SELECT ${a} AS product_id, ${b} AS with_product_id), ${JOINT('basket')}
    SELECT DISTINCT person_id FROM joint WHERE person_id IS NOT NULL`;
}
