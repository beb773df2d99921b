import type { Tx } from '../../platform/postgres/index.ts';

/** A shop's days are cut in its zone, so a new zone cuts them anew; the instants stay. Only rows whose day moves are written. */
export async function recomputeDays(tx: Tx, shopId: number, timeZone: string): Promise<void> {
  await tx.run(
    `UPDATE orders SET placed_day = (placed_at AT TIME ZONE $2)::date, purchased_day = (purchased_at AT TIME ZONE $2)::date
      WHERE shop_id = $1 AND (placed_day <> (placed_at AT TIME ZONE $2)::date
                              OR purchased_day IS DISTINCT FROM (purchased_at AT TIME ZONE $2)::date)`,
    [shopId, timeZone],
  );
  await tx.run(
    `UPDATE refund r SET occurred_day = (r.occurred_at AT TIME ZONE $2)::date FROM orders o
      WHERE o.id = r.order_id AND o.shop_id = $1 AND r.occurred_day <> (r.occurred_at AT TIME ZONE $2)::date`,
    [shopId, timeZone],
  );
}
