import { normalQuantile } from '../../kernel/statistics/index.ts';
import { historyAt, oncePerAge, type Groups } from './groups.ts';
import type { SpendParams } from './models/spend.ts';
import { aliveChance, forgetsRecency, momentsIfAlive, type Fitted } from './outlook.ts';

/** A sum over all customers with its 80 % interval. */
export interface Estimate {
  expected: number;
  low: number;
  high: number;
}

export interface Total {
  weeks: number;
  purchases: Estimate;
  /** Null without amounts in one currency. */
  value: Estimate | null;
}

/** Logarithms of parameters vary by these. */
export interface Certain {
  count: number[][] | null;
  spend: number[][] | null;
}

interface Sums {
  purchases: number;
  purchasesVary: number;
  value: number;
  valueVary: number;
}

/** Below this many degrees the variance of one customer's spend has no end; it is kept finite, and wide. */
const LEAST_TAIL = 0.1;

function sumsOver(
  fit: Fitted,
  spend: SpendParams | null,
  groups: Groups,
  weeks: number,
  stride = 1,
): Sums {
  const sums: Sums = { purchases: 0, purchasesVary: 0, value: 0, valueVary: 0 };
  const [p, q, gamma] = spend ?? [1, 2, 0];
  const momentsOf = oncePerAge(forgetsRecency(fit), (h) => momentsIfAlive(fit, h, weeks));
  for (let i = 0; i < groups.x.length; i += stride) {
    const h = historyAt(groups, i);
    const alive = aliveChance(fit, h);
    const moments = momentsOf(h);
    const [mean, square] = [alive * moments.mean, alive * moments.square];
    const n = groups.n[i]!;
    sums.purchases += n * mean;
    sums.purchasesVary += n * (square - mean ** 2);
    const shape = p * h.x + q;
    const reach = n * gamma + h.x * groups.z[i]!;
    const reach2 = n * gamma ** 2 + 2 * gamma * h.x * groups.z[i]! + h.x ** 2 * groups.zz[i]!;
    const first = p / Math.max(LEAST_TAIL, shape - 1);
    sums.value += mean * first * reach;
    const second = (first / Math.max(LEAST_TAIL, shape - 2)) * reach2;
    sums.valueVary += second * (mean + square * p) - (mean * first) ** 2 * reach2;
  }
  return sums;
}

const STEP = 1e-3;
/** Slopes need no more customers than this: they only say how parameters spread into sums. */
const FOR_SLOPES = 4000;

/** Relative slopes of the two sums in the logarithms of one kind of parameters. */
function relativeSlopes(
  length: number,
  at: (i: number, by: number) => Sums,
): { purchases: number[]; value: number[] } {
  const all = Array.from({ length }, (_, i) => [at(i, STEP), at(i, -STEP)] as const);
  const slope = (of: 'purchases' | 'value'): number[] =>
    all.map(
      ([up, down]) => Math.log(Math.max(up[of], 1e-300) / Math.max(down[of], 1e-300)) / (2 * STEP),
    );
  return { purchases: slope('purchases'), value: slope('value') };
}

const quadratic = (slopes: number[], covariance: number[][] | null): number =>
  covariance === null
    ? 0
    : covariance.reduce(
        (sum, row, i) => sum + row.reduce((s, c, j) => s + c * slopes[i]! * slopes[j]!, 0),
        0,
      );

const EIGHTY = normalQuantile(0.9);

function estimate(expected: number, vary: number, relative: number): Estimate {
  const half = EIGHTY * Math.sqrt(Math.max(0, vary) + relative * expected ** 2);
  return { expected, low: Math.max(0, expected - half), high: expected + half };
}

const moved = (params: readonly number[], i: number, by: number): number[] =>
  params.with(i, params[i]! * Math.exp(by));

/**
 * What all customers together buy. The interval joins how customers' futures vary (their exact
 * variances; customers are independent) with what is uncertain about the parameters (delta method).
 */
export function totals(
  fit: Fitted,
  spend: SpendParams | null,
  groups: Groups,
  horizons: number[],
  certain: Certain,
): Total[] {
  const stride = Math.ceil(groups.x.length / FOR_SLOPES);
  return horizons.map((weeks) => {
    const sums = sumsOver(fit, spend, groups, weeks);
    const count = relativeSlopes(certain.count?.length ?? 0, (i, by) =>
      sumsOver({ ...fit, params: moved(fit.params, i, by) }, spend, groups, weeks, stride),
    );
    const money = relativeSlopes(spend && certain.spend ? 3 : 0, (i, by) =>
      sumsOver(fit, moved(spend!, i, by) as unknown as SpendParams, groups, weeks, stride),
    );
    const ofCount = quadratic(count.purchases, certain.count);
    const ofValue = quadratic(count.value, certain.count) + quadratic(money.value, certain.spend);
    return {
      weeks,
      purchases: estimate(sums.purchases, sums.purchasesVary, ofCount),
      value: spend && estimate(sums.value, sums.valueVary, ofValue),
    };
  });
}
