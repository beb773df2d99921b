import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { tieOrder } from '../../ledger/customers/index.ts';
import { listOrders } from '../../ledger/orders/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { Edited, editAs, OrderRow, presentOrderRow } from '../customers/index.ts';
import { Cursor, decodeCursor, Limit, listOf, page } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { canSeeShop } from '../permissions.ts';
import { reportShops } from '../reported.ts';

const OrdersQuery = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Number, tracking number or receiver'),
  untied: z
    .stringbool()
    .default(false)
    .describe('Only orders of unknown buyers; the sample shop’s as reports count them'),
  reason: z.string().max(40).optional().describe('With untied: unknown for this reason'),
  shop: z.string().optional(),
  cursor: Cursor,
  limit: Limit,
});

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/orders',
    tag: 'orders',
    summary: 'Orders, the latest known first; untied=true: those of unknown buyers',
    permission: 'orders.read',
    query: OrdersQuery,
    answer: listOf(OrderRow),
    run: async ({ tx, actor, query }) => {
      const reported = await reportShops(ctx, actor, query.shop);
      if (!reported.ok) return reported;
      const before = decodeCursor(z.int(), query.cursor);
      if (!before.ok) return before;
      const { search, untied, reason, limit } = query;
      const asked = {
        ...{ search, untied, reason },
        // An order somebody looks for is found in every shop; those to be tied are those reports speak of.
        shopIds: untied || query.shop !== undefined ? reported.value.shops : actor.shopIds,
        before: before.value ?? Number.MAX_SAFE_INTEGER,
      };
      const { rows, next_cursor } = page(
        await listOrders(tx, { ...asked, limit: limit + 1 }),
        limit,
        (o) => o.id,
      );
      return ok({ data: rows.map((row) => presentOrderRow(ctx, row)), next_cursor });
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/orders/{id}/tie',
    tag: 'orders',
    summary: 'This order of an unknown buyer is this customer’s; undo it as any change',
    permission: 'orders.tie',
    params: z.object({ id: z.string() }),
    body: z.strictObject({ customer_id: z.string() }),
    answer: Edited,
    run: async ({ params, body, ...asked }) => {
      const id = innerId(ctx, 'ord', params.id);
      const order = await asked.tx.maybe<{ shop_id: number }>(
        'SELECT shop_id FROM orders WHERE id = $1',
        [id ?? 0],
      );
      if (id === undefined || !order || !canSeeShop(asked.actor, order.shop_id))
        return fail('not_found');
      return editAs(ctx, asked, body.customer_id, 'order.tied', (who) =>
        tieOrder(asked.tx, who, id, asked.now),
      );
    },
  });
}
