import type { Tx } from '../../platform/postgres/index.ts';

export interface ListedLine {
  kind: string;
  sku: string | null;
  title: string | null;
  variant: string | null;
  quantity: string;
  amount: number;
}

export interface ListedOrder {
  id: number;
  number: string;
  shop_id: number;
  shop_name: string;
  customer_id: number | null;
  customer_name: string | null;
  untied_reason: string | null;
  kind: string;
  status: string | null;
  placed_at: Date;
  gross: number;
  currency: string;
  ship_name: string | null;
  ship_province: string | null;
  ship_city: string | null;
  ship_district: string | null;
  lines: ListedLine[];
}

export interface OrderQuery {
  /** Only orders of unknown buyers. */
  untied: boolean;
  /** Of these, only those that are unknown for this reason. */
  reason?: string | undefined;
  /** An order number's beginning, a tracking number, or of unknown buyers the receiver's name. */
  search: string | undefined;
  /** Null: every shop. */
  shopIds: number[] | null;
  before: number;
  limit: number;
}

const like = (text: string): string => `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Unknown buyers are few enough to be read through their own index; all orders go by number and parcel. */
const FOUND = `(o.number LIKE $2 OR o.id IN (SELECT p.order_id FROM parcel p WHERE p.tracking_number LIKE $2))`;
const FOUND_UNTIED = `(${FOUND} OR o.ship_name LIKE $2)`;

const UNTIED = `AND o.customer_id IS NULL AND ($5::text IS NULL OR coalesce(o.untied_reason, 'no_buyer') = $5)`;

const LINES = `coalesce((SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'sku', p.sku, 'title', coalesce(l.title, p.title), 'variant', l.variant,
    'quantity', l.quantity::text, 'amount', l.amount) ORDER BY l.position)
  FROM (SELECT * FROM order_line WHERE order_id = o.id ORDER BY position LIMIT 20) l LEFT JOIN product p ON p.id = l.product_id), '[]')`;

const SELECT = `SELECT o.id, o.number, o.shop_id, s.name AS shop_name, c.person_id AS customer_id, coalesce(c.name, c.nick) AS customer_name, o.untied_reason,
    o.kind, o.status, o.placed_at, o.gross, o.currency, o.ship_name, o.ship_province, o.ship_city, o.ship_district, ${LINES} AS lines
  FROM orders o JOIN shop s ON s.id = o.shop_id LEFT JOIN customer c ON c.id = o.customer_id`;

/** Orders, the latest known first. */
export function listOrders(tx: Tx, query: OrderQuery): Promise<ListedOrder[]> {
  const { untied, reason, search, shopIds, before, limit } = query;
  const found = search === undefined ? '$2::text IS NULL' : untied ? FOUND_UNTIED : FOUND;
  return tx.query<ListedOrder>(
    `${SELECT}
     WHERE o.id < $1 AND ${found} ${untied ? UNTIED : 'AND $5::text IS NULL'} AND ($3::bigint[] IS NULL OR o.shop_id = ANY($3))
     ORDER BY o.id DESC LIMIT $4`,
    [before, search === undefined ? null : like(search), shopIds, limit, reason ?? null],
  );
}

/** These orders, by their ids; in no order. */
export const ordersOfIds = (tx: Pick<Tx, 'query'>, ids: number[]): Promise<ListedOrder[]> =>
  tx.query<ListedOrder>(`${SELECT} WHERE o.id = ANY($1)`, [ids]);
