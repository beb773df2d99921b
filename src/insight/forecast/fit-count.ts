import {
  hessian,
  inverse,
  minimise,
  type Minimum,
  type Smooth,
} from '../../kernel/statistics/index.ts';
import { familyOf, type CountModel } from './family.ts';
import { paretoLikelihood } from './models/pareto.ts';
import { regularLikelihood, type Family } from './models/regular.ts';
import { limitOf, type Limit } from './limits.ts';
import { thinned, type CountStats } from './statistics.ts';

export interface CountFit {
  model: CountModel;
  k: number;
  /** r, α and the two of dropout: a, b, or s, β for Pareto/NBD. Of the NBD limit: 0 and 1. */
  params: number[];
  /** Null where the likelihood is flat: nothing is known there. */
  errors: (number | null)[];
  /** Of the logarithms of the parameters; of r and α alone in the NBD limit. */
  covariance: number[][] | null;
  logLikelihood: number;
  customers: number;
  repeaters: number;
  limit: Limit | null;
}

/** −ln L per customer over the logarithms of the parameters. */
function objective(stats: CountStats, model: CountModel | 'nbd', k: number): Smooth {
  const scale = -1 / stats.customers;
  return (at, gradient) => {
    const p = Array.from(at, Math.exp);
    if (model === 'pnbd') {
      const { value, slopes } = paretoLikelihood(stats, p as [number, number, number, number]);
      gradient.set(slopes.map((slope) => slope * scale));
      return value * scale;
    }
    const family: Family =
      model === 'nbd' ? { k, mayLeaveAtOnce: false, dropout: false } : familyOf(model, k);
    const found = regularLikelihood(stats, family, p);
    const slopes = [found.r, found.alpha, found.a, found.b];
    for (let i = 0; i < gradient.length; i++) gradient[i] = slopes[i]! * p[i]! * scale;
    return found.value * scale;
  };
}

/** Two beginnings: many leave, hardly anyone leaves. The mean rate sets the scale of time. */
function starts(stats: CountStats, model: CountModel | 'nbd', k: number): number[][] {
  const weeks = stats.n.reduce((sum, n, i) => sum + n * stats.pairTime[stats.age[i]!]!, 0);
  const rate = (k * Math.max(stats.repeats, 0.5)) / Math.max(weeks, stats.customers);
  const few = [0.5, 0.25 / rate];
  const many = [1, 1 / rate];
  const mean = Math.max(1, weeks / stats.customers);
  const leaving =
    model === 'pnbd'
      ? [
          [0.5, mean / 2],
          [0.5, mean * 20],
        ]
      : [
          [1, 2.5],
          [0.1, 2],
        ];
  if (model === 'nbd') return [many.map(Math.log)];
  return [few.concat(leaving[0]!), many.concat(leaving[1]!)].map((start) => start.map(Math.log));
}

/** A first look at a part of the histories costs little and leaves a few steps for the whole. */
const FIRST_LOOK = 20_000;

function best(stats: CountStats, model: CountModel | 'nbd', k: number, from?: number[]): Minimum {
  const part = thinned(stats, FIRST_LOOK);
  const found = (from ? [from] : starts(stats, model, k))
    .map((start) => minimise(objective(part, model, k), start))
    .toSorted((one, other) => one.value - other.value)[0]!;
  const search = { tolerance: 1e-10, inverse: found.inverse };
  return minimise(objective(stats, model, k), found.x, search);
}

const toArrays = (rows: Float64Array[] | undefined): number[][] | null =>
  rows?.map((row) => Array.from(row)) ?? null;

/** At the maximum, the curvature in logarithms gives relative errors. */
function certainty(stats: CountStats, model: CountModel | 'nbd', k: number, at: Float64Array) {
  const curved = hessian(objective(stats, model, k), at);
  const inverted = inverse(curved.map((row) => row.map((h) => h * stats.customers)));
  const covariance = toArrays(inverted);
  const errors = Array.from(at, (log, i) =>
    covariance === null ? null : Math.exp(log) * Math.sqrt(covariance[i]![i]!),
  );
  return { covariance, errors };
}

const atOne = (stats: CountStats, model: CountModel, k: number, from?: number[]): CountFit => {
  const { customers, repeaters } = stats;
  const full = best(stats, model, k, from);
  const without = best(stats, 'nbd', k);
  const limit = limitOf(
    Array.from(full.x, Math.exp),
    (without.value - full.value) * customers,
    model === 'pnbd',
  );
  const base = { model, k, customers, repeaters, limit };
  if (limit === 'no_dropout') {
    const { covariance, errors } = certainty(stats, 'nbd', k, without.x);
    const params = [...Array.from(without.x, Math.exp), 0, 1];
    const logLikelihood = -without.value * customers;
    return { ...base, params, errors: [...errors, null, null], covariance, logLikelihood };
  }
  const { covariance, errors } = certainty(stats, model, k, full.x);
  const logLikelihood = -full.value * customers;
  return { ...base, params: Array.from(full.x, Math.exp), errors, covariance, logLikelihood };
};

const MOST_REGULAR = 12;

/**
 * Maximum likelihood. Of MBG/CNBD-k, k grows while the likelihood does (Platzer & Reutterer 2016).
 */
export function fitCount(stats: CountStats, model: CountModel): CountFit {
  let found = atOne(stats, model, 1);
  if (model !== 'mbgcnbd' || stats.logGaps === null) return found;
  for (let k = 2; k <= MOST_REGULAR; k++) {
    const next = atOne(stats, model, k);
    if (next.logLikelihood <= found.logLikelihood) break;
    found = next;
  }
  return found;
}
