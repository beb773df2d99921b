import type { Tx } from '../../platform/postgres/index.ts';
import {
  CLOSED_UNPAID,
  CREDIT_NOTE,
  FURTHER_STATUS,
  GROSS,
  KIND,
  LINE_REFUND,
  PURCHASED_AT,
  REACHED_WHOLE,
  REFUND_TIME,
  STATED_REFUND,
  WHOLLY_REFUNDED,
} from './derive.ts';

/** Where a new statement that says nothing leaves what was known. */
const KEPT = [
  ...[
    'paid_at',
    'shipped_at',
    'received_at',
    'confirmed_at',
    'closed_at',
    'paid',
    'promotion_code',
    'source',
  ],
  ...[
    'buyer_note',
    'note',
    'ship_name',
    'ship_phone',
    'ship_country',
    'ship_province',
    'ship_city',
  ],
  ...['ship_district', 'ship_address', 'address_kind'],
];

/** A list of lines only fills gaps of what an order's own row said. */
const said = (column: string): string =>
  `CASE WHEN i.has_head THEN coalesce(i.${column}, o.${column}) ELSE coalesce(o.${column}, i.${column}) END`;
const kept = KEPT.map((column) => `${said(column)} AS ${column}`).join(', ');

/** Columns of `orders` that a statement can change; equal in all of them means unchanged. */
export const MERGED_COLUMNS = [
  ...[
    'customer_id',
    'untied_reason',
    'kind',
    'status',
    'placed_at',
    'placed_day',
    'currency',
    ...KEPT,
  ],
  ...[
    'purchased_at',
    'purchased_day',
    'void_at',
    'goods',
    'discount',
    'platform_discount',
    'gross',
  ],
  ...['shipping', 'refunded', 'units', 'line_count', 'lines_rank'],
];

/** What the order says now, laid over what it said before; the columns of OrderFacts are all here. */
const FACTS = `
  SELECT i.id, i.ord, i.is_new, i.writes_lines, i.buyer, i.file_rows, i.number, i.refund_reason, i.refunded_at,
    b.id AS batch_id, b.shop_id, b.at, b.time_zone,
    i.has_head OR o.head_hash IS NOT NULL AS has_head,
    coalesce(i.has_status, false) OR o.status IS NOT NULL AS has_status,
    coalesce(i.customer_id, o.customer_id) AS customer_id,
    CASE WHEN coalesce(i.customer_id, o.customer_id) IS NULL THEN coalesce(i.untied_reason, o.untied_reason) END AS untied_reason,
    ${FURTHER_STATUS('o.status', 'i.status')} AS status, o.status AS old_status,
    o.purchased_at AS old_purchased_at, o.head_hash AS old_head_hash,
    -- An order known only by its lines has no time of its own until its head comes.
    coalesce(CASE WHEN i.has_head OR o.head_hash IS NULL THEN i.placed_at END, o.placed_at, b.at) AS placed_at,
    ${kept},
    coalesce(i.currency, o.currency, b.currency) AS currency,
    CASE WHEN o.status <> 'unpaid' THEN o.purchased_at END AS was_purchased_at,
    coalesce(i.credit_mark, false) OR CASE WHEN i.writes_lines THEN coalesce(i.all_negative, false)
      ELSE coalesce(o.kind = 'credit_note', false) END AS credit,
    CASE WHEN i.writes_lines OR o.id IS NULL OR o.lines_rank = 0
      THEN coalesce(i.goods, o.goods, greatest(i.paid - coalesce(i.shipping, 0), 0), 0) ELSE o.goods END AS goods,
    CASE WHEN i.writes_lines THEN coalesce(abs(i.negative_goods), 0) ELSE coalesce(r.line + r.credit_note, 0) END AS negative_goods,
    CASE WHEN i.writes_lines THEN coalesce(i.units, 0) ELSE coalesce(o.units, i.units, 0) END AS units,
    CASE WHEN i.writes_lines THEN coalesce(i.line_count, 0) ELSE coalesce(o.line_count, 0) END AS line_count,
    CASE WHEN i.writes_lines THEN i.lines_rank ELSE coalesce(o.lines_rank, 0) END AS lines_rank,
    coalesce(${said('discount')}, 0) AS said_discount,
    CASE WHEN i.has_head AND i.goods_stated IS NOT NULL THEN i.goods_stated WHEN NOT i.has_head AND o.lines_rank = 1 THEN o.goods - o.discount END AS goods_payable,
    coalesce(${said('platform_discount')}, 0) AS platform_discount,
    coalesce(${said('shipping')}, 0) AS shipping,
    coalesce(CASE WHEN i.has_head THEN i.refunded_stated ELSE greatest(i.refunded_stated, r.stated) END,
      CASE WHEN o.status IS DISTINCT FROM 'closed' THEN r.stated END, 0) AS refunded_stated,
    coalesce(r.stated, 0) AS had_stated, coalesce(r.line, 0) AS had_line, coalesce(r.credit_note, 0) AS had_credit_note,
    CASE WHEN i.has_head THEN i.head_hash ELSE o.head_hash END AS head_hash,
    CASE WHEN i.writes_lines THEN i.lines_hash ELSE o.lines_hash END AS lines_hash
  FROM incoming_batch b CROSS JOIN incoming_order i
  LEFT JOIN orders o ON o.id = i.id AND NOT i.is_new
  LEFT JOIN (
    SELECT order_id, coalesce(sum(amount) FILTER (WHERE origin = 'stated'), 0)::bigint AS stated,
      coalesce(sum(amount) FILTER (WHERE origin = 'line'), 0)::bigint AS line,
      coalesce(sum(amount) FILTER (WHERE origin = 'credit_note'), 0)::bigint AS credit_note
    FROM refund WHERE order_id IN (SELECT id FROM incoming_order WHERE NOT is_new) GROUP BY order_id
  ) r ON r.order_id = i.id`;

/**
 * Taobao's order list says what the goods cost after the shop's discounts, its detail list what they cost
 * before: with real lines from the one and the payable sum from the other, the difference is the discount.
 */
const DISCOUNT = `CASE WHEN s.lines_rank = 2 AND s.goods_payable IS NOT NULL THEN greatest(s.goods - s.goods_payable, 0) ELSE s.said_discount END`;

const DERIVED = `
  CREATE TEMP TABLE merged_order ON COMMIT DROP AS
  SELECT d.*, (placed_at AT TIME ZONE time_zone)::date AS placed_day,
    (purchased_at AT TIME ZONE time_zone)::date AS purchased_day,
    stated_total + line_total + credit_note_total AS refunded,
    ${CLOSED_UNPAID('d')} AS void_at
  FROM (SELECT f.*, ${KIND} AS kind, ${PURCHASED_AT} AS purchased_at, ${GROSS} AS gross, ${REFUND_TIME} AS refund_time,
          ${STATED_REFUND} AS stated_total, ${LINE_REFUND} AS line_total, ${CREDIT_NOTE} AS credit_note_total
        FROM (SELECT s.*, ${DISCOUNT} AS discount FROM (${FACTS}) s) f) d`;

/**
 * What a source says of refunds is a running total: each import adds the difference as a row, and a
 * total that was lowered adds a negative one, so that sums as of any day stay right.
 */
const NEW_REFUNDS = `
  CREATE TEMP TABLE new_refund ON COMMIT DROP AS
  SELECT nextval('refund_id_seq') AS id, m.id AS order_id, d.amount, d.occurred_at,
    (d.occurred_at AT TIME ZONE m.time_zone)::date AS occurred_day, d.time_assumed, m.refund_reason AS reason,
    d.origin, m.batch_id, m.at AS known_at
  FROM merged_order m CROSS JOIN LATERAL (VALUES
    ('stated', stated_total - had_stated, refund_time, refunded_at IS NULL),
    ('line', line_total - had_line, placed_at, false),
    ('credit_note', credit_note_total - had_credit_note, placed_at, false)) d (origin, amount, occurred_at, time_assumed)
  WHERE d.amount <> 0`;

const VOIDED = `
  UPDATE merged_order m SET void_at = ${REACHED_WHOLE(`(
    SELECT id, order_id, amount, occurred_at FROM refund UNION ALL
    SELECT id, order_id, amount, occurred_at FROM new_refund)`)}
  WHERE ${WHOLLY_REFUNDED}`;

const differs = MERGED_COLUMNS.map((column) => `o.${column}`).join(', ');
const merged = MERGED_COLUMNS.map((column) => `m.${column}`).join(', ');

const CHANGED = `
  ALTER TABLE merged_order ADD COLUMN changed boolean NOT NULL DEFAULT true;
  UPDATE merged_order m SET changed = m.writes_lines OR (${merged}) IS DISTINCT FROM (${differs})
  FROM orders o WHERE o.id = m.id AND NOT m.is_new`;

/**
 * Merges what came in (incoming_order) with what is known into merged_order: each order as it shall be,
 * and whether that is a change. New and known orders go through one statement, so both are derived alike.
 */
export async function mergeOrders(tx: Tx): Promise<void> {
  await tx.run('ANALYZE incoming_order (id, buyer)');
  await tx.run(DERIVED);
  await tx.run('ANALYZE merged_order (id, buyer)');
  await tx.run(NEW_REFUNDS);
  await tx.run('CREATE INDEX ON new_refund (order_id)');
  await tx.run('ANALYZE new_refund');
  await tx.run(VOIDED);
  await tx.run(CHANGED);
}
