import type { Tx } from '../../platform/postgres/index.ts';
import type { Facts } from './facts.ts';
import { sendersOf } from './senders.ts';

/** A profile, and the shop that writes; null: the shop they bought from last. */
export interface Addressee {
  profile: number;
  shop: number | null;
}

interface Row {
  n: number;
  shop: number | null;
  name: string | null;
  nick: string | null;
  city: string | null;
  country: string | null;
  language: string | null;
  wish: string | null;
  orders: number;
  since: string | null;
  number: string | null;
  title: string | null;
  units: number | null;
  day: string | null;
  amount: number | null;
  currency: string | null;
  carrier: string | null;
  tracking: string | null;
  shipped_at: Date | null;
  received_at: Date | null;
}

// Of a person's profiles the one written to speaks first. Purchases are those of the shop that writes, as of then.
const FACTS = `
  WITH asked AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS x (profile, shop, n)),
  who AS MATERIALIZED (
    SELECT a.n, a.shop, me.person_id, me.shop_id AS home, (SELECT array_agg(p.id) FROM customer p WHERE p.person_id = me.person_id) AS profiles
    FROM asked a JOIN customer me ON me.id = a.profile)
  SELECT w.n, coalesce(w.shop, o.shop_id, w.home) AS shop,
    coalesce(me.name, also.name) AS name, coalesce(me.nick, also.nick) AS nick, coalesce(me.city, also.city) AS city,
    coalesce(me.country, also.country) AS country, coalesce(me.language, also.language) AS language,
    (SELECT value #>> '{}' FROM preference f WHERE f.customer_id = ANY (w.profiles) AND f.key = 'language' AND f.occurred_at <= $3
      ORDER BY f.occurred_at DESC, f.id DESC LIMIT 1) AS wish,
    coalesce(b.orders, 0)::int AS orders, b.since::text AS since,
    o.number, t.title, o.units::float8 AS units, o.purchased_day::text AS day, o.gross AS amount, o.currency,
    p.carrier, p.tracking_number AS tracking, coalesce(o.shipped_at, p.shipped_at) AS shipped_at, coalesce(o.received_at, p.delivered_at) AS received_at
  FROM who w
  JOIN asked a ON a.n = w.n
  JOIN customer me ON me.id = a.profile
  CROSS JOIN LATERAL (
    SELECT (array_agg(c.name ORDER BY c.id) FILTER (WHERE c.name IS NOT NULL))[1] AS name,
      (array_agg(c.nick ORDER BY c.id) FILTER (WHERE c.nick IS NOT NULL))[1] AS nick,
      (array_agg(c.city ORDER BY c.id) FILTER (WHERE c.city IS NOT NULL))[1] AS city,
      (array_agg(c.country ORDER BY c.id) FILTER (WHERE c.country IS NOT NULL))[1] AS country,
      (array_agg(c.language ORDER BY c.id) FILTER (WHERE c.language IS NOT NULL))[1] AS language
    FROM customer c WHERE c.id = ANY (w.profiles)) also
  LEFT JOIN LATERAL (
    SELECT * FROM orders x WHERE x.customer_id = ANY (w.profiles) AND (w.shop IS NULL OR x.shop_id = w.shop)
      AND x.kind = 'order' AND x.purchased_at <= $3 AND (x.void_at IS NULL OR x.void_at > $3)
    ORDER BY x.purchased_at DESC, x.id DESC LIMIT 1) o ON true
  LEFT JOIN LATERAL (
    SELECT count(*) AS orders, min(x.purchased_day) AS since FROM orders x WHERE x.customer_id = ANY (w.profiles)
      AND (w.shop IS NULL OR x.shop_id = w.shop) AND x.kind = 'order' AND x.purchased_at <= $3 AND (x.void_at IS NULL OR x.void_at > $3)) b ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(nullif(l.title, ''), nullif(g.title, '')) AS title FROM order_line l LEFT JOIN product g ON g.id = l.product_id
    WHERE l.order_id = o.id AND l.kind = 'goods' ORDER BY l.amount DESC, l.position LIMIT 1) t ON true
  LEFT JOIN LATERAL (
    SELECT * FROM parcel y WHERE y.order_id = o.id ORDER BY y.shipped_at DESC NULLS LAST, y.id DESC LIMIT 1) p ON true
  ORDER BY w.n`;

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

const orderOf = (row: Row): Facts['last_order'] =>
  row.number === null
    ? null
    : {
        ...{ number: row.number, title: row.title, units: row.units ?? 0, day: row.day! },
        ...{ amount: row.amount ?? 0, currency: row.currency! },
        ...{ carrier: row.carrier, tracking: row.tracking },
        ...{ shipped_at: instant(row.shipped_at), received_at: instant(row.received_at) },
      };

/** What a text may say of each, in three statements however many they are; undefined for nobody. */
export async function contextsOf(
  tx: Pick<Tx, 'query'>,
  addressees: readonly Addressee[],
  now: Date,
): Promise<(Facts | undefined)[]> {
  const senders = await sendersOf(tx);
  const rows = await tx.query<Row>(FACTS, [
    addressees.map(({ profile }) => profile),
    addressees.map(({ shop }) => shop),
    now,
  ]);
  const found = new Map(rows.map((row) => [row.n, row]));
  return addressees.map((_, i) => {
    const row = found.get(i + 1);
    if (row === undefined) return undefined;
    const { name, nick, city, country, language, wish, orders, since } = row;
    return {
      customer: { name, nick, city, country, language, wish, orders, since },
      last_order: orderOf(row),
      sender: senders.of(row.shop),
    };
  });
}
