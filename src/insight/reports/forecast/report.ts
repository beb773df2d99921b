import { choiceAtHand, hiddenBecause, oldData, readBase, totalsFor } from '../../forecast/index.ts';
import { bought, whoConditions } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import type { Statement } from '../statement.ts';
import { Answer } from './schema.ts';
import { words } from './words.ts';

/** A month, a quarter, a year. */
const HORIZONS = [4, 13, 52];

type Model = Answer['models'][number];

async function answer({ db, now, read, later, filters, currency, kept }: Ask): Promise<Answer> {
  const scope = { asOf: filters.asOf, shops: filters.shops, currency };
  const known = { ...scope, ...(kept.has('sale') && { histories: 'lens.main.history' }) };
  const base = await readBase(read, known);
  const { choice } = await choiceAtHand({ db, read, later, now }, scope, true);
  const counts = {
    ...{ customers: base.customers, repeat_customers: base.repeaters },
    old_data: oldData(base.lastDay, filters.asOf),
  };
  const hidden = hiddenBecause(base.repeaters);
  if (hidden !== null || choice === undefined)
    return {
      ...{ hidden, ...counts, model: null, limit: null, learnt_as_of: null },
      ...{ horizons: [], backtest: null, models: [] },
    };
  const { count, holdouts } = choice;
  const models = Object.entries(holdouts).map(
    ([model, { actual, predicted, bias, rmse }]): Model => {
      const tested = { actual, predicted, bias, rmse };
      return { model, chosen: model === count.model, ...tested };
    },
  );
  const horizons = await totalsFor(read, known, choice, HORIZONS, (statement) =>
    whoConditions(statement, filters),
  );
  const test = holdouts[count.model];
  return {
    ...{ hidden: null, ...counts, model: count.model, limit: count.limit },
    ...{ learnt_as_of: choice.asOf, horizons, models },
    backtest: test ? { ...test, actual: test.actual } : null,
  };
}

function says({ hidden, horizons, backtest, old_data }: Answer): Saying[] {
  if (hidden !== null) return [{ code: 'too_few', params: hidden.params }];
  const quarter = horizons.find(({ weeks }) => weeks === 13);
  if (quarter === undefined) return [];
  const { low, high } = quarter.purchases;
  const ahead = [
    { code: 'ahead', params: { low: Math.round(low), high: Math.round(high) } },
    ...(old_data === null ? [] : [{ code: 'old', params: old_data.params ?? {} }]),
  ];
  const bias = backtest?.bias ?? null;
  if (backtest === null) return [...ahead, { code: 'untested', params: {} }];
  // Where nobody came nothing can be missed; off by −1, nothing was foreseen and no range follows.
  if (bias === null || bias <= -1)
    return [...ahead, { code: 'nobody_came', params: { weeks: Math.round(backtest.weeks) } }];
  const off = { share: Math.abs(bias), weeks: Math.round(backtest.weeks) };
  const missed = { low: Math.round(low / (1 + bias)), high: Math.round(high / (1 + bias)) };
  return [...ahead, { code: bias < 0 ? 'too_low' : 'too_high', params: { ...off, ...missed } }];
}

/** Whom it is learnt from, whatever of them the page is narrowed to. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  if (key !== 'all') return undefined;
  const { asOf, today, shops } = ask.filters;
  const everyone = bought(statement, { ...ask, filters: { asOf, today, shops } });
  return `WITH ${everyone} SELECT DISTINCT person_id FROM bought`;
}

export const forecast: Report<Answer> = {
  name: 'forecast',
  reads: ['sale'],
  answer: Answer,
  run: answer,
  ...{ says, people },
  ...words,
};
