import { z } from 'zod';
import { ok } from '../../kernel/index.ts';
import { overview } from '../../insight/overview/index.ts';
import type { AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { AsOf, dayOfBusiness, reportShops, SampleLeftOut } from '../reported.ts';

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

const Query = z.object({ as_of: AsOf, shop: z.string().optional() });

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/reports/overview',
    tag: 'reports',
    summary: 'Customers, purchases, repeat rate, values',
    permission: 'reports.read',
    query: Query,
    answer: OverviewAnswer.extend({ sample_left_out: SampleLeftOut }),
    run: async ({ actor, query, now }) => {
      const counted = await reportShops(ctx, actor, query.shop);
      if (!counted.ok) return counted;
      const { shops, sampleLeftOut } = counted.value;
      const asOf = query.as_of ?? (await dayOfBusiness(ctx, now));
      const figures = await overview(await ctx.lens(), { asOf, ...(shops && { shops }) });
      return ok({ ...figures, sample_left_out: sampleLeftOut });
    },
  });
}
