import type { Tx } from '../../platform/postgres/index.ts';

const TABLE = `
  CREATE TEMP TABLE incoming_review (number text, sku text, score smallint, dsr_description numeric, dsr_service numeric,
    dsr_logistics numeric, text text, has_picture boolean, reviewed_at timestamptz, file_rows bigint, first_line bigint,
    order_id bigint, product_id bigint, outcome text) ON COMMIT DROP`;

const FIND = `
  UPDATE incoming_review i SET order_id = o.id, outcome = 'unchanged',
    product_id = (SELECT p.id FROM product p WHERE p.shop_id = b.shop_id AND p.sku = i.sku)
  FROM incoming_batch b, orders o WHERE o.shop_id = b.shop_id AND o.number = i.number;
  UPDATE incoming_review SET outcome = 'unknown_order' WHERE order_id IS NULL;
  -- The words of somebody we promised to forget do not come back; the score counts.
  UPDATE incoming_review i SET text = '' FROM orders o JOIN customer c ON c.id = o.customer_id
  WHERE o.id = i.order_id AND c.erased_at IS NOT NULL`;

const INSERT = `
  INSERT INTO review (order_id, product_id, score, dsr_description, dsr_service, dsr_logistics, text, has_picture, reviewed_at, batch_id, known_at)
  SELECT i.order_id, i.product_id, i.score, i.dsr_description, i.dsr_service, i.dsr_logistics, coalesce(i.text, ''),
    coalesce(i.has_picture, false), i.reviewed_at, b.id, b.at
  FROM incoming_review i CROSS JOIN incoming_batch b WHERE i.order_id IS NOT NULL
  ON CONFLICT DO NOTHING`;

const MARK = `
  UPDATE incoming_review i SET outcome = 'accepted' FROM incoming_batch b, review n
  WHERE n.batch_id = b.id AND n.order_id = i.order_id AND n.reviewed_at = i.reviewed_at AND n.text = coalesce(i.text, '')
    AND n.product_id IS NOT DISTINCT FROM i.product_id`;

const EVENTS = `
  INSERT INTO event (type, customer_id, order_id, subject_id, data, occurred_at, known_at, batch_id)
  SELECT 'review.posted', o.customer_id, o.id, n.id, jsonb_build_object('score', n.score), n.reviewed_at, b.at, b.id
  FROM incoming_batch b JOIN review n ON n.batch_id = b.id JOIN orders o ON o.id = n.order_id`;

export async function makeIncomingReviews(tx: Tx): Promise<void> {
  await tx.run(TABLE);
}

export async function writeReviews(tx: Tx): Promise<void> {
  for (const step of [FIND, INSERT, MARK, EVENTS]) await tx.run(step);
}
