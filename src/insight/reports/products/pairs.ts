import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import type { Pair } from './schema.ts';
import { shared, told } from './sold.ts';

/** Fewer orders than this with both are chance. */
const ENOUGH = 10;
const SHOWN = 50;
/** Pairs among the most sold only: nobody bundles what hardly sells, and pairs grow with the square. */
const LOOKED_AT = 300;

/** `joint`: the orders of each two products in `wanted` (product_id, with_product_id). After `shared`. */
const JOINT = `joint AS (
    SELECT w.product_id, w.with_product_id, s.person_id FROM wanted w JOIN shared s
      ON s.product_id = least(w.product_id, w.with_product_id) AND s.with_product_id = greatest(w.product_id, w.with_product_id))`;

/**
 * What is bought together more often than chance would have it, the more sold one first. The effect: if so
 * many of those who now take the first alone took the second too, at what it brings in an order.
 */
const QUERY = (
  statement: Statement,
  ask: Ask,
  uptake: string,
): string => `WITH ${told(statement, ask)},
  whole AS MATERIALIZED (SELECT product_id, count(*) AS n, sum(value) AS value, avg(worth) AS own FROM told WHERE is_purchase GROUP BY product_id ORDER BY n DESC, product_id LIMIT ${LOOKED_AT}),
  ${shared(statement, ask)},
  met AS (SELECT product_id AS p, with_product_id AS q, count(*) AS n, sum(value) AS value FROM shared GROUP BY ALL HAVING count(*) > 1),
  pair AS (
    SELECT b.n, b.value, b.n / t.n AS support, b.n * t.n / (x.n * y.n::DOUBLE) AS lift, t.n AS orders,
      CASE WHEN x.n >= y.n THEN x ELSE y END AS a, CASE WHEN x.n >= y.n THEN y ELSE x END AS b
    FROM met b JOIN whole x ON x.product_id = b.p JOIN whole y ON y.product_id = b.q CROSS JOIN (SELECT count(*)::DOUBLE AS n FROM fate WHERE is_purchase) t),
  wanted AS MATERIALIZED (
    SELECT a.product_id AS product_id, coalesce(nullif(p.title, ''), p.sku) AS title, b.product_id AS with_product_id,
      coalesce(nullif(q.title, ''), q.sku) AS with_title, pair.n AS orders, support, pair.n / a.n::DOUBLE AS confidence, lift,
      round(pair.value / pair.n)::BIGINT AS value_both, CASE WHEN a.n > pair.n THEN round((a.value - pair.value) / (a.n - pair.n))::BIGINT END AS value_alone,
      ((a.n - pair.n) * ${uptake} * b.own / pair.orders)::DOUBLE AS aov_effect, pair.n < ${ENOUGH} AS small
    FROM pair JOIN lens.main.product p ON p.id = a.product_id JOIN lens.main.product q ON q.id = b.product_id
    WHERE lift > 1 ORDER BY small, aov_effect DESC NULLS LAST, pair.n DESC, product_id, with_product_id LIMIT ${SHOWN}),
  ${JOINT},
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
  return `WITH ${told(statement, ask)}, wanted AS (SELECT ${a} AS product_id, ${b} AS with_product_id),
    whole AS (SELECT product_id FROM wanted UNION ALL SELECT with_product_id FROM wanted), ${shared(statement, ask)}, ${JOINT}
    SELECT DISTINCT person_id FROM joint WHERE person_id IS NOT NULL`;
}
