import { digamma, gammaln } from '../../../kernel/statistics/index.ts';
import type { CountStats } from '../statistics.ts';

/**
 * The family of BG/NBD (Fader, Hardie & Lee 2005), MBG/NBD (Batislam et al. 2007) and (M)BG/CNBD-k
 * (Platzer & Reutterer 2016): purchases follow an Erlang-k clock whose rate is gamma distributed over
 * customers, and after each purchase a customer leaves with a beta distributed probability.
 */
export interface Family {
  /** 1: gaps are exponential; above: more regular. */
  k: number;
  /** The first purchase may be the last, too. */
  mayLeaveAtOnce: boolean;
  /** Without: NBD, where nobody ever leaves. */
  dropout: boolean;
}

interface Stages {
  sum: number;
  /** Slope of the sum in the shape. */
  inShape: number;
  /** Σ j of its terms: α times its slope in ln α, negative. */
  stagesIn: number;
}

/** Σ over j < k of how likely j stages of the running gap have passed, against none. */
function stages(k: number, shape: number, share: number): Stages {
  let term = 1;
  let sum = 1;
  let harmonic = 0;
  let inShape = 0;
  let stagesIn = 0;
  for (let j = 1; j < k; j++) {
    term *= ((shape + j - 1) * share) / j;
    harmonic += 1 / (shape + j - 1);
    sum += term;
    inShape += term * harmonic;
    stagesIn += j * term;
  }
  return { sum, inShape, stagesIn };
}

interface Sums {
  value: number;
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/** What depends on x alone, once per distinct x. */
function perCount(s: CountStats, f: Family, [r, alpha, a, b]: readonly number[], out: Sums): void {
  const [lr, la, dr] = [gammaln(r!), Math.log(alpha!), digamma(r!)];
  const [lab, lb, dab, db] = [gammaln(a! + b!), gammaln(b!), digamma(a! + b!), digamma(b!)];
  for (let x = 0; x < s.how.length; x++) {
    const n = s.how[x]!;
    if (n === 0) continue;
    const shape = r! + f.k * x;
    out.value += n * (gammaln(shape) - lr + r! * la);
    out.r += n * (digamma(shape) - dr + la);
    out.alpha += (n * r!) / alpha!;
    const stays = x + Number(f.mayLeaveAtOnce);
    if (!f.dropout || stays === 0) continue;
    out.value += n * (lab - lb + gammaln(b! + stays) - gammaln(a! + b! + stays));
    const all = digamma(a! + b! + stays);
    out.a += n * (dab - all);
    out.b += n * (dab - db + digamma(b! + stays) - all);
  }
}

/** (r + k·x) ln(α + t) of every pair. */
function reachTable(s: CountStats, k: number, r: number, alpha: number): Float64Array {
  const table = new Float64Array(s.pairX.length);
  for (let i = 0; i < table.length; i++)
    table[i] = (r + k * s.pairX[i]!) * Math.log(alpha + s.pairTime[i]!);
  return table;
}

/** ln of a customer's odds, before time is looked at, to have left after purchase x. */
function oddsTable(s: CountStats, f: Family, a: number, b: number): Float64Array {
  const extra = Number(f.mayLeaveAtOnce);
  const table = new Float64Array(s.how.length).fill(-Infinity);
  if (f.dropout)
    for (let x = 1 - extra; x < table.length; x++) table[x] = Math.log(a / (b + x + extra - 1));
  return table;
}

/**
 * What depends on whole histories: one exponential each. Weights gather per pair, so that slopes cost
 * one pass over the pairs. The loop is written flat: destructuring in it took twice the time.
 */
function perHistory(s: CountStats, f: Family, p: readonly number[], out: Sums): Float64Array {
  const [r, alpha, a, b] = p as [number, number, number, number];
  const term = reachTable(s, f.k, r, alpha);
  const odds = oddsTable(s, f, a, b);
  const weight = new Float64Array(s.pairX.length);
  const left = new Float64Array(s.how.length);
  let value = 0;
  for (let i = 0; i < s.n.length; i++) {
    const last = s.last[i]!;
    const age = s.age[i]!;
    const n = s.n[i]!;
    const x = s.pairX[age]!;
    const lnSum = f.k === 1 ? 0 : Math.log(stages(f.k, r + f.k * x, sinceShare(s, i, alpha)).sum);
    const gone = odds[x]! + term[age]! - term[last]! - lnSum;
    // ln(1 + e^gone) without overflow, and the chance to have left.
    const small = Math.exp(-Math.abs(gone));
    const chance = gone > 0 ? 1 / (1 + small) : small / (1 + small);
    value += n * ((gone > 0 ? gone : 0) + Math.log1p(small) + lnSum - term[age]!);
    weight[last]! += n * chance;
    weight[age]! += n * (1 - chance);
    left[x]! += n * chance;
    if (f.k > 1) stageSlopes(s, f.k, r, alpha, i, n * (1 - chance), out);
  }
  out.value += value;
  for (let x = 0; x < left.length; x++) {
    if (left[x] === 0) continue;
    out.a += left[x]! / a;
    out.b -= left[x]! / (b + x + Number(f.mayLeaveAtOnce) - 1);
  }
  return weight;
}

/** The part of α + T that has passed since the last purchase. */
function sinceShare(s: CountStats, i: number, alpha: number): number {
  const age = s.pairTime[s.age[i]!]!;
  return (age - s.pairTime[s.last[i]!]!) / (alpha + age);
}

function stageSlopes(
  s: CountStats,
  k: number,
  r: number,
  alpha: number,
  i: number,
  weight: number,
  out: Sums,
): void {
  const age = s.age[i]!;
  const found = stages(k, r + k * s.pairX[age]!, sinceShare(s, i, alpha));
  out.r += (weight * found.inShape) / found.sum;
  out.alpha -= (weight * found.stagesIn) / found.sum / (alpha + s.pairTime[age]!);
}

/** The log-likelihood, and its slopes in r, α, a, b. */
export function regularLikelihood(s: CountStats, f: Family, p: readonly number[]): Sums {
  const params = f.dropout ? p : [p[0]!, p[1]!, 1, 1];
  const out: Sums = { value: 0, r: 0, alpha: 0, a: 0, b: 0 };
  perCount(s, f, params, out);
  const weight = perHistory(s, f, params, out);
  const [r, alpha] = params as [number, number];
  for (let i = 0; i < weight.length; i++) {
    const reach = alpha + s.pairTime[i]!;
    out.r -= weight[i]! * Math.log(reach);
    out.alpha -= (weight[i]! * (r + f.k * s.pairX[i]!)) / reach;
  }
  // Of the Erlang density: constant in the parameters, but k is chosen by it.
  if (f.k > 1 && s.logGaps !== null) out.value += (f.k - 1) * s.logGaps - s.repeats * gammaln(f.k);
  return out;
}

export interface History {
  x: number;
  recency: number;
  age: number;
}

/** ln of the odds to have left against to be still there. Minus infinity where the model cannot tell. */
export function logOddsLeft(f: Family, [r, alpha, a, b]: readonly number[], h: History): number {
  const stays = h.x + Number(f.mayLeaveAtOnce);
  if (stays === 0 || a === 0) return -Infinity;
  const shape = r! + f.k * h.x;
  const reach = alpha! + h.age;
  const { sum } = stages(f.k, shape, (h.age - h.recency) / reach);
  const odds = Math.log(a! / (b! + stays - 1));
  return odds + shape * Math.log(reach / (alpha! + h.recency)) - Math.log(sum);
}

/** How likely j stages of the running gap have passed already, given the customer is still there. */
export function stageWeights(k: number, shape: number, share: number): number[] {
  const weights = [1];
  for (let j = 1; j < k; j++) weights.push((weights[j - 1]! * (shape + j - 1) * share) / j);
  const sum = weights.reduce((total, w) => total + w, 0);
  return weights.map((w) => w / sum);
}
