import type { Tx } from '../../platform/postgres/index.ts';
import { veiled } from '../customers/index.ts';

const TABLES = `
  CREATE TEMP TABLE incoming_parcel (number text, order_id bigint, tracking_number text, carrier text, province text,
    state text, shipped_at timestamptz, promised_at timestamptz, delivered_at timestamptz, ord bigint, order_rows bigint,
    file_rows bigint, first_line bigint, id bigint, is_new boolean NOT NULL DEFAULT false, was_delivered boolean, outcome text) ON COMMIT DROP;
  CREATE TEMP TABLE incoming_scan (number text, tracking_number text, scanned_at timestamptz, status text, text text,
    file_rows bigint, first_line bigint, id bigint, outcome text) ON COMMIT DROP`;

const FIND_ORDERS = `
  UPDATE incoming_parcel i SET order_id = o.id FROM incoming_batch b, orders o
  WHERE i.order_id IS NULL AND o.shop_id = b.shop_id AND o.number = i.number`;

/**
 * Parcels of people we promised to forget keep a tracking number that can be compared, not read: what
 * happens to them still counts, and nothing personal comes back.
 */
const FORGET = `
  UPDATE incoming_parcel i SET tracking_number = ${veiled("'tracking'", 'i.tracking_number')}
  FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.id = i.order_id AND c.erased_at IS NOT NULL;
  UPDATE incoming_scan i SET tracking_number = p.tracking_number, status = '', text = '' FROM parcel p
  WHERE p.tracking_number = ${veiled("'tracking'", 'i.tracking_number')}`;

/**
 * A file of orders may say when and by whom, but not under which number: that parcel is '' until one comes
 * with a number. What names no number only adds to a parcel that has one.
 */
const FIND = `
  UPDATE incoming_parcel i SET id = p.id, was_delivered = p.delivered_at IS NOT NULL FROM parcel p
  WHERE p.order_id = i.order_id AND p.tracking_number = i.tracking_number;
  UPDATE incoming_parcel i SET id = p.id, was_delivered = p.delivered_at IS NOT NULL
  FROM (SELECT order_id, min(first_line) AS line FROM incoming_parcel WHERE id IS NULL AND tracking_number <> '' GROUP BY order_id) f
    JOIN parcel p ON p.order_id = f.order_id AND p.tracking_number = ''
  WHERE i.order_id = f.order_id AND i.first_line = f.line AND i.id IS NULL;
  UPDATE incoming_parcel i SET id = p.id, was_delivered = p.delivered_at IS NOT NULL, tracking_number = p.tracking_number,
    carrier = coalesce(p.carrier, i.carrier), province = coalesce(p.province, i.province), shipped_at = coalesce(p.shipped_at, i.shipped_at),
    promised_at = coalesce(p.promised_at, i.promised_at), delivered_at = coalesce(p.delivered_at, i.delivered_at),
    state = CASE WHEN p.delivered_at IS NULL AND i.delivered_at IS NOT NULL THEN i.state ELSE p.state END
  FROM (SELECT DISTINCT ON (order_id) * FROM parcel WHERE order_id IN (
    SELECT order_id FROM incoming_parcel WHERE id IS NULL AND tracking_number = '') ORDER BY order_id, id) p
  WHERE p.order_id = i.order_id AND i.id IS NULL AND i.tracking_number = '';
  UPDATE incoming_parcel SET outcome = CASE WHEN order_id IS NULL THEN 'unknown_order' ELSE 'unchanged' END`;

const INSERT = `
  WITH made AS (
    INSERT INTO parcel (order_id, carrier, tracking_number, state, province, shipped_at, promised_at, delivered_at, batch_id, known_at)
    SELECT DISTINCT ON (i.order_id, i.tracking_number) i.order_id, i.carrier, i.tracking_number,
      coalesce(i.state, CASE WHEN i.delivered_at IS NOT NULL THEN 'delivered' ELSE 'shipped' END), coalesce(i.province, o.ship_province),
      i.shipped_at, i.promised_at, i.delivered_at, b.id, b.at
    FROM incoming_batch b CROSS JOIN incoming_parcel i JOIN orders o ON o.id = i.order_id WHERE i.id IS NULL
    ORDER BY i.order_id, i.tracking_number, i.first_line DESC
    RETURNING id, order_id, tracking_number)
  UPDATE incoming_parcel i SET id = made.id, is_new = true, outcome = 'accepted' FROM made
  WHERE made.order_id = i.order_id AND made.tracking_number = i.tracking_number`;

const SAYS = `(coalesce(i.carrier, p.carrier), CASE WHEN i.delivered_at IS NOT NULL THEN coalesce(i.state, 'delivered') ELSE coalesce(i.state, p.state) END,
  coalesce(i.province, p.province), coalesce(i.shipped_at, p.shipped_at), coalesce(i.promised_at, p.promised_at), coalesce(i.delivered_at, p.delivered_at), coalesce(nullif(i.tracking_number, ''), p.tracking_number))`;

const UPDATE = `
  WITH i AS (SELECT DISTINCT ON (id) * FROM incoming_parcel WHERE NOT is_new AND id IS NOT NULL ORDER BY id, first_line DESC),
  kept AS (
    INSERT INTO import_undo (batch_id, entity, key, before)
    SELECT b.id, 'parcel', p.id, to_jsonb(p) FROM incoming_batch b CROSS JOIN i JOIN parcel p ON p.id = i.id
    WHERE ${SAYS} IS DISTINCT FROM (p.carrier, p.state, p.province, p.shipped_at, p.promised_at, p.delivered_at, p.tracking_number)
    RETURNING key
  ), done AS (
    UPDATE parcel p SET (carrier, state, province, shipped_at, promised_at, delivered_at, tracking_number) = ROW${SAYS}
    FROM i WHERE p.id = i.id AND p.id IN (SELECT key FROM kept) RETURNING p.id)
  UPDATE incoming_parcel t SET outcome = 'accepted' FROM done WHERE done.id = t.id`;

const SCANS = `
  UPDATE incoming_scan s SET id = p.id FROM incoming_batch b, parcel p JOIN orders o ON o.id = p.order_id
  WHERE p.tracking_number = s.tracking_number AND o.shop_id = b.shop_id AND (s.number IS NULL OR o.number = s.number);
  UPDATE incoming_scan SET outcome = CASE WHEN id IS NULL THEN 'unknown_parcel' ELSE 'unchanged' END;
  WITH made AS (
    INSERT INTO parcel_scan (parcel_id, scanned_at, status, text, batch_id, known_at)
    SELECT i.id, i.scanned_at, coalesce(i.status, ''), coalesce(i.text, ''), b.id, b.at FROM incoming_scan i CROSS JOIN incoming_batch b
    WHERE i.id IS NOT NULL ON CONFLICT DO NOTHING
    RETURNING parcel_id, scanned_at, status, text)
  UPDATE incoming_scan i SET outcome = 'accepted' FROM made WHERE made.parcel_id = i.id AND made.scanned_at = i.scanned_at
    AND made.status = coalesce(i.status, '') AND made.text = coalesce(i.text, '')`;

const EVENTS = `
  INSERT INTO event (type, customer_id, order_id, subject_id, occurred_at, known_at, batch_id)
  SELECT e.type, o.customer_id, o.id, p.id, e.occurred_at, b.at, b.id
  FROM incoming_batch b CROSS JOIN (SELECT DISTINCT ON (id) * FROM incoming_parcel WHERE outcome = 'accepted' ORDER BY id, first_line DESC) i
  JOIN parcel p ON p.id = i.id JOIN orders o ON o.id = p.order_id CROSS JOIN LATERAL (
    SELECT 'parcel.shipped', coalesce(p.shipped_at, o.shipped_at, o.placed_at) WHERE i.is_new
    UNION ALL SELECT 'parcel.delivered', p.delivered_at WHERE p.delivered_at IS NOT NULL AND NOT coalesce(i.was_delivered, false)) e (type, occurred_at)`;

export async function makeIncomingParcels(tx: Tx): Promise<void> {
  await tx.run(TABLES);
}

/** Parcels and their scans; one whose order the shop does not have is marked, not guessed. */
export async function writeParcels(tx: Tx): Promise<void> {
  await tx.run('ANALYZE incoming_parcel');
  const { forgotten } = await tx.one<{ forgotten: boolean }>(
    'SELECT EXISTS (SELECT FROM erasure) AS forgotten',
  );
  for (const step of [
    FIND_ORDERS,
    ...(forgotten ? [FORGET] : []),
    FIND,
    INSERT,
    UPDATE,
    EVENTS,
    SCANS,
  ])
    await tx.run(step);
}
