import type { Tx } from '../../platform/postgres/index.ts';
import { erasureHash } from './erasure-sql.ts';
import { attachProfiles } from './identity-attach.ts';

/**
 * Buyers on their way in, one row a platform buyer (kind, scope, value), filled by intake. What merges
 * by itself and what only suggests: docs/adr/0002-identity.md.
 */
export const BUYER_COLUMNS = {
  buyer: 'bigint',
  kind: 'text',
  scope: 'text',
  value: 'text',
  /** A row of our own export names its customer. */
  known_id: 'bigint',
  /** The file's latest statement about this buyer; null for a list of members, which always counts. */
  seen_at: 'timestamptz',
  name: 'text',
  nick: 'text',
  gender: 'text',
  birth_year: 'smallint',
  /** To call; the receiver's where the source shows no other. */
  phone: 'text',
  phone_masked: 'text',
  receiver_phone: 'text',
  receiver_name: 'text',
  email: 'text',
  language: 'text',
  country: 'text',
  province: 'text',
  city: 'text',
  district: 'text',
  address: 'text',
  address_kind: 'text',
  climate_zone: 'text',
  note: 'text',
} as const;

/** What a profile shows; a later statement wins, silence keeps. */
export const PROFILE_COLUMNS = [
  ...[
    'name',
    'nick',
    'gender',
    'birth_year',
    'phone',
    'phone_masked',
    'email',
    'language',
    'country',
  ],
  ...['province', 'city', 'district', 'address', 'address_kind', 'climate_zone', 'note'],
];

export async function makeIncomingBuyers(tx: Tx): Promise<void> {
  const columns = Object.entries(BUYER_COLUMNS).map(([name, type]) => `${name} ${type}`);
  await tx.run(`CREATE TEMP TABLE incoming_buyer (${columns.join(', ')}, customer_id bigint,
    is_new boolean NOT NULL DEFAULT false, erased boolean NOT NULL DEFAULT false,
    changed boolean NOT NULL DEFAULT false) ON COMMIT DROP`);
}

/** Whom we promised to forget: the key leads to the nameless customer left behind, and everything personal is dropped. */
const OBEY_ERASURES = `
  UPDATE incoming_buyer i SET erased = true, customer_id = e.customer_id,
    ${PROFILE_COLUMNS.map((column) => `${column} = NULL`).join(', ')}, receiver_phone = NULL, receiver_name = NULL
  FROM (SELECT DISTINCT ON (k.buyer) k.buyer, e.customer_id FROM (
          SELECT buyer, ${erasureHash('kind', 'scope', 'value')} AS hash FROM incoming_buyer WHERE value IS NOT NULL
          UNION ALL SELECT buyer, ${erasureHash("'email'", "''", 'email')} FROM incoming_buyer WHERE email IS NOT NULL
          UNION ALL SELECT buyer, ${erasureHash("'phone'", "''", 'phone')} FROM incoming_buyer WHERE phone IS NOT NULL) k
        JOIN erasure e ON e.key_hash = k.hash ORDER BY k.buyer, e.id) e
  WHERE e.buyer = i.buyer`;

/** Orders of unknown buyers may still carry a forgotten person's phone. */
const FORGET_RECEIVERS = `
  UPDATE incoming_order SET name = NULL, phone_masked = NULL, ship_name = NULL, ship_phone = NULL,
    ship_district = NULL, ship_address = NULL, buyer_note = NULL, note = NULL
  WHERE buyer IN (SELECT buyer FROM incoming_buyer WHERE erased)
    OR (ship_phone IS NOT NULL AND EXISTS (SELECT FROM erasure e
        WHERE e.key_hash IN (${erasureHash("'phone'", "''", 'ship_phone')}, ${erasureHash("'receiver_phone'", "''", 'ship_phone')})))`;

const MATCH = `
  UPDATE incoming_buyer i SET customer_id = c.id FROM customer c
  WHERE i.customer_id IS NULL AND c.key_kind = i.kind AND c.key_scope = i.scope AND c.key_value = i.value;
  UPDATE incoming_buyer i SET customer_id = c.id, erased = c.erased_at IS NOT NULL
  FROM customer c WHERE i.known_id IS NOT NULL AND c.id = i.known_id`;

const NUMBER = `
  UPDATE incoming_buyer i SET is_new = true, customer_id = n.id
  FROM (SELECT buyer, nextval('customer_id_seq') AS id
        FROM (SELECT buyer FROM incoming_buyer WHERE customer_id IS NULL AND value IS NOT NULL ORDER BY buyer) o) n
  WHERE n.buyer = i.buyer`;

const CREATE = `
  INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, shop_id, ${PROFILE_COLUMNS.join(', ')}, batch_id, known_at, changed_at)
  OVERRIDING SYSTEM VALUE
  SELECT i.customer_id, i.customer_id, i.kind, i.scope, i.value, b.shop_id,
    ${PROFILE_COLUMNS.map((column) => `i.${column}`).join(', ')}, b.id, b.at, b.at
  FROM incoming_buyer i CROSS JOIN incoming_batch b WHERE i.is_new ORDER BY i.customer_id`;

const KEEP_IMAGES = `
  INSERT INTO import_undo (batch_id, entity, key, before, said)
  SELECT DISTINCT ON (c.id) b.id, 'customer', c.id, to_jsonb(c), to_jsonb(i)
  FROM incoming_buyer i CROSS JOIN incoming_batch b JOIN customer c ON c.id = i.customer_id
  WHERE NOT i.is_new AND NOT i.erased AND c.batch_id IS DISTINCT FROM b.id ORDER BY c.id, i.seen_at DESC NULLS FIRST`;

const pick = (column: string): string =>
  `CASE WHEN s.latest THEN coalesce(s.${column}, c.${column}) ELSE coalesce(c.${column}, s.${column}) END`;
const stated = PROFILE_COLUMNS.map(pick).join(', ');

/** An older file fills gaps; only the latest word on a customer replaces what is known. */
const UPDATE = `
  WITH s AS (
    SELECT DISTINCT ON (i.customer_id) i.*, b.at, i.seen_at IS NULL OR i.seen_at >= coalesce(
        (SELECT max(o.placed_at) FROM orders o WHERE o.customer_id = i.customer_id AND (NOT b.replayed OR o.batch_id <= b.id)), '-infinity') AS latest
    FROM incoming_buyer i CROSS JOIN incoming_batch b WHERE NOT i.is_new AND NOT i.erased AND i.customer_id IS NOT NULL
    ORDER BY i.customer_id, i.seen_at DESC NULLS FIRST
  ), done AS (
    UPDATE customer c SET (${PROFILE_COLUMNS.join(', ')}, changed_at) = ROW(${stated}, s.at)
    FROM s WHERE c.id = s.customer_id AND (${stated}) IS DISTINCT FROM (${PROFILE_COLUMNS.map((column) => `c.${column}`).join(', ')})
    RETURNING c.id)
  UPDATE incoming_buyer i SET changed = true FROM done WHERE done.id = i.customer_id`;

/** Every way to recognise or reach the profile. A receiver's phone is weaker than a buyer's, so it has its own kind. */
const IDENTITIES = `
  INSERT INTO customer_identity (customer_id, kind, scope, value, batch_id, known_at)
  SELECT i.customer_id, k.kind, k.scope, k.value, b.id, b.at
  FROM incoming_batch b CROSS JOIN incoming_buyer i CROSS JOIN LATERAL (VALUES
    (i.kind, i.scope, i.value), ('nick', i.scope, nullif(i.nick, i.value)), ('email', '', i.email), ('phone', '', nullif(i.phone, i.receiver_phone)),
    ('receiver_phone', '', i.receiver_phone), ('receiver_name', '', lower(i.receiver_name))) k (kind, scope, value)
  WHERE k.value IS NOT NULL AND k.value NOT LIKE '%*%' AND k.value NOT LIKE '##%' AND NOT i.erased AND i.customer_id IS NOT NULL
  ORDER BY i.customer_id
  ON CONFLICT DO NOTHING`;

const TIE = `UPDATE incoming_order o SET customer_id = i.customer_id FROM incoming_buyer i WHERE i.buyer = o.buyer`;

/** What this batch says of profiles that stand already; its images are kept. */
export async function updateProfiles(tx: Tx): Promise<void> {
  for (const step of [KEEP_IMAGES, UPDATE, IDENTITIES]) await tx.run(step);
}

/** Finds or makes the customer of every incoming buyer, and ties incoming orders to them. */
export async function resolveBuyers(tx: Tx): Promise<void> {
  await tx.run('ANALYZE incoming_buyer');
  const { forgotten } = await tx.one<{ forgotten: boolean }>(
    'SELECT EXISTS (SELECT FROM erasure) AS forgotten',
  );
  if (forgotten) await tx.run(OBEY_ERASURES);
  if (forgotten) await tx.run(FORGET_RECEIVERS);
  await tx.run(MATCH);
  await tx.run(NUMBER);
  await tx.run('ANALYZE incoming_buyer');
  await tx.run(CREATE);
  await updateProfiles(tx);
  await attachProfiles(tx);
  await tx.run(TIE);
}
