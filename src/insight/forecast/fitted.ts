import { fail, minorDigits, ok, type Result } from '../../kernel/index.ts';
import type { Read } from '../../lens/index.ts';
import { calculate } from './desk.ts';
import { dayOf } from './choose.ts';
import type { CountModel } from './family.ts';
import type { CountFit } from './fit-count.ts';
import type { SpendFit } from './fit-spend.ts';
import { dayBefore, holdoutWeeks } from './rules.ts';
import type { FitAnswer, HoldoutAnswer, Model, Parameters } from './schema.ts';
import { readGroups, readLogGaps, readSpend, readWatched, type Scope } from './store.ts';

const NAMES = {
  bgnbd: ['r', 'alpha', 'a', 'b'],
  mbgnbd: ['r', 'alpha', 'a', 'b'],
  mbgcnbd: ['r', 'alpha', 'a', 'b'],
  pnbd: ['r', 'alpha', 's', 'beta'],
} as const;

const named = (
  names: readonly string[],
  values: readonly (number | null)[],
): Record<string, number | null> =>
  Object.fromEntries(names.map((name, i) => [name, values[i] ?? null]));

/** Where nobody leaves, the dropout's second parameter means nothing. */
export function parametersOf(fit: CountFit): Parameters {
  const values = fit.limit === 'no_dropout' ? [...fit.params.slice(0, 3), null] : fit.params;
  return {
    params: { ...named(NAMES[fit.model], values), ...(fit.model === 'mbgcnbd' && { k: fit.k }) },
    standard_errors: named(NAMES[fit.model], fit.errors),
    log_likelihood: fit.logLikelihood,
    customers: fit.customers,
    degenerate: fit.limit !== null,
    limit: fit.limit,
  };
}

/** In units of the currency, as the literature prints it; inside, money is in minor units. */
function spendParameters(fit: SpendFit, currency: string): Parameters {
  const unit = 10 ** minorDigits(currency);
  const scaled = (values: readonly (number | null)[]): (number | null)[] =>
    values.map((value, i) => (i === 2 && value !== null ? value / unit : value));
  const names = ['p', 'q', 'gamma'];
  return {
    params: named(names, scaled(fit.params)),
    standard_errors: named(names, scaled(fit.errors)),
    log_likelihood: fit.logLikelihood + fit.customers * Math.log(unit),
    customers: fit.customers,
    degenerate: fit.degenerate,
    limit: null,
  };
}

export interface FitQuestion extends Scope {
  model: Model;
  weeks: number;
  holdoutFrom?: string | undefined;
}

async function holdoutFor(
  read: Read,
  asked: FitQuestion,
  model: CountModel,
): Promise<Result<HoldoutAnswer>> {
  const from = asked.holdoutFrom!;
  const weeks = holdoutWeeks(from, dayOf(asked.asOf));
  if (!weeks.ok) return weeks;
  const eve = dayBefore(from);
  const groups = await readWatched(read, asked, eve);
  if (groups.x.length === 0) return fail('nothing_to_fit', {}, '/holdout_from');
  const logGaps = model === 'mbgcnbd' ? await readLogGaps(read, asked, eve) : null;
  const { fit, holdout } = await calculate('holdout', {
    model,
    groups,
    logGaps,
    weeks: weeks.value,
  });
  const { actual, predicted, bias, rmse, calibration, customers } = holdout;
  return ok({
    ...{ actual, predicted, bias, rmse, calibration },
    holdout: { from, weeks: weeks.value, ...parametersOf(fit), customers },
  });
}

async function fitCounts(
  read: Read,
  asked: FitQuestion,
  model: CountModel,
): Promise<Result<FitAnswer>> {
  const groups = await readGroups(read, asked);
  if (groups.x.length === 0) return fail('nothing_to_fit');
  const logGaps = model === 'mbgcnbd' ? await readLogGaps(read, asked) : null;
  const fit = await calculate('fit', { model, groups, logGaps });
  const { alive, total } = await calculate('summary', { fit, groups, weeks: asked.weeks });
  const held = asked.holdoutFrom === undefined ? undefined : await holdoutFor(read, asked, model);
  if (held && !held.ok) return held;
  return ok({
    ...{ model, ...parametersOf(fit), mean_p_alive: alive },
    expected_transactions: { weeks: asked.weeks, total },
    ...held?.value,
  });
}

/** Fits one model as asked, whatever is chosen for the shop; keeps nothing. */
export async function fitModel(read: Read, asked: FitQuestion): Promise<Result<FitAnswer>> {
  if (asked.model !== 'gg') return fitCounts(read, asked, asked.model);
  const fit = await calculate('fitSpend', await readSpend(read, asked));
  if (fit === undefined || asked.currency === null) return fail('nothing_to_fit');
  const found = spendParameters(fit, asked.currency);
  return ok({ model: 'gg', ...found, mean_p_alive: null, expected_transactions: null });
}
