import { fail, ok, type Result } from '../../kernel/index.ts';
import { COUNT_MODELS, type CountModel } from './family.ts';
import type { Holdout } from './holdout.ts';

/** Below this many repeat customers a fit is mostly luck: forecasts are hidden, with the reason. */
export const LEAST_REPEATERS = 30;

export interface HiddenBecause {
  code: 'too_few_repeat_customers';
  params: { repeaters: number; needed: number };
}

export const hiddenBecause = (repeaters: number): HiddenBecause | null =>
  repeaters >= LEAST_REPEATERS
    ? null
    : { code: 'too_few_repeat_customers', params: { repeaters, needed: LEAST_REPEATERS } };

const DAY_MS = 86_400_000;
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
export const dayBefore = (day: string, by = 1): string =>
  new Date(Date.parse(day) - by * DAY_MS).toISOString().slice(0, 10);

/** Weeks that a model must have seen, and that it is judged on. */
const LEAST_SEEN = 12;
const LEAST_JUDGED = 4;
const MOST_JUDGED = 13;

/** From which day on the shop's own past is held back to judge models by; undefined while it is too short. */
export function holdoutStart(firstDay: string, asOf: string): string | undefined {
  const weeks = days(firstDay, asOf) / 7;
  const judged = Math.min(MOST_JUDGED, Math.floor(weeks / 3));
  if (judged < LEAST_JUDGED || weeks - judged < LEAST_SEEN) return undefined;
  return dayBefore(asOf, judged * 7 - 1);
}

/** The weeks after a holdout's first day's eve. */
export function holdoutWeeks(from: string, asOf: string): Result<number> {
  const held = days(from, asOf) + 1;
  return held >= 1
    ? ok(held / 7)
    : fail('holdout_after_end', { from, as_of: asOf }, '/holdout_from');
}

/** How far the predicted means lie from the actual ones, frequency by frequency. */
const offBy = ({ calibration, customers }: Holdout): number =>
  calibration.reduce((sum, row) => sum + row.customers * Math.abs(row.actual - row.predicted), 0) /
  Math.max(1, customers);

const AS_GOOD = 1.01;

/**
 * The model that foresaw the shop's own last weeks best: of those within one percent of the lowest RMSE
 * (which mostly measures chance), the one whose means lie nearest, frequency by frequency.
 */
export function bestOf(judged: Partial<Record<CountModel, Holdout>>): CountModel {
  const all = COUNT_MODELS.flatMap((model) =>
    judged[model] ? [{ model, holdout: judged[model] }] : [],
  );
  const least = Math.min(...all.map(({ holdout }) => holdout.rmse));
  const near = all.filter(({ holdout }) => holdout.rmse <= least * AS_GOOD);
  return near.toSorted((a, b) => offBy(a.holdout) - offBy(b.holdout))[0]?.model ?? 'mbgnbd';
}

/** Of what a fit was made of; enough of a change asks for a new one. */
export interface Basis {
  asOf: string;
  repeats: number;
  currency: string | null;
}

const STALE_DAYS = 28;
const CHANGED_SHARE = 0.05;

/** A fit holds for four weeks, unless repeat purchases grew or shrank by a twentieth, or money is counted otherwise. */
export const needsFit = (fitted: Basis | undefined, now: Basis): boolean =>
  fitted === undefined ||
  fitted.currency !== now.currency ||
  Math.abs(days(fitted.asOf, now.asOf)) > STALE_DAYS ||
  Math.abs(now.repeats - fitted.repeats) > CHANGED_SHARE * Math.max(1, fitted.repeats);

/** How often it is looked whether a fit is out of date: on a large shop the look itself costs a second. */
const LOOK_EVERY_MS = 600_000;

export const looksAgain = (lookedAt: Date | undefined, now: Date): boolean =>
  lookedAt === undefined || Math.abs(now.getTime() - lookedAt.getTime()) >= LOOK_EVERY_MS;

/** Why a figure of one customer is missing, as a code with its parameters. */
export interface Unknown {
  code: string;
  params?: Record<string, string | number>;
}

/** Without a purchase for as long as a fit holds, the silence itself speaks: a shop that was not imported looks deserted. */
export function oldData(lastDay: string | null, asOf: string): Unknown | null {
  const silent = lastDay === null ? 0 : days(lastDay, asOf.slice(0, 10));
  return silent > STALE_DAYS
    ? { code: 'forecast_old_data', params: { day: lastDay!, days: silent } }
    : null;
}

/** What is known of the fit, where there is one. */
interface Fitting {
  model: CountModel;
  withoutDropout: boolean;
  currency: string | null;
  spends: boolean;
}

/** Why P(alive) of a customer with x repeat days is not told; null where it is. */
export function aliveUnknown(
  { model, withoutDropout }: Pick<Fitting, 'model' | 'withoutDropout'>,
  x: number,
): Unknown | null {
  if (saysAlive(model, withoutDropout, x)) return null;
  return { code: withoutDropout ? 'alive_nobody_leaves' : 'alive_bought_once' };
}

/** Why there is no expected value, where orders are expected. */
export function valueUnknown({ currency, spends }: Fitting): Unknown {
  if (currency === null) return { code: 'forecast_currencies' };
  return { code: spends ? 'forecast_no_mean' : 'forecast_no_amounts' };
}

/** Under BG/NBD someone who bought once is there by construction, and without dropout everybody is: neither is news. */
export const saysAlive = (model: CountModel, withoutDropout: boolean, x: number): boolean =>
  !withoutDropout && !(model === 'bgnbd' && x === 0);
