import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import {
  askOf,
  readied,
  REPORTS,
  ReportFilters,
  ReportView,
  said,
  sayingsOf,
  Said,
  viewed,
  type AnyReport,
  type Filters,
} from '../../insight/reports/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import type { Cell } from '../../platform/xlsx/index.ts';
import { toDecimal } from '../../kernel/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { can, type Actor } from '../permissions.ts';
import { filtersOf } from '../report-filters.ts';
import { dayOfBusiness, SampleLeftOut } from '../reported.ts';
import { fileResponse, type Format } from '../sheet.ts';

const Common = {
  as_of: z.string(),
  currency: z.string().nullable(),
  sample_left_out: SampleLeftOut,
  says: z.array(Said),
  view: ReportView.optional(),
};

interface Answered {
  currency: string | null;
  answer: object;
}

async function answered(
  ctx: AppContext,
  report: AnyReport,
  filters: Filters,
  options: unknown,
): Promise<Answered> {
  const lens = await ctx.lens();
  await readied(lens, report, filters);
  return lens.view(async (read) => {
    const ask = await askOf(lens, read, report, { db: ctx.db, now: ctx.now(), filters });
    const answer = (await report.run(ask, options)) as object;
    const encode = (person: number): string => publicId(ctx, 'cus', person);
    return {
      currency: ask.currency,
      answer: (report.ids?.(answer, encode) as object | undefined) ?? answer,
    };
  });
}

function reportRoute(app: App, ctx: AppContext, report: AnyReport): void {
  const Options = report.options ?? z.object({});
  longEndpoint(app, ctx, {
    method: 'get',
    path: `/v1/reports/${report.name}`,
    tag: 'reports',
    summary: report.title[0],
    permission: 'reports.read',
    query: ReportFilters.extend(Options.shape).extend({
      view: z.stringbool().default(false).describe('Also as titled figures, charts and tables'),
    }),
    answer: report.answer.extend(Common).meta({ id: `Report_${report.name}` }),
    run: async ({ actor, query, language, now }) => {
      const filters = await filtersOf(ctx, actor, query, now);
      if (!filters.ok) return filters;
      const { currency, answer } = await answered(ctx, report, filters.value, query);
      const days = { asOf: filters.value.asOf, today: await dayOfBusiness(ctx, now) };
      return ok({
        as_of: filters.value.asOf,
        currency,
        sample_left_out: filters.value.sampleLeftOut,
        ...answer,
        says: sayingsOf(report, answer, days).map((one) => said(report, one, language, currency)),
        ...(query.view && { view: viewed(report, answer, language) }),
      });
    },
  });
}

async function* sheetRows(
  view: ReportView['tables'][number],
  currency: string | null,
): AsyncGenerator<Cell[]> {
  for (const { cells } of view.rows)
    yield view.columns.map(({ key, kind }) => {
      const value = cells[key] ?? null;
      return kind === 'money' && typeof value === 'number' && currency !== null
        ? Number(toDecimal(value, currency))
        : value;
    });
}

async function sheet(
  ctx: AppContext,
  report: AnyReport,
  format: Format,
  asked: {
    actor: Actor;
    filters: Filters;
    query: { table?: string | undefined };
    language: Language;
  },
): Promise<Result<Response>> {
  const { actor, filters, query, language } = asked;
  const { currency, answer } = await answered(ctx, report, filters, query);
  const { tables } = viewed(report, answer, language);
  const table = tables.find(({ name }) => name === (query.table ?? tables[0]?.name));
  if (table === undefined)
    return fail('table_unknown', { tables: tables.map(({ name }) => name).join(', ') }, '/table');
  // A list of people is theirs to take along who may take customers along, and leaves the same line.
  if (table.rows.some(({ customer }) => customer !== undefined)) {
    if (!can(actor, 'customers.export'))
      return fail('not_allowed', { role: actor.role, permission: 'customers.export' });
    const details = { format, contacts: false, count: table.rows.length };
    await ctx.db.tx((tx) =>
      writeAudit(tx, { action: 'customers.exported', ...actor, details }, ctx.now()),
    );
  }
  const header = table.columns.map(({ title, kind }) =>
    kind === 'money' && currency !== null ? `${title} (${currency})` : title,
  );
  const name = `${report.name}-${table.name}-${filters.asOf.slice(0, 10)}`;
  return ok(
    fileResponse(format, name, { title: table.title, header, rows: sheetRows(table, currency) }),
  );
}

function sheetRoute(app: App, ctx: AppContext, report: AnyReport, format: Format): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: `/v1/reports/${report.name}.${format}`,
    tag: 'reports',
    summary: `One of its tables as ${format.toUpperCase()}`,
    permission: 'reports.read',
    query: ReportFilters.extend(report.options?.shape ?? {}).extend({
      table: z.string().optional(),
    }),
    media:
      format === 'csv'
        ? 'text/csv'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    run: async ({ actor, query, language, now }) => {
      const filters = await filtersOf(ctx, actor, query, now);
      if (!filters.ok) return filters;
      return sheet(ctx, report, format, { actor, filters: filters.value, query, language });
    },
  });
}

/** Three routes a report, all from its description. */
export function routes(app: App, ctx: AppContext): void {
  for (const report of REPORTS) {
    reportRoute(app, ctx, report);
    sheetRoute(app, ctx, report, 'csv');
    sheetRoute(app, ctx, report, 'xlsx');
  }
}
