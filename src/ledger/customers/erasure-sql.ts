/**
 * Forgetting, statement by statement, over two temp tables: `forgotten` (the profiles) and
 * `forgotten_order` (their orders). What counts stays: money, times, states, numbers of orders.
 * What tells who it was goes, from every table that could bring it back: undo images, rejected rows,
 * kept answers, events, changes. test/property/erasure.test.ts scans every text of the schema.
 */

/** The hash of a key. Salted with the ledger's own salt, so that a phone cannot be looked up by trying all. */
export const erasureHash = (
  kind: string,
  scope: string,
  value: string,
): string => `sha256(convert_to(
  (SELECT value #>> '{}' FROM setting WHERE key = 'erasure_salt') || (${kind}) || (${scope}) || (${value}), 'UTF8'))`;

/** A text that can still be compared with itself, but not read: for tracking numbers and suppressed addresses. */
export const veiled = (kind: string, value: string): string =>
  `'erased:' || encode(substr(${erasureHash(kind, "''", value)}, 1, 16), 'hex')`;

const PERSONAL = [
  ...[
    'key_value',
    'value',
    'name',
    'nick',
    'gender',
    'birth_year',
    'phone',
    'phone_masked',
    'email',
    'country',
    'province',
    'city',
    'district',
  ],
  ...[
    'address',
    'address_kind',
    'climate_zone',
    'language',
    'note',
    'receiver_phone',
    'receiver_name',
    'buyer_value',
    'buyer_note',
    'variant',
  ],
  ...[
    'ship_name',
    'ship_phone',
    'ship_city',
    'ship_district',
    'ship_address',
    'reason',
    'refund_reason',
    'text',
  ],
];

/** Keys of a JSON object that say who, as null; an array of objects likewise. */
const blank = (json: string): string => `(SELECT CASE jsonb_typeof(${json})
  WHEN 'object' THEN (SELECT jsonb_object_agg(k, CASE WHEN k = ANY('{${PERSONAL.join(',')}}') THEN 'null'::jsonb ELSE v END) FROM jsonb_each(${json}) e (k, v))
  WHEN 'array' THEN (SELECT jsonb_agg(item || CASE WHEN item ? 'variant' THEN '{"variant": null}'::jsonb ELSE '{}' END) FROM jsonb_array_elements(${json}) item)
  ELSE ${json} END)`;

export const ORDERS_OF = `
  CREATE TEMP TABLE forgotten_order ON COMMIT DROP AS SELECT id FROM orders WHERE customer_id IN (SELECT id FROM forgotten)`;

const KEYS = `
  SELECT i.customer_id, i.kind, i.scope, i.value FROM customer_identity i WHERE i.customer_id IN (SELECT id FROM forgotten) AND i.kind <> 'receiver_name'
  UNION SELECT c.id, c.key_kind, c.key_scope, c.key_value FROM customer c WHERE c.id IN (SELECT id FROM forgotten) AND c.key_kind <> 'erased'
  UNION SELECT c.id, 'email', '', c.email FROM customer c WHERE c.id IN (SELECT id FROM forgotten) AND c.email IS NOT NULL
  UNION SELECT c.id, 'phone', '', c.phone FROM customer c WHERE c.id IN (SELECT id FROM forgotten) AND c.phone IS NOT NULL`;

/** Where several profiles share a key, the import is led to the oldest. */
export const REMEMBER_HASHES = `
  INSERT INTO erasure (key_hash, customer_id, erased_at)
  SELECT ${erasureHash('k.kind', 'k.scope', 'k.value')}, min(k.customer_id), $1 FROM (${KEYS}) k GROUP BY 1 ON CONFLICT DO NOTHING`;

/**
 * Texts by which a reject or a kept answer is known to be about this person. Whole cells, because a
 * short name or number stands inside many others'; phones and emails anywhere.
 */
export const NEEDLES = `
  CREATE TEMP TABLE needle ON COMMIT DROP AS
  SELECT DISTINCT lower(trim(text)) AS text, anywhere FROM (
    SELECT value, kind IN ('phone', 'email', 'receiver_phone') FROM (${KEYS}) k
    UNION ALL SELECT v, false FROM customer c, LATERAL (VALUES (c.name), (c.nick), (c.phone_masked), (c.address), (c.note)) t (v) WHERE c.id IN (SELECT id FROM forgotten)
    UNION ALL SELECT value, false FROM customer_identity WHERE customer_id IN (SELECT id FROM forgotten)
    UNION ALL SELECT v, false FROM orders o, LATERAL (VALUES (o.number), (o.ship_name), (o.ship_address), (o.buyer_note), (o.note)) t (v) WHERE o.id IN (SELECT id FROM forgotten_order)
    UNION ALL SELECT o.ship_phone, true FROM orders o WHERE o.id IN (SELECT id FROM forgotten_order)
    UNION ALL SELECT p.tracking_number, false FROM parcel p WHERE p.order_id IN (SELECT id FROM forgotten_order)
    UNION ALL SELECT n.text, false FROM conversation n WHERE n.customer_id IN (SELECT id FROM forgotten) AND length(n.text) BETWEEN 6 AND 500
    UNION ALL SELECT r.text, false FROM review r WHERE r.order_id IN (SELECT id FROM forgotten_order) AND length(r.text) BETWEEN 6 AND 500
  ) all_of_it (text, anywhere)
  WHERE length(trim(text)) > 1;
  -- A phone may have been written without its country, with spaces or dashes.
  INSERT INTO needle SELECT DISTINCT right(regexp_replace(text, '\\D', '', 'g'), 11), NULL::boolean FROM needle WHERE anywhere AND text ~ '^[+][0-9]{8,}$'`;

/** A cell ends where CSV, JSON or a tab ends it. */
const mentions = (text: string): string => `EXISTS (SELECT FROM needle n WHERE CASE
  WHEN n.anywhere IS NULL THEN strpos(regexp_replace(${text}, '[^0-9,;"]', '', 'g'), n.text) > 0
  WHEN n.anywhere THEN strpos(lower(${text}), n.text) > 0
  ELSE strpos(chr(31) || regexp_replace(lower(${text}), E'\\\\s*[,;"\\\\t\\\\r\\\\n]\\\\s*', chr(31), 'g') || chr(31), chr(31) || n.text || chr(31)) > 0
    OR (length(n.text) >= 12 AND strpos(lower(${text}), n.text) > 0) END)`;

const IN_PROFILES = (column: string): string => `${column} IN (SELECT id FROM forgotten)`;
const IN_ORDERS = (column: string): string => `${column} IN (SELECT id FROM forgotten_order)`;

/** Rows that would collide once their texts are gone are told apart by blanks. */
const emptyText = (table: string, unique: string, text: string): string => `
  UPDATE ${table} t SET ${text} FROM (
    SELECT r.id, repeat(' ', (row_number() OVER (PARTITION BY ${unique} ORDER BY r.id) - 1)::int) AS blanks
    FROM ${table} r JOIN WHERE_FROM) s WHERE s.id = t.id`;

const REVIEWS = emptyText(
  'review',
  'r.order_id, coalesce(r.product_id, 0), r.reviewed_at',
  'text = s.blanks',
).replace('JOIN WHERE_FROM', 'JOIN forgotten_order f ON f.id = r.order_id');
const SCANS = emptyText(
  'parcel_scan',
  'r.parcel_id, r.scanned_at',
  `text = s.blanks, status = ''`,
).replace(
  'JOIN WHERE_FROM',
  'JOIN parcel p ON p.id = r.parcel_id JOIN forgotten_order f ON f.id = p.order_id',
);

const ORDER_IMAGES = `UPDATE import_undo SET before = ${blank('before')}, said = ${blank('said')}
  WHERE entity IN ('orders', 'order_line') AND ${IN_ORDERS('key')}`;

/** What an undo would otherwise bring back. */
const UNDO = [
  `DELETE FROM import_undo WHERE entity IN ('customer_identity', 'customer_tag', 'customer_attribute', 'occasion', 'consent', 'conversation')
     AND ${IN_PROFILES("(before->>'customer_id')::bigint")}`,
  `UPDATE import_undo SET before = ${blank('before')} || CASE WHEN before IS NULL THEN NULL ELSE jsonb_build_object(
       'key_kind', 'erased', 'key_scope', '', 'key_value', key::text, 'erased_at', $1::timestamptz) END, said = ${blank('said')} || '{"scope": ""}'
   WHERE entity = 'customer' AND ${IN_PROFILES('key')}`,
  ORDER_IMAGES,
  `UPDATE import_undo u SET before = ${blank('u.before')} || CASE u.entity
       WHEN 'parcel' THEN jsonb_build_object('tracking_number', ${veiled("'tracking'", "u.before->>'tracking_number'")})
       WHEN 'review' THEN '{"text": ""}' ELSE '{}' END, said = NULL
   WHERE u.entity IN ('parcel', 'review', 'refund') AND ${IN_ORDERS("(u.before->>'order_id')::bigint")}`,
];

/** Changes made on somebody else's row while these profiles hung there name theirs by `…@id`. */
const CHANGES_ELSEWHERE = `
  UPDATE customer_change h SET changes = (
    SELECT coalesce(jsonb_object_agg(k, v), '{}') FROM jsonb_each(h.changes) e (k, v)
    WHERE NOT EXISTS (SELECT FROM forgotten f WHERE k LIKE '%@' || f.id))
  WHERE h.customer_id IN (SELECT l.person_id FROM person_link l WHERE ${IN_PROFILES('l.customer_id')})
    AND EXISTS (SELECT FROM jsonb_object_keys(h.changes) k, forgotten f WHERE k LIKE '%@' || f.id)`;

const FREE_TEXT = [
  'ship_name',
  'ship_phone',
  'ship_city',
  'ship_district',
  'ship_address',
  'buyer_note',
  'note',
];

/** What orders, their lines and refunds say of a person; only rows that still say something are written. */
const ORDERS = [
  `UPDATE refund SET reason = NULL WHERE ${IN_ORDERS('order_id')} AND reason IS NOT NULL`,
  `UPDATE order_line SET variant = NULL WHERE ${IN_ORDERS('order_id')} AND variant IS NOT NULL`,
  `UPDATE orders SET ${FREE_TEXT.map((column) => `${column} = NULL`).join(', ')} WHERE ${IN_ORDERS('id')} AND num_nonnulls(${FREE_TEXT.join(', ')}) > 0`,
];

/** For every import and undo: what a file says anew about orders of people forgotten long ago. */
export const OBEY = [
  `CREATE TEMP TABLE forgotten_order ON COMMIT DROP AS
   SELECT DISTINCT o.id FROM erasure e JOIN customer c ON c.id = e.customer_id AND c.erased_at IS NOT NULL JOIN orders o ON o.customer_id = c.id`,
  ...ORDERS,
  ORDER_IMAGES,
];

/** $1 is the time of forgetting. In this order: who is needed to find what comes first. */
export const FORGET = [
  `UPDATE import_reject SET raw = '', params = '{}' WHERE raw <> '' AND (${mentions('raw')} OR ${mentions('params::text')})`,
  `UPDATE idempotency_key SET body = NULL WHERE body IS NOT NULL AND status IS NOT NULL AND ${mentions('body')}`,
  `UPDATE audit SET details = '{"erased": true}' WHERE details <> '{}' AND ${mentions('details::text')}`,
  `UPDATE import_batch SET problem = problem - 'params' WHERE problem IS NOT NULL AND ${mentions('problem::text')}`,
  ...UNDO,
  CHANGES_ELSEWHERE,
  `DELETE FROM customer_change WHERE ${IN_PROFILES('customer_id')}`,
  `DELETE FROM merge_suggestion WHERE ${IN_PROFILES('customer_a')} OR ${IN_PROFILES('customer_b')}`,
  `DELETE FROM tie_suggestion WHERE ${IN_PROFILES('customer_id')} OR ${IN_ORDERS('order_id')}`,
  `UPDATE suppression SET address = ${veiled('channel', 'address')} WHERE address IN (SELECT value FROM (${KEYS}) k)
     AND NOT EXISTS (SELECT FROM suppression o WHERE o.channel = suppression.channel AND o.address = ${veiled('suppression.channel', 'suppression.address')})`,
  `DELETE FROM suppression WHERE address IN (SELECT value FROM (${KEYS}) k)`,
  ...['customer_identity', 'customer_tag', 'customer_attribute', 'occasion', 'consent'].map(
    (table) => `DELETE FROM ${table} WHERE ${IN_PROFILES('customer_id')}`,
  ),
  `DELETE FROM conversation WHERE ${IN_PROFILES('customer_id')} OR ${IN_ORDERS('order_id')}`,
  `DELETE FROM touch_body b USING touch t WHERE t.id = b.touch_id AND ${IN_PROFILES('t.customer_id')}`,
  // What was sent and why stays countable. What was still to go out never goes.
  `UPDATE touch SET params = '{}', content = NULL, why = '{}', decision = NULL, problem = NULL, provider_id = NULL, occurrence = 'erased:' || id,
     state = CASE WHEN state IN ('proposed', 'scheduled') THEN 'cancelled' ELSE state END,
     reason = CASE WHEN state IN ('proposed', 'scheduled') THEN 'erased' ELSE reason END
   WHERE ${IN_PROFILES('customer_id')}`,
  `DELETE FROM preference WHERE ${IN_PROFILES('customer_id')}`,
  `UPDATE event SET data = NULL WHERE data IS NOT NULL AND (${IN_PROFILES('customer_id')} OR ${IN_ORDERS('order_id')})`,
  REVIEWS,
  SCANS,
  `UPDATE parcel SET tracking_number = ${veiled("'tracking'", 'tracking_number')} WHERE ${IN_ORDERS('order_id')} AND tracking_number NOT LIKE 'erased:%'`,
  ...ORDERS,
  `UPDATE customer SET key_kind = 'erased', key_scope = '', key_value = id::text, name = NULL, nick = NULL, gender = NULL, birth_year = NULL,
     phone = NULL, phone_masked = NULL, email = NULL, country = NULL, province = NULL, city = NULL, district = NULL, address = NULL,
     address_kind = NULL, climate_zone = NULL, language = NULL, note = NULL, erased_at = $1, changed_at = $1
   WHERE ${IN_PROFILES('id')}`,
];
