import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { overview } from '../../insight/overview/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { shopScope, type Actor } from '../permissions.ts';

const Figures = z.object({
  customers: z.int(),
  purchases: z.int(),
  guests_purchases: z.int(),
  guests_value: z.int().nullable(),
  gross_value: z.int().nullable(),
  refunds_value: z.int().nullable(),
  net_value: z.int().nullable(),
  currency: z.string().nullable(),
  repeat_customers: z.int(),
  repeat_rate: z.number().nullable(),
  repeat_rate_by_day: z.number().nullable(),
  returning_share_orders: z.number().nullable(),
  returning_share_value: z.number().nullable(),
  aov_new: z.int().nullable(),
  aov_returning: z.int().nullable(),
  value_per_buyer: z.int().nullable(),
  items_per_order: z.number().nullable(),
});

export const OverviewAnswer = Figures.extend({
  as_of: z.string(),
  by_currency: z.array(Figures).optional(),
}).meta({ id: 'Overview' });

const Day = z.iso.date();
export const ReportQuery = z.object({
  as_of: z
    .union([Day, z.iso.datetime({ offset: true })])
    .optional()
    .describe('Nothing later counts; a day means its end in each shop’s zone'),
  shop: z.string().optional(),
});

/** The shops a report may speak of, from the asked public id and the actor. */
export function reportShops(
  ctx: AppContext,
  actor: Actor,
  shop: string | undefined,
): Result<number[] | null> {
  const id = shop === undefined ? undefined : innerId(ctx, 'shop', shop);
  if (shop !== undefined && id === undefined) return fail('not_found', {}, '/shop');
  return shopScope(actor, id);
}

/** The day it is: of the first shop's zone, as a business opens and closes there. */
export async function dayOfBusiness(ctx: AppContext, now: Date): Promise<string> {
  const [shop] = await ctx.db.query<{ day: string }>(
    'SELECT ($1::timestamptz AT TIME ZONE time_zone)::date AS day FROM shop ORDER BY is_sample, id LIMIT 1',
    [now],
  );
  return shop?.day ?? now.toISOString().slice(0, 10);
}

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/reports/overview',
    tag: 'reports',
    summary: 'Customers, purchases, repeat rate, values',
    permission: 'reports.read',
    query: ReportQuery,
    answer: OverviewAnswer,
    run: async ({ actor, query, now }) => {
      const shops = reportShops(ctx, actor, query.shop);
      if (!shops.ok) return shops;
      const asOf = query.as_of ?? (await dayOfBusiness(ctx, now));
      return ok(
        await overview(await ctx.lens(), { asOf, ...(shops.value && { shops: shops.value }) }),
      );
    },
  });
}
