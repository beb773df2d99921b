import type { z } from 'zod';
import { sentence, type Language, type Problem } from '../kernel/index.ts';
import {
  type Because,
  forecastOf,
  forecastsOf,
  forecastsSettled,
  hearForecastBugs,
  type Many,
  type One,
} from '../insight/forecast/index.ts';
import { currencyFor } from '../insight/reports/index.ts';
import { asksForecasts, readSegment, ANY_DAY, type Asked } from '../insight/segments/index.ts';
import type { AppContext } from './context.ts';

export const because = (
  unknown: Problem | null,
  language: Language,
): z.input<typeof Because> | null =>
  unknown && { code: unknown.code, text: sentence(unknown, language) };

/** What goes on learning after an answer is heard of if it fails, and ends before the database closes. */
export function keepForecasts(ctx: AppContext): void {
  hearForecastBugs((error) => ctx.log.error({ err: error }, 'forecast failed'));
  ctx.onClose?.(forecastsSettled);
}

const deskOf = async (ctx: AppContext) => ({
  ...{ db: ctx.db, now: ctx.now() },
  lens: await ctx.lens(),
});

type Where = Pick<Asked, 'asOf' | 'shops'>;

async function scopeOf(ctx: AppContext, { asOf, shops }: Where) {
  const lens = await ctx.lens();
  const currency = await currencyFor(lens.read, { shops }, lens.reportingCurrency);
  return { asOf, shops, currency };
}

/** What is expected of everybody, if one of these texts asks for it. */
export async function forecastsFor(
  ctx: AppContext,
  asked: Asked,
  texts: string[],
): Promise<Many | undefined> {
  const wanted = texts.some((text) => {
    const read = readSegment(text, ANY_DAY);
    return read.ok && asksForecasts(read.value.query);
  });
  if (!wanted) return undefined;
  return forecastsOf(await deskOf(ctx), await scopeOf(ctx, asked), asked.today);
}

/** The same question with them. */
export const asking = (asked: Asked, many: Many | undefined): Asked =>
  many === undefined ? asked : { ...asked, forecasts: many.relation };

export const forecastFor = async (ctx: AppContext, where: Where, person: number): Promise<One> =>
  forecastOf(await deskOf(ctx), await scopeOf(ctx, where), person);
