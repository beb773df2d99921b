/**
 * rules.ts as SQL. Each fragment reads a row `f` with the columns of OrderFacts in snake case, so that
 * inserts, updates and undo derive alike.
 */
export const STATUS_RANK = (column: string): string =>
  `array_position(ARRAY['unpaid','paid','part_shipped','shipped','received','completed','closed'], ${column})`;

export const FURTHER_STATUS = (a: string, b: string): string =>
  `CASE WHEN ${a} IS NULL OR ${STATUS_RANK(b)} > ${STATUS_RANK(a)} THEN ${b} ELSE ${a} END`;

export const KIND = `CASE WHEN f.credit THEN 'credit_note' WHEN f.goods = 0 THEN 'gift' ELSE 'order' END`;

export const PURCHASED_AT = `CASE
  WHEN NOT f.has_head OR f.credit THEN NULL
  WHEN f.paid_at IS NOT NULL THEN f.paid_at
  WHEN f.status = 'unpaid' THEN NULL
  WHEN f.status = 'closed' THEN f.was_purchased_at
  WHEN f.status IS NOT NULL OR NOT f.has_status THEN f.placed_at END`;

export const GROSS = `CASE WHEN NOT f.credit AND f.goods <> 0 THEN greatest(f.goods - f.discount, 0) ELSE 0 END`;

export const REFUND_TIME = `coalesce(f.refunded_at, CASE WHEN f.status = 'closed' THEN f.closed_at END,
  f.confirmed_at, f.shipped_at, f.placed_at)`;

export const STATED_REFUND = `CASE WHEN f.credit THEN 0 ELSE greatest(f.refunded_stated,
  CASE WHEN f.status = 'closed' AND (${PURCHASED_AT}) IS NOT NULL THEN ${GROSS} ELSE 0 END) END`;

export const LINE_REFUND = `CASE WHEN f.credit THEN 0 ELSE f.negative_goods END`;

export const CREDIT_NOTE = `CASE WHEN f.credit THEN f.negative_goods ELSE 0 END`;

/** Closed without payment: never purchased. */
export const CLOSED_UNPAID = (row: string): string =>
  `CASE WHEN ${row}.kind = 'order' AND ${row}.status = 'closed' AND ${row}.purchased_at IS NULL THEN ${row}.closed_at END`;

export const WHOLLY_REFUNDED = `m.kind = 'order' AND m.refunded > 0 AND m.refunded >= m.gross`;

/**
 * When the refunds in `source` (order_id, amount, occurred_at) last reached the gross value of `m`
 * (order_id, gross); null while they do not.
 */
export const REACHED_WHOLE = (source: string): string => `(
  SELECT CASE WHEN max(total) >= m.gross AND max(total) > 0
         THEN max(occurred_at) FILTER (WHERE cum > 0 AND cum >= m.gross AND NOT (before > 0 AND before >= m.gross)) END
  FROM (SELECT occurred_at, cum, cum - amount AS before, total FROM (
          SELECT occurred_at, amount, sum(amount) OVER (ORDER BY occurred_at, id) AS cum, sum(amount) OVER () AS total
          FROM ${source} r WHERE r.order_id = m.id) steps) s)`;
