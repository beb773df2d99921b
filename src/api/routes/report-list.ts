import { z } from 'zod';
import { ok, type Language } from '../../kernel/index.ts';
import { listed, placesOf, REPORTS, ReportListed } from '../../insight/reports/index.ts';
import { listSegments, READY } from '../../insight/segments/index.ts';
import { undecidedTitles } from '../../ledger/lines/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { reportShops } from '../reported.ts';

const SegmentChoice = z.object({
  segment: z.string().describe('As the filter takes it'),
  name: z.string(),
  saved: z.boolean(),
});

/** By their names alone: nobody is counted for a choice. */
async function segmentsOf(
  ctx: AppContext,
  language: Language,
): Promise<z.input<typeof SegmentChoice>[]> {
  const saved = await listSegments(ctx.db, false);
  return [
    ...saved.map(({ id, name }) => ({ segment: publicId(ctx, 'seg', id), name, saved: true })),
    ...READY.map(({ key, name }) => ({
      ...{ segment: key, name: name[language === 'zh' ? 1 : 0], saved: false },
    })),
  ];
}

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
      segments: z.array(SegmentChoice),
      undecided: z
        .array(z.string())
        .describe(
          'Some that look like postage or fees and count as goods, as nobody said otherwise',
        ),
    }),
    run: async ({ actor, query, language }) => {
      const shops = await reportShops(ctx, actor, query.shop);
      if (!shops.ok) return shops;
      const lens = await ctx.lens();
      const places = await lens.view((read) => placesOf(read, shops.value.shops));
      const data = REPORTS.map((report) => listed(report, language));
      const segments = await segmentsOf(ctx, language);
      const undecided = await undecidedTitles(ctx.db, shops.value.shops);
      return ok({ data, next_cursor: null, ...places, segments, undecided });
    },
  });
}
