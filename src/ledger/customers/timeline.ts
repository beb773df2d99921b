import type { Tx } from '../../platform/postgres/index.ts';

export interface TimelineItem {
  at: Date;
  /** To the microsecond: where the next page begins. */
  mark: string;
  type: string;
  id: number;
  order_id: number | null;
  order_number: string | null;
  data: Record<string, unknown>;
}

export interface TimelineQuery {
  profiles: number[];
  /** Null: every shop. */
  shopIds: number[] | null;
  limit: number;
  before?: { at: string; type: string; id: number };
}

interface Branch {
  type: string;
  from: string;
  at: string;
  id: string;
  /** Where the facts hang on an order, its alias. */
  order?: string;
  where?: string;
  data: string;
}

const ORDER = 'orders o JOIN shop s ON s.id = o.shop_id';
const PARCEL = 'orders o JOIN parcel p ON p.order_id = o.id';
const MONEY = `'gross', o.gross, 'currency', o.currency`;

const BRANCHES: Branch[] = [
  {
    type: 'order.placed',
    from: ORDER,
    at: 'o.placed_at',
    id: 'o.id',
    order: 'o',
    data: `'kind', o.kind, 'status', o.status, 'shop_name', s.name, 'line_count', o.line_count, ${MONEY}`,
  },
  {
    type: 'order.paid',
    from: 'orders o',
    at: 'o.paid_at',
    id: 'o.id',
    order: 'o',
    data: `'paid', o.paid, ${MONEY}`,
  },
  {
    type: 'order.confirmed',
    from: 'orders o',
    at: 'o.confirmed_at',
    id: 'o.id',
    order: 'o',
    data: `'status', o.status`,
  },
  {
    type: 'order.closed',
    from: 'orders o',
    at: 'o.closed_at',
    id: 'o.id',
    order: 'o',
    data: `'status', o.status`,
  },
  {
    type: 'refund',
    from: 'orders o JOIN refund r ON r.order_id = o.id',
    at: 'r.occurred_at',
    id: 'r.id',
    order: 'o',
    data: `'amount', r.amount, 'currency', o.currency, 'reason', r.reason, 'origin', r.origin, 'time_assumed', r.time_assumed`,
  },
  {
    type: 'parcel.shipped',
    from: PARCEL,
    at: 'p.shipped_at',
    id: 'p.id',
    order: 'o',
    data: `'carrier', p.carrier, 'tracking_number', p.tracking_number, 'state', p.state`,
  },
  {
    type: 'parcel.delivered',
    from: PARCEL,
    at: 'p.delivered_at',
    id: 'p.id',
    order: 'o',
    data: `'carrier', p.carrier, 'tracking_number', p.tracking_number, 'promised_at', p.promised_at`,
  },
  {
    type: 'parcel.scanned',
    from: `${PARCEL} JOIN parcel_scan c ON c.parcel_id = p.id`,
    at: 'c.scanned_at',
    id: 'c.id',
    order: 'o',
    data: `'tracking_number', p.tracking_number, 'status', c.status, 'text', c.text`,
  },
  {
    type: 'review',
    from: 'orders o JOIN review v ON v.order_id = o.id LEFT JOIN product d ON d.id = v.product_id',
    at: 'v.reviewed_at',
    id: 'v.id',
    order: 'o',
    data: `'score', v.score, 'text', v.text, 'has_picture', v.has_picture, 'product_title', d.title`,
  },
  {
    type: 'conversation',
    from: 'conversation n LEFT JOIN orders o ON o.id = n.order_id',
    at: 'n.said_at',
    id: 'n.id',
    order: 'o',
    where: 'n.customer_id = ANY($1)',
    data: `'kind', n.kind, 'channel', n.channel, 'direction', n.direction, 'text', n.text, 'staff', n.staff, 'resolved_at', n.resolved_at`,
  },
  {
    type: 'consent',
    from: 'consent k',
    at: 'k.occurred_at',
    id: 'k.id',
    where: 'k.customer_id = ANY($1)',
    data: `'channel', k.channel, 'purpose', k.purpose, 'state', k.state, 'source', k.source`,
  },
  {
    type: 'tag.added',
    from: 'customer_tag t',
    at: 't.valid_from',
    id: 't.id',
    where: 't.customer_id = ANY($1)',
    data: `'tag', t.tag`,
  },
  {
    type: 'tag.removed',
    from: 'customer_tag t',
    at: 't.valid_to',
    id: 't.id',
    where: 't.customer_id = ANY($1)',
    data: `'tag', t.tag`,
  },
  // Tags have their own entries above.
  {
    type: 'change',
    from: 'customer_change h LEFT JOIN app_user u ON u.id = h.by_user',
    at: 'h.at',
    id: 'h.id',
    where: `h.customer_id = ANY($1) AND EXISTS (SELECT FROM jsonb_object_keys(h.changes) key WHERE key NOT LIKE 'tag:%')`,
    data: `'changes', h.changes, 'undone_at', h.undone_at, 'by_name', u.name`,
  },
];

/** Each branch stops after a page's worth, so a long life costs no more than a short one. */
function branch({ type, from, at, id, order, where, data }: Branch): string {
  const ref = order ? `${order}.id, ${order}.number` : 'NULL::bigint, NULL::text';
  const shops = order
    ? `AND ($6::bigint[] IS NULL OR ${order}.id IS NULL OR ${order}.shop_id = ANY($6))`
    : '';
  return `(SELECT ${at} AS at, '${type}' AS type, ${id} AS id, ${ref}, jsonb_build_object(${data}) AS data
     FROM ${from} WHERE ${where ?? 'o.customer_id = ANY($1)'} ${shops}
       AND ${at} <= $2::timestamptz AND (${at}, '${type}', ${id}) < ($2::timestamptz, $3::text, $4::bigint)
     ORDER BY ${at} DESC, ${id} DESC LIMIT $5)`;
}

const TIMELINE = `
  SELECT at, at::text AS mark, type, id, order_id, order_number, data
  FROM (${BRANCHES.map(branch).join('\n UNION ALL ')}) all_of_it (at, type, id, order_id, order_number, data)
  ORDER BY at DESC, type DESC, id DESC LIMIT $5`;

const LATEST = { at: 'infinity', type: '~', id: 0 };

/** What happened with a customer, the latest first, all kinds in one order of time. */
export async function timeline(tx: Tx, query: TimelineQuery): Promise<TimelineItem[]> {
  const { at, type, id } = query.before ?? LATEST;
  await tx.keepPlans();
  return tx.kept<TimelineItem>(TIMELINE, [
    query.profiles,
    at,
    type,
    id,
    query.limit,
    query.shopIds,
  ]);
}
