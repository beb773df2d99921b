import type { Tx } from '../../platform/postgres/index.ts';

export interface PurchaseRow {
  shop_id: number;
  product_id: number | null;
  category: string | null;
  day: string;
  void_day: string | null;
  received_day: string | null;
  confirmed_day: string | null;
}

const localDay = (instant: string): string => `(${instant} AT TIME ZONE s.time_zone)::date`;

/** The line of highest amount names what was bought, as in the lens. */
const QUERY = `
  SELECT o.shop_id, l.product_id, p.category, o.purchased_day AS day, ${localDay('o.void_at')} AS void_day,
    ${localDay('coalesce(o.received_at, a.delivered_at)')} AS received_day, ${localDay('o.confirmed_at')} AS confirmed_day
  FROM orders o JOIN shop s ON s.id = o.shop_id
  LEFT JOIN LATERAL (
    SELECT product_id FROM order_line WHERE order_id = o.id AND kind = 'goods' ORDER BY amount DESC, position LIMIT 1) l ON true
  LEFT JOIN LATERAL (SELECT max(delivered_at) AS delivered_at FROM parcel WHERE order_id = o.id) a ON true
  LEFT JOIN product p ON p.id = l.product_id
  WHERE o.customer_id = ANY ($1) AND o.kind = 'order' AND o.purchased_at IS NOT NULL AND ($2::bigint[] IS NULL OR o.shop_id = ANY ($2))
  ORDER BY o.purchased_at, o.number, o.id`;

/** Every purchase of the person with these profiles, in order; also those that are none any more. */
export const purchasesOf = (
  tx: Pick<Tx, 'query'>,
  profiles: number[],
  shops: number[] | null,
): Promise<PurchaseRow[]> => tx.query<PurchaseRow>(QUERY, [profiles, shops]);
