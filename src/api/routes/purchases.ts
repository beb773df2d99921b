import { z } from 'zod';
import { ok } from '../../kernel/index.ts';
import {
  BUYERS,
  countPurchases,
  listPurchases,
  VISITS,
  type Purchase,
} from '../../insight/purchases/index.ts';
import { ordersOfIds } from '../../ledger/orders/index.ts';
import type { AppContext } from '../context.ts';
import { OrderRow, presentOrderRow } from '../customers/index.ts';
import { countedListOf, Cursor, decodeCursor, encodeCursor, Limit } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { AsOf, Days, reportShops } from '../reported.ts';

const Query = z.object({
  as_of: AsOf,
  shop: z.string().optional(),
  ...Days,
  buyer: z.enum(BUYERS).optional(),
  visit: z.enum(VISITS).optional().describe('Their customer’s first purchase, or a later one'),
  refunded: z.stringbool().default(false).describe('Only those with a refund by then'),
  cursor: Cursor,
  limit: Limit,
});

const PurchaseRow = OrderRow.extend({
  purchased_day: z.iso.date(),
  is_first: z.boolean().nullable().describe('Null: of an unknown buyer'),
  refunded: z.int().nullable().describe('Paid back by then; only where `refunded` is asked'),
}).meta({ id: 'PurchaseRow' });

const Mark = z.object({ at: z.int(), id: z.int() });

/** Who was merged or erased between the two looks is shown as the ledger knows it; a deleted order not at all. */
async function complete(ctx: AppContext, rows: Purchase[]): Promise<z.input<typeof PurchaseRow>[]> {
  const orders = await ordersOfIds(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  return rows.flatMap(({ id, purchased_day, is_first, refunded }) => {
    const order = byId.get(id);
    return order ? [{ ...presentOrderRow(ctx, order), purchased_day, is_first, refunded }] : [];
  });
}

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/purchases',
    tag: 'orders',
    summary: 'The purchases that reports count, the latest first: paid, and not wholly refunded',
    permission: 'orders.read',
    query: Query,
    answer: countedListOf(PurchaseRow),
    run: async ({ actor, query }) => {
      const reported = await reportShops(ctx, actor, query.shop);
      if (!reported.ok) return reported;
      const after = decodeCursor(Mark, query.cursor);
      if (!after.ok) return after;
      const { as_of: asOf, from, to, buyer, visit, refunded, limit } = query;
      const shops = reported.value.shops ?? undefined;
      const asked = { asOf, shops, from, to, buyer, visit, refunded };
      const lens = await ctx.lens();
      const page = await listPurchases(lens, { ...asked, after: after.value, limit });
      return ok({
        data: await complete(ctx, page.rows),
        next_cursor: page.next ? encodeCursor(page.next) : null,
        count: after.value === undefined ? await countPurchases(lens, asked) : null,
      });
    },
  });
}
