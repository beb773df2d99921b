import { fail, minorDigits, ok, type Result } from '../kernel/index.ts';
import { nobody } from '../insight/forecast/index.ts';
import { findSegment, peopleOf, READY, readSegment } from '../insight/segments/index.ts';
import type { Filters } from '../insight/reports/index.ts';
import { innerId, type AppContext } from './context.ts';
import { forecastsFor } from './forecasts.ts';

/** A saved segment's text by its id, a ready one's by its key, else the text itself: one word alone is none. */
async function textOf(ctx: AppContext, segment: string): Promise<Result<string>> {
  const ready = READY.find(({ key }) => key === segment);
  if (ready !== undefined) return ok(ready.text);
  if (!segment.startsWith('seg_')) return ok(segment);
  const id = innerId(ctx, 'seg', segment);
  const found = id === undefined ? undefined : await findSegment(ctx.db, id);
  return found === undefined ? fail('not_found', {}, '/segment') : ok(found.text);
}

interface Asked {
  segment: string;
  asOf: string;
  today: string;
  shops: number[] | null;
  /** What the segment's amounts are in. */
  currency: string | null;
}

/**
 * The people of a segment as a report's filter takes them. Today's rows of traits stand ready, those of
 * another day are computed.
 */
export async function segmentFilter(
  ctx: AppContext,
  { segment, asOf, today, shops, currency }: Asked,
): Promise<Result<NonNullable<Filters['people']>>> {
  const text = await textOf(ctx, segment);
  if (!text.ok) return text;
  const day = asOf.slice(0, 10);
  const read = readSegment(text.value, { asOf: day, digits: minorDigits(currency ?? '') });
  if (!read.ok) return { ok: false, problem: { ...read.problem, pointer: '/segment' } };
  if (day === today) await (await ctx.lens()).turnTo(today);
  const many = await forecastsFor(ctx, { asOf: day, today, shops }, [text.value]);
  const forecasts = many?.relation ?? nobody;
  const date = `DATE '${day}'`;
  const traits = day === today ? 'lens.main.trait' : `lens.main.traits(${date}, NULL, NULL, NULL)`;
  return ok((statement) =>
    peopleOf(read.value.query, {
      bind: (value) => `$${statement.params.push(value)}`,
      asOf: date,
      moneyIn: null,
      traits,
      forecasts,
    }),
  );
}
