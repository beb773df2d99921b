import { bought, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { ofAllTime, paidConditions, readsPaid } from '../paid.ts';
import type { Statement } from '../statement.ts';

/** What a product is counted as; numbers, as words took twice the time through the sort. */
const THINGS = {
  product: `SELECT id AS product_id, id AS thing, id::VARCHAR AS key, title FROM lens.main.product`,
  category: `SELECT id AS product_id, dense_rank() OVER (ORDER BY category) AS thing, category AS key, category AS title
    FROM lens.main.product WHERE category IS NOT NULL`,
};
export type Thing = keyof typeof THINGS;

const workedOut = (statement: Statement, ask: Ask): string => `${bought(statement, ask)},
  had AS (
    SELECT DISTINCT b.person_id, b.purchased_day AS day, t.thing
    FROM bought b JOIN lens.main.order_line l ON l.order_id = b.order_id JOIN thing t ON t.product_id = l.product_id
    WHERE l.kind = 'goods' AND l.amount > 0),
  lagged AS (SELECT *, day - lag(day) OVER (PARTITION BY person_id, thing ORDER BY day) AS gap FROM had),
  g AS (SELECT thing, person_id, gap FROM lagged WHERE gap IS NOT NULL AND ${within(statement, ask.filters, 'day')})`;

const kept = (statement: Statement, ask: Ask, things: Thing, columns: string): string =>
  `SELECT product_id, ${things}_gap AS gap, ${columns} FROM lens.main.item
    WHERE ${things}_gap IS NOT NULL AND ${paidConditions(statement, ask, 'day')}`;

/** Gaps, and in a row of its own how many customers they are of. */
const COUNTED = `counted AS MATERIALIZED (
    SELECT thing, gap, count(*) AS n, 0 AS customers FROM g GROUP BY ALL
    UNION ALL SELECT thing, NULL, 0, count(DISTINCT person_id) FROM g GROUP BY thing)`;

/** `thing`, and `g`: the gaps between distinct days on which a customer bought the same thing. */
export function gapsOf(statement: Statement, ask: Ask, things: Thing): string {
  const thing = `thing AS MATERIALIZED (${THINGS[things]})`;
  if (!readsPaid(ask)) return `${thing}, ${workedOut(statement, ask)}`;
  return `${thing}, g AS (SELECT t.thing, i.person_id, i.gap FROM (${kept(statement, ask, things, 'person_id')}) i
      JOIN thing t ON t.product_id = i.product_id)`;
}

/** And `counted`: how many there are of each length, and how many customers they are of. */
export function tallied(statement: Statement, ask: Ask, things: Thing): string {
  if (!readsPaid(ask) || !ofAllTime(ask)) return `${gapsOf(statement, ask, things)}, ${COUNTED}`;
  const counts = `count(*) AS n, count(*) FILTER (${things}_second) AS customers`;
  return `thing AS MATERIALIZED (${THINGS[things]}), counted AS MATERIALIZED (
    SELECT t.thing, i.gap, sum(i.n) AS n, sum(i.customers) AS customers
    FROM (${kept(statement, ask, things, counts)} GROUP BY ALL) i JOIN thing t ON t.product_id = i.product_id GROUP BY t.thing, i.gap)`;
}
