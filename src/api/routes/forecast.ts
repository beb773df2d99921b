import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import {
  aliveUnknown,
  Because,
  choiceFor,
  FitAnswer,
  fitModel,
  Hidden,
  hiddenBecause,
  listForecasts,
  Model,
  oldData,
  readBase,
  type Choice,
  type ForecastRow,
  type Scope,
} from '../../insight/forecast/index.ts';
import { currencyFor } from '../../insight/reports/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { Cursor, decodeCursor, Limit, listOf, page } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { because } from '../forecasts.ts';
import type { Actor } from '../permissions.ts';
import { AsOf, dayOfBusiness, reportShops, SampleLeftOut } from '../reported.ts';

const Scoped = z.object({ as_of: AsOf, shop: z.string().optional() });

const FitQuery = Scoped.extend({
  model: Model.default('bgnbd'),
  weeks: z.coerce.number().min(1).max(520).default(52).describe('How far ahead to look'),
  holdout_from: z.iso
    .date()
    .optional()
    .describe('Also fit on what was known on the eve of this day, and hold that against what came'),
});

const ListQuery = Scoped.extend({
  sort: z.enum(['value', 'orders', 'p_alive']).default('value').describe('The highest first'),
  margin: z.coerce.number().min(0).max(1).default(1).describe('What of the value is counted'),
  discount: z.coerce.number().min(0).max(1).default(0.1).describe('Yearly'),
  cursor: Cursor,
  limit: Limit,
});

const Customer = z.object({
  id: z.string(),
  name: z.string().nullable(),
  orders: z.int().describe('Purchase days so far'),
  days_since_last: z.int(),
  p_alive: z.number().nullable(),
  p_alive_unknown: Because.nullable().describe('Why the model cannot tell'),
  expected_orders_12m: z.number(),
  expected_orders_12m_low: z.int().describe('Of an 80 % interval'),
  expected_orders_12m_high: z.int(),
  expected_value_12m: z.int().nullable(),
  expected_value_12m_low: z.int().nullable().describe('Of an 80 % interval'),
  expected_value_12m_high: z.int().nullable(),
});

const OldData = Because.nullable().describe(
  'Set where the latest purchase lies four weeks or more before the day asked about',
);

const Mark = z.object({ value: z.number(), id: z.int() });

interface Found {
  scope: Scope;
  sampleLeftOut: boolean;
}

/** The asked shops, day and currency. */
async function scopeOf(
  ctx: AppContext,
  actor: Actor,
  query: z.output<typeof Scoped>,
  now: Date,
): Promise<Result<Found>> {
  const counted = await reportShops(ctx, actor, query.shop);
  if (!counted.ok) return counted;
  const { shops, sampleLeftOut } = counted.value;
  const asOf = query.as_of ?? (await dayOfBusiness(ctx, now));
  const lens = await ctx.lens();
  const currency = await currencyFor(lens.read, { shops }, lens.reportingCurrency);
  return ok({ scope: { asOf, shops, currency }, sampleLeftOut });
}

function fitRoute(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/forecast/fit',
    tag: 'reports',
    summary: 'One model fitted to the shop, with its errors and, if asked, its test on later weeks',
    permission: 'reports.read',
    query: FitQuery,
    answer: FitAnswer.extend({
      ...{ as_of: z.string(), sample_left_out: SampleLeftOut, old_data: OldData },
      few: Because.nullable().describe('Set where so few came back that the fit is mostly luck'),
    }).meta({ id: 'ForecastFit' }),
    run: async ({ actor, query, language, now }) => {
      const found = await scopeOf(ctx, actor, query, now);
      if (!found.ok) return found;
      const { scope, sampleLeftOut } = found.value;
      const { model, weeks, holdout_from: holdoutFrom } = query;
      if (model === 'gg' && holdoutFrom !== undefined)
        return fail('holdout_without_counts', {}, '/holdout_from');
      const lens = await ctx.lens();
      const [fit, base] = await lens.view(async (read) => [
        await fitModel(read, { ...scope, model, weeks, holdoutFrom }),
        await readBase(read, scope),
      ]);
      if (!fit.ok) return fit;
      const old = because(oldData(base.lastDay, scope.asOf), language);
      return ok({
        ...{ as_of: scope.asOf, ...fit.value, sample_left_out: sampleLeftOut, old_data: old },
        few: because(hiddenBecause(base.repeaters), language),
      });
    },
  });
}

function shown(
  ctx: AppContext,
  { count }: Choice,
  row: ForecastRow & { key: number },
  language: Language,
): z.input<typeof Customer> {
  const { person_id: person, key: _key, ...rest } = row;
  const fitting = { model: count.model, withoutDropout: count.limit === 'no_dropout' };
  return {
    ...{ id: publicId(ctx, 'cus', person), ...rest },
    p_alive_unknown: because(aliveUnknown(fitting, row.orders - 1), language),
  };
}

function listRoute(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/forecast/customers',
    tag: 'reports',
    summary: 'What every customer is expected to buy and to be worth in twelve months',
    permission: 'customers.read',
    query: ListQuery,
    answer: listOf(Customer).extend({
      ...{ as_of: z.string(), currency: z.string().nullable(), sample_left_out: SampleLeftOut },
      model: z.string().nullable(),
      hidden: Hidden.nullable().describe('Why nothing is shown'),
      old_data: OldData,
    }),
    run: async ({ actor, query, language, now }) => {
      const found = await scopeOf(ctx, actor, query, now);
      if (!found.ok) return found;
      const after = decodeCursor(Mark, query.cursor);
      if (!after.ok) return after;
      const { scope, sampleLeftOut } = found.value;
      const lens = await ctx.lens();
      const { base, choice } = await choiceFor({ db: ctx.db, read: lens.read, now }, scope);
      const about = {
        ...{ as_of: scope.asOf, currency: scope.currency, sample_left_out: sampleLeftOut },
        ...{ model: choice?.count.model ?? null, hidden: hiddenBecause(base.repeaters) },
        old_data: because(oldData(base.lastDay, scope.asOf), language),
      };
      if (about.hidden !== null || choice === undefined)
        return ok({ data: [], next_cursor: null, ...about });
      const { sort, limit, margin, discount } = query;
      const asked = { sort, limit: limit + 1, after: after.value, worth: { margin, discount } };
      const all = await listForecasts(lens, scope, choice, asked);
      const { rows, next_cursor } = page(all, limit, (row) => ({
        value: row.key,
        id: row.person_id,
      }));
      return ok({
        data: rows.map((row) => shown(ctx, choice, row, language)),
        next_cursor,
        ...about,
      });
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  fitRoute(app, ctx);
  listRoute(app, ctx);
}
