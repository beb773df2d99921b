import { emptyWithoutIndexes, type Tx } from '../../platform/postgres/index.ts';
import { MERGED_COLUMNS } from './merge.ts';

const names = MERGED_COLUMNS.join(', ');
const values = MERGED_COLUMNS.map((column) => `m.${column}`).join(', ');

/** Kept even where nothing changed: without an earlier batch the same words may well change something. */
const KEEP_IMAGES = `
  INSERT INTO import_undo (batch_id, entity, key, before, said)
  SELECT m.batch_id, 'orders', m.id, to_jsonb(o), to_jsonb(i)
  FROM merged_order m JOIN orders o ON o.id = m.id JOIN incoming_order i ON i.id = m.id
  WHERE NOT m.is_new`;

/** The lines that are about to be replaced, as one image an order. */
const KEEP_LINES = `
  INSERT INTO import_undo (batch_id, entity, key, before)
  SELECT m.batch_id, 'order_line', m.id, (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]') FROM order_line l WHERE l.order_id = m.id)
  FROM merged_order m WHERE NOT m.is_new AND m.writes_lines`;

const DROP_LINES = `DELETE FROM order_line WHERE order_id IN (SELECT id FROM merged_order WHERE NOT is_new AND writes_lines)`;

const INSERT_ORDERS = `
  INSERT INTO orders (id, shop_id, number, ${names}, head_hash, lines_hash, batch_id, known_at, changed_at)
  OVERRIDING SYSTEM VALUE
  SELECT m.id, m.shop_id, m.number, ${values}, m.head_hash, m.lines_hash, m.batch_id, m.at, m.at
  FROM merged_order m WHERE m.is_new ORDER BY m.id`;

const UPDATE_ORDERS = `
  UPDATE orders SET (${names}, head_hash, lines_hash, changed_at) =
    ROW(${values}, m.head_hash, m.lines_hash, m.at)
  FROM merged_order m WHERE m.id = orders.id AND NOT m.is_new AND m.changed`;

/** A status that is replaced becomes a row: known from when the one before it ended, or the order came. */
const KEEP_STATUSES = `
  INSERT INTO order_status (order_id, status, known_from, known_to, batch_id)
  SELECT m.id, m.old_status, coalesce((SELECT max(s.known_to) FROM order_status s WHERE s.order_id = m.id), o.known_at), m.at, m.batch_id
  FROM merged_order m JOIN orders o ON o.id = m.id
  WHERE NOT m.is_new AND m.changed AND m.old_status IS DISTINCT FROM m.status AND m.old_status IS NOT NULL`;

const INSERT_REFUNDS = `
  INSERT INTO refund (id, order_id, amount, occurred_at, occurred_day, time_assumed, reason, origin, batch_id, known_at)
  OVERRIDING SYSTEM VALUE
  SELECT id, order_id, amount, occurred_at, occurred_day, time_assumed, reason, origin, batch_id, known_at FROM new_refund`;

const EVENTS = `
  INSERT INTO event (type, customer_id, order_id, subject_id, data, occurred_at, known_at, batch_id)
  SELECT 'order.placed', customer_id, id, NULL::bigint, NULL::jsonb, placed_at, at, batch_id
  FROM merged_order WHERE kind <> 'credit_note' AND has_head AND (is_new OR old_head_hash IS NULL)
  UNION ALL
  SELECT 'order.paid', customer_id, id, NULL, NULL, purchased_at, at, batch_id
  FROM merged_order WHERE changed AND purchased_at IS NOT NULL AND (is_new OR old_purchased_at IS NULL)
  UNION ALL
  SELECT 'order.refunded', m.customer_id, m.id, r.id, jsonb_build_object('amount', r.amount), r.occurred_at, m.at, m.batch_id
  FROM new_refund r JOIN merged_order m ON m.id = r.order_id`;

/** Makes room for the lines of changed orders; new lines may be copied in from then on. */
export async function clearReplacedLines(tx: Tx): Promise<void> {
  await tx.run(KEEP_LINES);
  await tx.run(DROP_LINES);
}

/** From here keys are worth making afterwards; up to there readers may wait for it (two seconds or so). */
const MANY = { from: 5_000, to: 300_000 };

async function bareIfFirst(tx: Tx): Promise<(() => Promise<void>)[]> {
  const { n } = await tx.one<{ n: number }>('SELECT count(*) AS n FROM merged_order WHERE is_new');
  if (n < MANY.from || n > MANY.to) return [];
  return [await emptyWithoutIndexes(tx, 'orders'), await emptyWithoutIndexes(tx, 'event')];
}

/** Writes merged_order and new_refund into the ledger. */
export async function writeOrders(tx: Tx): Promise<void> {
  const steps = [KEEP_IMAGES, KEEP_STATUSES, INSERT_ORDERS, UPDATE_ORDERS, INSERT_REFUNDS, EVENTS];
  const indexes = await bareIfFirst(tx);
  for (const step of steps) await tx.run(step);
  for (const make of indexes) await make();
}

/** After the lines stand: what this batch said about lines it replaced, for a replay. */
export async function rememberSaidLines(tx: Tx): Promise<void> {
  await tx.run(`
    UPDATE import_undo u SET said = (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.position), '[]') FROM order_line l WHERE l.order_id = u.key)
    FROM merged_order m WHERE u.batch_id = m.batch_id AND u.entity = 'order_line' AND u.key = m.id`);
}
