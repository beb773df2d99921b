import type { z } from 'zod';
import { fail, ok, type Result } from '../kernel/index.ts';
import {
  askOf,
  currencyFor,
  peopleCounted,
  placeProblem,
  readied,
  REPORTS,
  type Filters,
  type ReportFilters,
} from '../insight/reports/index.ts';
import type { AppContext } from './context.ts';
import type { Actor } from './permissions.ts';
import { segmentFilter } from './report-segment.ts';
import { dayOfBusiness, reportShops } from './reported.ts';

type Query = z.output<typeof ReportFilters>;

/** The asked filters with ids for public ids, and the day where none was asked. */
export async function filtersOf(
  ctx: AppContext,
  actor: Actor,
  query: Query,
  now: Date,
): Promise<Result<Filters & { sampleLeftOut: boolean }>> {
  const reported = await reportShops(ctx, actor, query.shop);
  if (!reported.ok) return reported;
  const { since, until, category, region } = query;
  if (since !== undefined && until !== undefined && since > until)
    return fail('dates_crossed', { since, until }, '/since');
  const today = await dayOfBusiness(ctx, now);
  const asOf = query.as_of ?? today;
  const filters = { asOf, today, ...reported.value, since, until, category, region };
  if (category === undefined && region === undefined && !query.segment) return ok(filters);
  const lens = await ctx.lens();
  const problem = await lens.view((read) => placeProblem(read, filters));
  if (problem !== undefined) return { ok: false, problem };
  if (!query.segment) return ok(filters);
  const currency = await currencyFor(lens.read, filters, lens.reportingCurrency);
  const asked = { segment: query.segment, asOf, today, shops: filters.shops, currency };
  const people = await segmentFilter(ctx, asked);
  return people.ok ? ok({ ...filters, people: people.value }) : people;
}

interface Asked {
  actor: Actor;
  report: string;
  key: string;
  query: Query;
  /** The whole query as it came: the report's own choices stand in it. */
  raw: Record<string, string>;
  now: Date;
}

type Counted = Filters & { people: NonNullable<Filters['people']> };

/** Whom a number of a report counts, and the filters it was counted under. */
export async function peopleOf(
  ctx: AppContext,
  { actor, report: name, key, query, raw, now }: Asked,
): Promise<Result<Counted>> {
  const report = REPORTS.find((one) => one.name === name);
  if (report === undefined) return fail('not_found', {}, '/report');
  const filters = await filtersOf(ctx, actor, query, now);
  if (!filters.ok) return filters;
  const lens = await ctx.lens();
  const options = report.options?.safeParse(raw).data ?? {};
  await readied(lens, report, filters.value);
  const ask = await askOf(lens, lens.read, report, { db: ctx.db, now, filters: filters.value });
  const people = peopleCounted(report, ask, key, options);
  return people === undefined ? fail('not_found', {}, '/key') : ok({ ...filters.value, people });
}
