import type { CountModel } from './family.ts';
import { fitCount } from './fit-count.ts';
import { fitSpend } from './fit-spend.ts';
import { historyAt, oncePerAge, statsOf, type Groups } from './groups.ts';
import { meanOf } from './counts.ts';
import { judge, type WatchedGroups } from './holdout.ts';
import { spendStats, type SpendParams } from './models/spend.ts';
import { aliveChance, forgetsRecency, tailIfAlive, type Fitted } from './outlook.ts';
import { scoreGroups } from './scores.ts';
import { totals, type Certain } from './totals.ts';

interface Fit {
  model: CountModel;
  groups: Groups;
  logGaps: number | null;
}

function summary(fit: Fitted, groups: Groups, weeks: number): { alive: number; total: number } {
  const meanAhead = oncePerAge(forgetsRecency(fit), (h) => meanOf(tailIfAlive(fit, h, weeks)));
  let [alive, total, customers] = [0, 0, 0];
  for (let i = 0; i < groups.x.length; i++) {
    const h = historyAt(groups, i);
    const chance = aliveChance(fit, h);
    const n = groups.n[i]!;
    customers += n;
    alive += n * chance;
    total += n * chance * meanAhead(h);
  }
  return { alive: customers === 0 ? 0 : alive / customers, total };
}

/** What is worked out off the event loop. Each is a pure function. */
export const TASKS = {
  fit: ({ model, groups, logGaps }: Fit) => fitCount(statsOf(groups, logGaps), model),
  fitSpend: ({ x, zbar }: { x: Float64Array; zbar: Float64Array }) => fitSpend(spendStats(x, zbar)),
  summary: ({ fit, groups, weeks }: { fit: Fitted; groups: Groups; weeks: number }) =>
    summary(fit, groups, weeks),
  holdout: ({
    groups,
    weeks,
    ...asked
  }: Omit<Fit, 'groups'> & { groups: WatchedGroups; weeks: number }) => {
    const fit = fitCount(statsOf(groups, asked.logGaps), asked.model);
    return { fit, holdout: judge(fit, groups, weeks) };
  },
  score: (asked: {
    fit: Fitted;
    spend: SpendParams | null;
    groups: Pick<Groups, 'x' | 'recency_days' | 'age_days'>;
    weeks: number;
  }) => scoreGroups(asked.fit, asked.spend, asked.groups, asked.weeks),
  totals: (asked: {
    fit: Fitted;
    spend: SpendParams | null;
    groups: Groups;
    horizons: number[];
    certain: Certain;
  }) => totals(asked.fit, asked.spend, asked.groups, asked.horizons, asked.certain),
};

export type Tasks = typeof TASKS;
