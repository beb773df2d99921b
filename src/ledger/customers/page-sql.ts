/** What stands on a customer's page, each one statement over the person's profiles ($1). */

export const PROFILES = `
  SELECT c.id, c.key_kind, c.key_scope, c.key_value, c.shop_id, s.name AS shop_name, c.name, c.nick, c.phone, c.phone_masked, c.email,
    c.known_at, l.valid_from AS linked_at, l.reason AS link_reason
  FROM customer c LEFT JOIN shop s ON s.id = c.shop_id LEFT JOIN person_link l ON l.customer_id = c.id AND l.valid_to IS NULL
  WHERE c.id = ANY($1) ORDER BY c.id <> c.person_id, c.id`;

export const IDENTITIES = `
  SELECT kind, scope, value, min(customer_id) AS profile_id, min(known_at) AS known_at FROM customer_identity
  WHERE customer_id = ANY($1) GROUP BY kind, scope, value ORDER BY min(known_at), kind, value LIMIT 200`;

export const TAGS = `
  SELECT tag, min(valid_from) AS since FROM customer_tag WHERE customer_id = ANY($1) AND valid_to IS NULL GROUP BY tag ORDER BY tag`;

/** Several profiles may say different things: the representative one is right, else the latest. */
const ONE_EACH = (key: string): string =>
  `ORDER BY ${key}, customer_id <> $2, valid_from DESC, id DESC`;

export const ATTRIBUTES = `
  SELECT DISTINCT ON (key) key, type, value, valid_from AS since FROM customer_attribute
  WHERE customer_id = ANY($1) AND valid_to IS NULL ${ONE_EACH('key')}`;

export const OCCASIONS = `
  SELECT DISTINCT ON (kind) kind, year, month, day, lunar, valid_from AS since FROM occasion
  WHERE customer_id = ANY($1) AND valid_to IS NULL ${ONE_EACH('kind')}`;

export const CONSENTS = `
  SELECT channel, purpose, state, address, source, proof, occurred_at,
    row_number() OVER (PARTITION BY channel, purpose ORDER BY occurred_at DESC, id DESC) = 1 AS is_current
  FROM consent WHERE customer_id = ANY($1) ORDER BY occurred_at DESC, id DESC LIMIT 100`;

export const CONVERSATIONS = `
  SELECT n.id, n.kind, n.channel, n.direction, n.said_at, n.text, n.staff, n.resolved_at, n.order_id, o.number AS order_number, u.name AS by_name
  FROM conversation n LEFT JOIN orders o ON o.id = n.order_id LEFT JOIN app_user u ON u.id = n.by_user
  WHERE n.customer_id = ANY($1) AND ($2::bigint[] IS NULL OR o.id IS NULL OR o.shop_id = ANY($2)) ORDER BY n.said_at DESC, n.id DESC LIMIT 50`;

export const CHANGES = `
  SELECT h.id, h.at, h.changes, h.undone_at, u.name AS by_name FROM customer_change h LEFT JOIN app_user u ON u.id = h.by_user
  WHERE h.customer_id = ANY($1) ORDER BY h.id DESC LIMIT 50`;

/** Per currency, as purchases are defined everywhere; the refunds of a void order left with it. */
export const FIGURES = `
  WITH bought AS (
    SELECT currency, count(*)::int AS orders, sum(gross)::bigint AS spend, min(purchased_at) AS first_order, max(purchased_at) AS last_order
    FROM orders WHERE customer_id = ANY($1) AND ($3::bigint[] IS NULL OR shop_id = ANY($3)) AND kind = 'order' AND purchased_at <= $2 AND (void_at IS NULL OR void_at > $2)
    GROUP BY currency
  ), given_back AS (
    SELECT o.currency, sum(r.amount)::bigint AS refunds FROM orders o JOIN refund r ON r.order_id = o.id
    WHERE o.customer_id = ANY($1) AND ($3::bigint[] IS NULL OR o.shop_id = ANY($3)) AND r.occurred_at <= $2 AND (o.void_at IS NULL OR o.void_at > $2)
      AND (o.kind = 'credit_note' OR o.kind = 'order' AND o.purchased_at <= $2)
    GROUP BY o.currency)
  SELECT coalesce(b.currency, g.currency) AS currency, coalesce(b.orders, 0) AS orders, coalesce(b.spend, 0) AS spend,
    coalesce(g.refunds, 0) AS refunds, b.first_order, b.last_order
  FROM bought b FULL JOIN given_back g ON g.currency = b.currency ORDER BY orders DESC, 1`;

export const ORDERS = `
  SELECT o.id, o.number, o.shop_id, s.name AS shop_name, o.kind, o.status, o.placed_at, o.paid_at, o.shipped_at, o.received_at, o.confirmed_at,
    o.closed_at, o.purchased_at, o.void_at, o.currency, o.goods, o.discount, o.platform_discount, o.gross, o.shipping, o.paid, o.refunded,
    o.units, o.promotion_code, o.source, o.buyer_note, o.note, o.ship_name, o.ship_phone, o.ship_province, o.ship_city, o.ship_district, o.ship_address
  FROM orders o JOIN shop s ON s.id = o.shop_id
  WHERE o.customer_id = ANY($1) AND ($2::bigint[] IS NULL OR o.shop_id = ANY($2)) AND (o.placed_at, o.id) < ($3::timestamptz, $4::bigint)
  ORDER BY o.placed_at DESC, o.id DESC LIMIT $5`;

/** The rest of a page of orders, by their ids. */
export const LINES = `
  SELECT l.order_id, l.kind, p.sku, coalesce(l.title, p.title) AS title, l.variant, l.quantity, l.unit_price, l.line_discount, l.amount
  FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id = ANY($1) ORDER BY l.order_id, l.position`;

export const REFUNDS = `
  SELECT order_id, amount, occurred_at, time_assumed, reason, origin FROM refund WHERE order_id = ANY($1) ORDER BY occurred_at, id`;

export const PARCELS = `
  SELECT p.order_id, p.carrier, p.tracking_number, p.state, p.province, p.shipped_at, p.promised_at, p.delivered_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('scanned_at', to_char(c.scanned_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', c.status, 'text', c.text)
                ORDER BY c.scanned_at DESC, c.id DESC) FROM parcel_scan c WHERE c.parcel_id = p.id), '[]') AS scans
  FROM parcel p WHERE p.order_id = ANY($1) ORDER BY p.shipped_at, p.id`;

export const REVIEWS = `
  SELECT r.order_id, p.sku, p.title AS product_title, r.score, r.dsr_description, r.dsr_service, r.dsr_logistics, r.text, r.has_picture, r.reviewed_at
  FROM review r LEFT JOIN product p ON p.id = r.product_id WHERE r.order_id = ANY($1) ORDER BY r.reviewed_at DESC, r.id DESC`;
