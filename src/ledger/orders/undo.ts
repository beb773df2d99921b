import type { Tx } from '../../platform/postgres/index.ts';
import { makeIncomingOrders } from './incoming.ts';
import { MERGED_COLUMNS, mergeOrders } from './merge.ts';
import { hasLineRules, recastLines } from './recast.ts';
import { clearReplacedLines, rememberSaidLines, writeOrders } from './write.ts';

/** A statement of a later batch about an order, to be merged anew. `turn` counts an order's own statements. */
export interface Turn {
  turn: number;
  batch_id: number;
}

const linesOf = (id: string): string =>
  `(SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]') FROM order_line l WHERE l.order_id = ${id})`;

/** Orders the batch made or changed, what later batches said about them, and every set of lines anybody stated. */
const gather = (batch: number): string => `
  CREATE TEMP TABLE undone_order ON COMMIT DROP AS
  SELECT o.id, o.batch_id = ${batch} AS created, u.seq, u.before, CASE WHEN t.id IS NOT NULL THEN o.customer_id END AS tied_by_hand
  FROM orders o LEFT JOIN import_undo u ON u.batch_id = ${batch} AND u.entity = 'orders' AND u.key = o.id
  LEFT JOIN (SELECT DISTINCT split_part(k.key, ':', 2)::bigint AS id FROM customer_change c, jsonb_object_keys(c.changes) k (key)
             WHERE k.key ~ '^order:[0-9]+$' AND c.undone_at IS NULL AND c.batch_id IS NULL) t ON t.id = o.id
  WHERE o.batch_id = ${batch} OR u.key IS NOT NULL;
  CREATE TEMP TABLE later_order ON COMMIT DROP AS
  SELECT v.batch_id, v.key, v.said, v.before, row_number() OVER (PARTITION BY v.key ORDER BY v.seq) AS turn
  FROM undone_order q JOIN import_undo v ON v.key = q.id AND v.entity = 'orders' AND v.batch_id <> ${batch} AND (q.created OR v.seq > q.seq);
  CREATE TEMP TABLE line_set ON COMMIT DROP AS
  SELECT DISTINCT ON (id, hash) id, hash, lines FROM (
    SELECT q.id, o.lines_hash AS hash, ${linesOf('q.id')} AS lines FROM undone_order q JOIN orders o ON o.id = q.id
    UNION ALL SELECT l.key, l.said->>'lines_hash', u.said FROM later_order l
      JOIN import_undo u ON u.batch_id = l.batch_id AND u.entity = 'order_line' AND u.key = l.key
    UNION ALL SELECT l.key, l.before->>'lines_hash', u.before FROM later_order l
      JOIN import_undo u ON u.batch_id = l.batch_id AND u.entity = 'order_line' AND u.key = l.key
    UNION ALL SELECT q.id, q.before->>'lines_hash', u.before FROM undone_order q
      JOIN import_undo u ON u.batch_id = ${batch} AND u.entity = 'order_line' AND u.key = q.id) s
  WHERE hash IS NOT NULL AND lines IS NOT NULL`;

const OF_THEM = (batch: number): string =>
  `order_id IN (SELECT id FROM undone_order) AND (batch_id = ${batch} OR (order_id, batch_id) IN (SELECT key, batch_id FROM later_order))`;

const RESTORED = [...MERGED_COLUMNS, 'head_hash', 'lines_hash', 'changed_at'];

/** The orders as they were before the batch, or gone. */
const reset = (batch: number): string => `
  DELETE FROM order_line WHERE order_id IN (SELECT id FROM undone_order);
  DELETE FROM refund WHERE ${OF_THEM(batch)};
  DELETE FROM order_status WHERE ${OF_THEM(batch)};
  DELETE FROM event WHERE type LIKE 'order.%' AND ${OF_THEM(batch)};
  DELETE FROM orders WHERE id IN (SELECT id FROM undone_order WHERE created);
  UPDATE orders o SET (${RESTORED.join(', ')}) = (SELECT ${RESTORED.map((name) => `r.${name}`).join(', ')} FROM jsonb_populate_record(NULL::orders, q.before) r)
  FROM undone_order q WHERE q.id = o.id AND NOT q.created;
  INSERT INTO order_line SELECT (jsonb_populate_recordset(NULL::order_line, s.lines)).*
  FROM undone_order q JOIN line_set s ON s.id = q.id AND s.hash = q.before->>'lines_hash' WHERE NOT q.created;
  DELETE FROM import_undo u USING undone_order q WHERE u.key = q.id AND u.entity IN ('orders', 'order_line')
    AND (u.batch_id = ${batch} OR u.batch_id IN (SELECT l.batch_id FROM later_order l WHERE l.key = q.id))`;

const shopOf = async (tx: Tx): Promise<number> =>
  (await tx.one<{ shop_id: number }>('SELECT shop_id FROM incoming_batch')).shop_id;

/** Images hold orders and lines as stated, so that is what an undo works on. */
async function stateLines(tx: Tx, batch: number): Promise<void> {
  const shop = await shopOf(tx);
  if (!(await hasLineRules(tx, shop))) return;
  const orders = `SELECT id FROM orders WHERE batch_id = ${batch}
    UNION SELECT key FROM import_undo WHERE batch_id = ${batch} AND entity = 'orders'`;
  await recastLines(tx, { shop, orders, as: 'stated' });
}

/** The shop's rules speak again, once every statement that is left has been merged. */
export async function ruleUndoneLines(tx: Tx): Promise<void> {
  const shop = await shopOf(tx);
  const as = (await hasLineRules(tx, shop)) ? 'ruled' : 'stated';
  await recastLines(tx, { shop, orders: 'SELECT id FROM undone_order', as, mend: true });
}

/** Takes a batch out of the orders; gives the later statements that must be merged anew, in their order. */
export async function resetOrders(tx: Tx, batch: number): Promise<Turn[]> {
  await makeIncomingOrders(tx);
  await stateLines(tx, batch);
  await tx.run(gather(batch));
  await tx.run(reset(batch));
  return tx.query<Turn>(
    'SELECT DISTINCT turn::int AS turn, batch_id FROM later_order ORDER BY turn, batch_id',
  );
}

const fill = ({ turn, batch_id: batch }: Turn): string => `
  INSERT INTO incoming_order SELECT (jsonb_populate_record(NULL::incoming_order, l.said)).* FROM later_order l WHERE l.turn = ${turn} AND l.batch_id = ${batch};
  UPDATE incoming_order i SET is_new = o.id IS NULL, customer_id = (SELECT c.id FROM customer c WHERE c.id = i.customer_id),
    writes_lines = i.lines_hash IS NOT NULL AND (o.id IS NULL OR (i.lines_rank >= o.lines_rank AND i.lines_hash IS DISTINCT FROM o.lines_hash))
  FROM incoming_order j LEFT JOIN orders o ON o.id = j.id WHERE j.id = i.id`;

/** Lines that were not kept (a summary that had lost against real lines) come back as one line. */
const LINES = `
  INSERT INTO order_line SELECT (jsonb_populate_recordset(NULL::order_line, s.lines)).*
  FROM incoming_order i JOIN line_set s ON s.id = i.id AND s.hash = i.lines_hash WHERE i.writes_lines;
  INSERT INTO order_line (order_id, position, kind, quantity, amount)
  SELECT i.id, 1, 'goods', coalesce(i.units, 1), coalesce(i.goods, 0) - abs(coalesce(i.negative_goods, 0))
  FROM incoming_order i WHERE i.writes_lines AND NOT EXISTS (SELECT FROM line_set s WHERE s.id = i.id AND s.hash = i.lines_hash)`;

/** Merges one later batch's statements again; incoming_batch names that batch. */
export async function replayOrders(tx: Tx, turn: Turn): Promise<void> {
  await tx.run(fill(turn));
  await mergeOrders(tx);
  await clearReplacedLines(tx);
  await tx.run(LINES);
  await writeOrders(tx);
  await rememberSaidLines(tx);
  await tx.run('DROP TABLE merged_order, new_refund; TRUNCATE incoming_order');
}

/** An owner somebody chose by hand outlives the batch. */
export async function keepTies(tx: Tx): Promise<void> {
  await tx.run(`UPDATE orders o SET customer_id = q.tied_by_hand, untied_reason = NULL
    FROM undone_order q WHERE q.id = o.id AND q.tied_by_hand IS NOT NULL AND o.customer_id IS DISTINCT FROM q.tied_by_hand`);
}
