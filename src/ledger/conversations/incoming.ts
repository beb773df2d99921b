import type { Tx } from '../../platform/postgres/index.ts';

const TABLE = `
  CREATE TEMP TABLE incoming_conversation (buyer bigint, number text, channel text, direction text, kind text,
    said_at timestamptz, text text, staff text, file_rows bigint, first_line bigint,
    customer_id bigint, order_id bigint, outcome text) ON COMMIT DROP`;

/** By the buyer's key, else by the order talked about. */
const FIND = `
  UPDATE incoming_conversation i SET order_id = o.id, customer_id = o.customer_id FROM incoming_batch b, orders o
  WHERE o.shop_id = b.shop_id AND o.number = i.number;
  UPDATE incoming_conversation i SET customer_id = p.customer_id FROM incoming_buyer p WHERE p.buyer = i.buyer AND p.customer_id IS NOT NULL;
  UPDATE incoming_conversation SET outcome = CASE WHEN customer_id IS NOT NULL THEN 'unchanged'
    WHEN number IS NOT NULL AND order_id IS NULL THEN 'unknown_order' ELSE 'unknown_customer' END`;

/** A forgotten person's words are not brought back: the row counts as unchanged. */
const INSERT = `
  INSERT INTO conversation (customer_id, order_id, kind, channel, direction, said_at, text, staff, batch_id, known_at)
  SELECT i.customer_id, i.order_id, coalesce(i.kind, 'chat'), i.channel, i.direction, i.said_at, coalesce(i.text, ''), i.staff, b.id, b.at
  FROM incoming_conversation i CROSS JOIN incoming_batch b JOIN customer c ON c.id = i.customer_id
  WHERE c.erased_at IS NULL
  ON CONFLICT DO NOTHING`;

const MARK = `
  UPDATE incoming_conversation i SET outcome = 'accepted' FROM incoming_batch b, conversation n
  WHERE n.batch_id = b.id AND n.customer_id = i.customer_id AND n.said_at = i.said_at AND n.text = coalesce(i.text, '')
    AND n.direction IS NOT DISTINCT FROM i.direction`;

export async function makeIncomingConversations(tx: Tx): Promise<void> {
  await tx.run(TABLE);
}

export async function writeConversations(tx: Tx): Promise<void> {
  for (const step of [FIND, INSERT, MARK]) await tx.run(step);
}
