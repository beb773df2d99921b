import type { SimBuyer, SimOrder } from './buyer.ts';
import type { Shelf } from './world.ts';

/** Ids the ledger has reserved for this run. */
export interface FirstIds {
  shop: number;
  customer: number;
  order: number;
  product: number;
}

export type TableName =
  | 'customer'
  | 'customer_identity'
  | 'orders'
  | 'order_line'
  | 'refund'
  | 'parcel'
  | 'review';

/** What each table's COPY lists; the rows below follow this order. */
export const COLUMNS: Record<TableName, string> = {
  customer:
    'id, person_id, key_kind, key_scope, key_value, shop_id, name, nick, phone, email, country, province, city, address, address_kind, climate_zone, known_at, changed_at',
  customer_identity: 'customer_id, kind, scope, value, known_at',
  orders:
    'id, shop_id, number, customer_id, kind, status, placed_at, paid_at, shipped_at, received_at, purchased_at, void_at, placed_day, purchased_day, currency, goods, discount, gross, paid, refunded, units, line_count, promotion_code, ship_country, ship_province, ship_city, address_kind, lines_rank, known_at, changed_at',
  order_line: 'order_id, position, kind, product_id, quantity, unit_price, line_discount, amount',
  refund: 'order_id, amount, occurred_at, occurred_day, origin, known_at',
  parcel: 'order_id, carrier, tracking_number, state, province, shipped_at, delivered_at, known_at',
  review: 'order_id, score, text, reviewed_at, known_at',
};

type Cell = string | number | null;
export type Emit = (table: TableName, cells: Cell[]) => void;

const CHINA = 8 * 3_600_000;
const instant = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString();
/** The simulated shop's zone is Asia/Shanghai, which has had no summer time since 1991. */
const day = (ms: number): string => new Date(ms + CHINA).toISOString().slice(0, 10);

export function customerRows(buyer: SimBuyer, ids: FirstIds, emit: Emit): void {
  const id = ids.customer + buyer.index;
  const known = instant(buyer.orders[0]!.placedAt);
  const [province, city, zone] = buyer.region;
  const address = buyer.company
    ? `测试大厦${(buyer.index % 30) + 1}层`
    : `测试路${(buyer.index % 900) + 1}号`;
  emit('customer', [
    id,
    id,
    'nick',
    'sim',
    buyer.nick,
    ids.shop,
    buyer.name,
    buyer.nick,
    buyer.phone,
    buyer.email,
    'CN',
    province,
    city,
    address,
    buyer.company ? 'company' : 'home',
    zone,
    known,
    known,
  ]);
  emit('customer_identity', [id, 'phone', '', buyer.phone, known]);
  if (buyer.email) emit('customer_identity', [id, 'email', '', buyer.email, known]);
}

function lineRows(order: SimOrder, id: number, shelf: Shelf, ids: FirstIds, emit: Emit): void {
  order.lines.forEach((line, position) => {
    const price = (shelf.products[line.product]!.price / 100).toFixed(2);
    emit('order_line', [
      id,
      position + 1,
      'goods',
      ids.product + line.product,
      line.quantity,
      price,
      line.discount,
      line.amount,
    ]);
  });
}

function orderRow(
  order: SimOrder,
  id: number,
  buyer: SimBuyer,
  ids: FirstIds,
  end: number,
): Cell[] {
  const gross = order.goods - order.discount;
  const refund = order.refund && order.refund.at < end ? order.refund : null;
  const refunded = refund ? Math.min(refund.amount, gross) : 0;
  const placed = instant(order.placedAt);
  const received = order.receivedAt < end ? instant(order.receivedAt) : null;
  return [
    id,
    ids.shop,
    `SIM${id}`,
    ids.customer + buyer.index,
    'order',
    received ? 'completed' : 'shipped',
    placed,
    placed,
    instant(order.shippedAt),
    received,
    placed,
    refund && refunded === gross ? instant(refund.at) : null,
    day(order.placedAt),
    day(order.placedAt),
    'CNY',
    order.goods,
    order.discount,
    gross,
    gross,
    refunded,
    order.lines.reduce((sum, l) => sum + l.quantity, 0),
    order.lines.length,
    order.promotion,
    'CN',
    buyer.region[0],
    buyer.region[1],
    buyer.company ? 'company' : 'home',
    2,
    placed,
    placed,
  ];
}

export function orderRows(
  order: SimOrder,
  id: number,
  buyer: SimBuyer,
  shelf: Shelf,
  ids: FirstIds,
  end: number,
  emit: Emit,
): void {
  emit('orders', orderRow(order, id, buyer, ids, end));
  lineRows(order, id, shelf, ids, emit);
  const delivered = order.receivedAt < end;
  const received = delivered ? instant(order.receivedAt) : null;
  emit('parcel', [
    id,
    order.carrier,
    `SIMYT${String(id).padStart(12, '0')}`,
    delivered ? 'delivered' : 'in_transit',
    buyer.region[0],
    instant(order.shippedAt),
    received,
    instant(order.shippedAt),
  ]);
  if (order.refund && order.refund.at < end) {
    const amount = Math.min(order.refund.amount, order.goods - order.discount);
    emit('refund', [
      id,
      amount,
      instant(order.refund.at),
      day(order.refund.at),
      'stated',
      instant(order.refund.at),
    ]);
  }
  if (order.review && order.review.at < end) {
    emit('review', [
      id,
      order.review.score,
      order.review.score >= 4 ? '很好，会再来' : '',
      instant(order.review.at),
      instant(order.review.at),
    ]);
  }
}
