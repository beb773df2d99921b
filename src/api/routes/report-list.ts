import { z } from 'zod';
import { ok } from '../../kernel/index.ts';
import { listed, placesOf, REPORTS, ReportListed } from '../../insight/reports/index.ts';
import type { AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { reportShops } from '../reported.ts';

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/reports',
    tag: 'reports',
    summary: 'The reports there are, and what can narrow them',
    permission: 'reports.read',
    query: z.object({ shop: z.string().optional() }),
    answer: listOf(ReportListed).extend({
      regions: z.array(z.string()).describe('Provinces of customers, the largest first'),
      categories: z.array(z.string()).describe('Categories of products, the largest first'),
    }),
    run: async ({ actor, query, language }) => {
      const shops = await reportShops(ctx, actor, query.shop);
      if (!shops.ok) return shops;
      const lens = await ctx.lens();
      const places = await lens.view((read) => placesOf(read, shops.value.shops));
      const data = REPORTS.map((report) => listed(report, language));
      return ok({ data, next_cursor: null, ...places });
    },
  });
}
