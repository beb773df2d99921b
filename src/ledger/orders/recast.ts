import type { Tx } from '../../platform/postgres/index.ts';
import {
  CLOSED_UNPAID,
  CREDIT_NOTE,
  GROSS,
  KIND,
  LINE_REFUND,
  REACHED_WHOLE,
  WHOLLY_REFUNDED,
} from './derive.ts';

/**
 * The shop's rule that decides a line `l` of order `o` naming product `p`, as `k`: a code outranks words,
 * more words outrank fewer. A summary line that lists several titles is no shipping because one of them is.
 */
export const DECIDING_RULE = `LEFT JOIN LATERAL (
  SELECT k.id, k.kind FROM line_kind_rule k
  WHERE k.shop_id = o.shop_id AND (k.sku = p.sku OR (strpos(lower(coalesce(l.title, p.title)), k.title) > 0
    AND (o.lines_rank = 2 OR coalesce(l.title, p.title) !~ '[,，;；]')))
  ORDER BY k.sku IS NULL, length(k.title) DESC, k.title, k.id LIMIT 1) k ON true`;

interface Recast {
  shop: number;
  /** SQL that gives ids of orders: only these. */
  orders?: string;
  /** As the source says (all goods), or as the shop's rules say. */
  as: 'stated' | 'ruled';
  /** Also the orders none of whose lines change: after an undo took refund rows away. */
  mend?: boolean;
}

const ofThem = ({ shop, orders }: Recast): string =>
  `o.shop_id = ${shop} ${orders === undefined ? '' : `AND o.id IN (${orders})`}`;

/** Every source states goods (intake/staging), so a line that no rule decides is one. */
const statedLines = (recast: Recast): string => `CREATE TEMP TABLE recast_line AS
  SELECT l.order_id, l.position, 'goods' AS kind FROM orders o JOIN order_line l ON l.order_id = o.id
  WHERE ${ofThem(recast)} AND l.kind <> 'goods'`;

/**
 * Rules are held against the few thousand different names, not against each line: with twelve rules and
 * 541,909 lines 1.1 s instead of 3.6 s.
 */
const ruledLines = (recast: Recast): string => `CREATE TEMP TABLE recast_line AS
  WITH line AS (
    SELECT l.order_id, l.position, l.kind, o.shop_id, o.lines_rank, coalesce(l.product_id, 0) AS product_id,
      coalesce(l.title, '') AS words, l.title IS NULL AS untitled
    FROM orders o JOIN order_line l ON l.order_id = o.id WHERE ${ofThem(recast)}),
  name AS MATERIALIZED (
    SELECT DISTINCT shop_id, lines_rank, product_id, words, untitled, CASE WHEN NOT untitled THEN words END AS title FROM line),
  decided AS MATERIALIZED (
    SELECT o.lines_rank, o.product_id, o.words, o.untitled, coalesce(k.kind, 'goods') AS kind
    FROM name o JOIN LATERAL (SELECT o.title) l ON true LEFT JOIN product p ON p.id = o.product_id ${DECIDING_RULE})
  SELECT l.order_id, l.position, d.kind FROM line l JOIN decided d USING (lines_rank, product_id, words, untitled)
  WHERE l.kind <> d.kind`;

const SET_KINDS = `
  UPDATE order_line l SET kind = r.kind FROM recast_line r WHERE r.order_id = l.order_id AND r.position = l.position`;

/** What the lines add up to, and what follows from it by the fragments every import derives with. */
const derived = (which: string): string => `
  CREATE TEMP TABLE recast_order AS
  SELECT f.*, ${KIND} AS kind, ${GROSS} AS gross, ${LINE_REFUND} AS line_total, ${CREDIT_NOTE} AS credit_note_total, 0::bigint AS refunded
  FROM (SELECT o.id, o.status, o.purchased_at, o.closed_at, o.discount, o.kind = 'credit_note' AS credit, s.*
        FROM orders o JOIN (
          SELECT l.order_id, coalesce(sum(l.amount) FILTER (WHERE l.kind = 'goods' AND l.amount > 0), 0)::bigint AS goods,
            coalesce(-sum(l.amount) FILTER (WHERE l.kind = 'goods' AND l.amount < 0), 0)::bigint AS negative_goods,
            coalesce(sum(l.quantity) FILTER (WHERE l.kind = 'goods' AND (l.amount > 0 OR o.lines_rank = 1)), 0) AS units
          FROM order_line l JOIN orders o ON o.id = l.order_id WHERE l.order_id IN (${which}) GROUP BY 1) s ON s.order_id = o.id) f`;

const WRONG_REFUNDS = `
  CREATE TEMP TABLE recast_refund AS
  SELECT m.id AS order_id, d.origin, d.total
  FROM recast_order m CROSS JOIN LATERAL (VALUES ('line', line_total), ('credit_note', credit_note_total)) d (origin, total)
  WHERE d.total <> (SELECT coalesce(sum(r.amount), 0) FROM refund r WHERE r.order_id = m.id AND r.origin = d.origin)`;

const DROP_REFUNDS = `
  DELETE FROM refund r USING recast_refund w WHERE w.order_id = r.order_id AND w.origin = r.origin`;

/** In the name of the batch whose lines these are, so that they leave with it. */
const ADD_REFUNDS = `
  INSERT INTO refund (order_id, amount, occurred_at, occurred_day, origin, batch_id, known_at)
  SELECT o.id, w.total, o.placed_at, o.placed_day, w.origin, coalesce((SELECT u.batch_id FROM import_undo u
    WHERE u.entity = 'order_line' AND u.key = o.id ORDER BY u.seq DESC LIMIT 1), o.batch_id), o.known_at
  FROM recast_refund w JOIN orders o ON o.id = w.order_id WHERE w.total <> 0`;

const SUM_REFUNDS = `
  UPDATE recast_order m SET refunded = s.total
  FROM (SELECT order_id, sum(amount)::bigint AS total FROM refund WHERE order_id IN (SELECT id FROM recast_order) GROUP BY 1) s
  WHERE s.order_id = m.id`;

const SAYS = `ROW(m.kind, m.goods, m.gross, m.units, m.refunded,
  CASE WHEN ${WHOLLY_REFUNDED} THEN ${REACHED_WHOLE('refund')} ELSE ${CLOSED_UNPAID('m')} END)`;

const SET_ORDERS = `
  UPDATE orders o SET (kind, goods, gross, units, refunded, void_at) = ${SAYS}
  FROM recast_order m WHERE m.id = o.id AND (o.kind, o.goods, o.gross, o.units, o.refunded, o.void_at) IS DISTINCT FROM ${SAYS}`;

/**
 * Gives lines another kind and derives their orders anew, in sets; gives the number of lines. What the
 * source says itself (status, times, discount, stated refunds) does not depend on kinds and stays, so
 * taking a rule away restores what was there. An import merges orders as stated and then lets the rules
 * speak: a rule made before it and one made after it end alike.
 */
export async function recastLines(tx: Tx, recast: Recast): Promise<number> {
  await tx.run(recast.as === 'ruled' ? ruledLines(recast) : statedLines(recast));
  await tx.run('ANALYZE recast_line');
  const changed = await tx.run(SET_KINDS);
  if (changed > 0 || recast.mend) await deriveAnew(tx, recast);
  await tx.run('DROP TABLE recast_line');
  return changed;
}

async function deriveAnew(tx: Tx, { orders, mend }: Recast): Promise<void> {
  const touched = 'SELECT order_id FROM recast_line';
  const all = mend && orders !== undefined;
  // A summary names one amount, of which the lines are no better account.
  const real = `SELECT id FROM orders WHERE lines_rank = 2 AND id IN (${orders})`;
  await tx.run(derived(all ? `${touched} UNION ${real}` : touched));
  await tx.run('CREATE INDEX ON recast_order (id); ANALYZE recast_order');
  for (const step of [WRONG_REFUNDS, DROP_REFUNDS, ADD_REFUNDS, SUM_REFUNDS, SET_ORDERS])
    await tx.run(step);
  await tx.run('DROP TABLE recast_order, recast_refund');
}

/** Most shops have no rule, and an import need not pay for what it cannot meet. */
export async function hasLineRules(tx: Tx, shop: number): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    'SELECT EXISTS (SELECT FROM line_kind_rule WHERE shop_id = $1) AS found',
    [shop],
  );
  return found;
}
