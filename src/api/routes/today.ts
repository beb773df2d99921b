import { z } from 'zod';
import { ok, sentence, type Language } from '../../kernel/index.ts';
import { overview, type Overview } from '../../insight/overview/index.ts';
import {
  aroundDay,
  byMonth,
  pickTasks,
  readFacts,
  tied,
  type Tied,
} from '../../insight/today/index.ts';
import { listShops } from '../../ledger/shops/index.ts';
import type { Lens } from '../../lens/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { can, type Actor } from '../permissions.ts';
import { lastImport, LastImport } from '../last-import.ts';
import { dayOfBusiness, reportShops, SampleLeftOut } from '../reported.ts';
import { OverviewAnswer } from './reports.ts';

const Period = z.object({
  purchases: z.int(),
  buyers: z.int(),
  gross_value: z.int().nullable(),
  returning_share_orders: z.number().nullable(),
  returning_share_value: z.number().nullable(),
  aov_new: z.int().nullable(),
  aov_returning: z.int().nullable(),
  value_per_buyer: z.int().nullable(),
  items_per_order: z.number().nullable(),
});

const Todo = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string().describe('In the reader’s language'),
  import_id: z.string().nullable(),
});

const TodayAnswer = z
  .object({
    as_of: z.string(),
    currency: z.string().nullable(),
    overview: OverviewAnswer,
    months: z.array(Period.extend({ month: z.string() })),
    shops: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        is_sample: z.boolean(),
        overview: OverviewAnswer,
      }),
    ),
    sample_left_out: SampleLeftOut,
    around: z.object({ date: z.string(), days: z.int(), before: Period, after: Period }).nullable(),
    tied: z.object({
      orders: z.int(),
      tied: z.int(),
      share: z.number().nullable(),
      reasons: z.array(z.object({ reason: z.string(), text: z.string(), orders: z.int() })),
    }),
    last_import: LastImport.nullable(),
    todo: z.array(Todo).max(5),
  })
  .meta({ id: 'Today' });

const Query = z.object({
  as_of: z.iso.date().optional(),
  shop: z.string().optional(),
  around: z.iso
    .date()
    .optional()
    .describe('Compares the days since this date with as many days before it'),
});

/** Side by side only where there are several; one shop is the overview itself. */
async function perShop(ctx: AppContext, lens: Lens, asOf: string, scope: number[] | null) {
  const shops = await listShops(ctx.db, scope);
  if (shops.length < 2) return [];
  const rows: { id: string; name: string; is_sample: boolean; overview: Overview }[] = [];
  for (const shop of shops) {
    const figures = await overview(lens, { asOf, shops: [shop.id] });
    rows.push({
      id: publicId(ctx, 'shop', shop.id),
      name: shop.name,
      is_sample: shop.isSample,
      overview: figures,
    });
  }
  return rows;
}

function presentTied(
  { reasons, ...rest }: Tied,
  language: Language,
): z.input<typeof TodayAnswer>['tied'] {
  return {
    ...rest,
    reasons: reasons.map(({ reason, orders }) => ({
      reason,
      orders,
      text: sentence({ code: `untied_${reason}` }, language),
    })),
  };
}

async function todo(
  ctx: AppContext,
  actor: Actor,
  scope: number[] | null,
  { orders, tied: known }: Tied,
  language: Language,
  now: Date,
) {
  const facts = await readFacts(ctx.db, { shops: scope, orders, untied: orders - known, now });
  const mine = pickTasks(facts).filter((task) =>
    can(actor, task.code === 'backup_due' ? 'system.change' : 'customers.edit'),
  );
  return mine.map(({ code, params, batch }) => ({
    ...{ code, params, text: sentence({ code: `todo_${code}`, params }, language) },
    import_id: batch === undefined ? null : publicId(ctx, 'imp', batch),
  }));
}

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/today',
    tag: 'reports',
    summary: 'The home page: figures, months, shops, last import, what to do',
    permission: 'reports.read',
    query: Query,
    answer: TodayAnswer,
    run: async ({ actor, query, language, now }) => {
      const reported = await reportShops(ctx, actor, query.shop);
      if (!reported.ok) return reported;
      const { shops: counted, sampleLeftOut } = reported.value;
      const asOf = query.as_of ?? (await dayOfBusiness(ctx, now));
      const lens = await ctx.lens();
      const whole = await overview(lens, { asOf, ...(counted && { shops: counted }) });
      const question = { asOf, shops: counted, currency: whole.currency };
      const parts = await lens.view(async (read) => ({
        months: await byMonth(read, question),
        around: query.around === undefined ? null : await aroundDay(read, question, query.around),
        tied: await tied(read, question),
      }));
      return ok({
        ...{
          as_of: asOf,
          currency: whole.currency,
          overview: whole,
          months: parts.months,
          around: parts.around,
        },
        shops: query.shop === undefined ? await perShop(ctx, lens, asOf, actor.shopIds) : [],
        sample_left_out: sampleLeftOut,
        tied: presentTied(parts.tied, language),
        last_import: await lastImport(ctx, counted),
        todo: await todo(ctx, actor, counted, parts.tied, language, now),
      });
    },
  });
}
