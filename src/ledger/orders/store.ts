import type { Tx } from '../../platform/postgres/index.ts';
import type { OrderKind, OrderStatus } from './rules.ts';

export interface OrderLine {
  position: number;
  kind: string;
  product_id: number | null;
  sku: string | null;
  title: string | null;
  variant: string | null;
  quantity: string;
  unit_price: string | null;
  line_discount: number;
  amount: number;
}

export interface Order {
  id: number;
  shop_id: number;
  number: string;
  customer_id: number | null;
  untied_reason: string | null;
  kind: OrderKind;
  status: OrderStatus | null;
  placed_at: Date;
  purchased_at: Date | null;
  void_at: Date | null;
  currency: string;
  goods: number;
  discount: number;
  gross: number;
  shipping: number;
  paid: number | null;
  refunded: number;
  units: string;
  lines: OrderLine[];
  refunds: {
    amount: number;
    occurred_at: string;
    time_assumed: boolean;
    reason: string | null;
    origin: string;
  }[];
  statuses: { status: string; known_from: string; known_to: string }[];
}

/** One order with everything on it; a line without a title of its own bears its product's. */
export async function getOrder(tx: Tx, id: number): Promise<Order | undefined> {
  return tx.maybe<Order>(
    `SELECT o.*,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('position', l.position, 'kind', l.kind, 'product_id', l.product_id, 'sku', p.sku,
          'title', coalesce(l.title, p.title), 'variant', l.variant, 'quantity', l.quantity::text, 'unit_price', l.unit_price::text,
          'line_discount', l.line_discount, 'amount', l.amount) ORDER BY l.position), '[]')
        FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id = o.id) AS lines,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('amount', r.amount, 'occurred_at', r.occurred_at, 'time_assumed', r.time_assumed,
          'reason', r.reason, 'origin', r.origin) ORDER BY r.occurred_at, r.id), '[]') FROM refund r WHERE r.order_id = o.id) AS refunds,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('status', s.status, 'known_from', s.known_from, 'known_to', s.known_to)
          ORDER BY s.known_from), '[]') FROM order_status s WHERE s.order_id = o.id) AS statuses
     FROM orders o WHERE o.id = $1`,
    [id],
  );
}
