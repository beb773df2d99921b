import type { Tx } from '../../platform/postgres/index.ts';
import { LINES, ORDERS, PARCELS, REFUNDS, REVIEWS } from './page-sql.ts';

type Texts<K extends string> = Record<K, string | null>;
type Moments<K extends string> = Record<K, Date | null>;
type Amounts<K extends string> = Record<K, number>;

interface OrderRow
  extends
    Texts<
      'status' | 'promotion_code' | 'source' | 'buyer_note' | 'note' | 'ship_name' | 'ship_phone'
    >,
    Texts<'ship_province' | 'ship_city' | 'ship_district' | 'ship_address'>,
    Moments<
      | 'paid_at'
      | 'shipped_at'
      | 'received_at'
      | 'confirmed_at'
      | 'closed_at'
      | 'purchased_at'
      | 'void_at'
    >,
    Amounts<
      | 'id'
      | 'shop_id'
      | 'goods'
      | 'discount'
      | 'platform_discount'
      | 'gross'
      | 'shipping'
      | 'refunded'
    > {
  number: string;
  shop_name: string;
  kind: string;
  placed_at: Date;
  currency: string;
  paid: number | null;
  units: string;
}

export interface Line extends Texts<'sku' | 'title' | 'variant' | 'unit_price'> {
  kind: string;
  quantity: string;
  line_discount: number;
  amount: number;
}

export interface Refund {
  amount: number;
  occurred_at: Date;
  time_assumed: boolean;
  reason: string | null;
  origin: string;
}

export interface Parcel
  extends Texts<'carrier' | 'province'>, Moments<'shipped_at' | 'promised_at' | 'delivered_at'> {
  tracking_number: string;
  state: string;
  scans: { scanned_at: string; status: string; text: string }[];
}

export interface Review extends Texts<
  'sku' | 'product_title' | 'dsr_description' | 'dsr_service' | 'dsr_logistics'
> {
  score: number | null;
  text: string;
  has_picture: boolean;
  reviewed_at: Date;
}

export interface OrderOfCustomer extends OrderRow {
  lines: Line[];
  refunds: Refund[];
  parcels: Parcel[];
  reviews: Review[];
}

export interface OrdersQuery {
  profiles: number[];
  /** Null: every shop. */
  shopIds: number[] | null;
  limit: number;
  before?: { at: string; id: number };
}

function byOrder<T>(rows: (T & { order_id: number })[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const { order_id: id, ...row } of rows)
    groups.set(id, [...(groups.get(id) ?? []), row as T]);
  return groups;
}

/** A page of somebody's orders, the newest first, whole: four statements for all of them, never one each. */
export async function ordersOf(tx: Tx, query: OrdersQuery): Promise<OrderOfCustomer[]> {
  const { at, id } = query.before ?? { at: 'infinity', id: 0 };
  const orders = await tx.kept<OrderRow>(ORDERS, [
    query.profiles,
    query.shopIds,
    at,
    id,
    query.limit,
  ]);
  if (orders.length === 0) return [];
  const ids = [orders.map((order) => order.id)];
  const lines = byOrder(await tx.kept<Line & { order_id: number }>(LINES, ids));
  const refunds = byOrder(await tx.kept<Refund & { order_id: number }>(REFUNDS, ids));
  const parcels = byOrder(await tx.kept<Parcel & { order_id: number }>(PARCELS, ids));
  const reviews = byOrder(await tx.kept<Review & { order_id: number }>(REVIEWS, ids));
  const of = <T>(groups: Map<number, T[]>, order: OrderRow): T[] => groups.get(order.id) ?? [];
  return orders.map((order) => ({
    ...order,
    lines: of(lines, order),
    refunds: of(refunds, order),
    parcels: of(parcels, order),
    reviews: of(reviews, order),
  }));
}
