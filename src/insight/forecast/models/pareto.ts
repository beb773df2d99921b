import { digamma, gammaln, logHyp2f1 } from '../../../kernel/statistics/index.ts';
import type { CountStats } from '../statistics.ts';
import type { History } from './regular.ts';

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987), with the likelihood as Fader & Hardie (2005, "A Note
 * on Deriving the Pareto/NBD Model") write it. Parameters: r, α of buying, s, β of leaving.
 */
export type Params = readonly [r: number, alpha: number, s: number, beta: number];

/** ln ∫ from t on of the chance to have left just then: F(x, t) of the note. */
function logTail(p: Params, x: number, time: number): number {
  const r = p[0];
  const alpha = p[1];
  const s = p[2];
  const beta = p[3];
  const high = Math.max(alpha, beta);
  const a = r + s + x;
  const b = alpha >= beta ? s + 1 : r + x;
  return logHyp2f1(a, b, Math.abs(alpha - beta) / (high + time)) - a * Math.log(high + time);
}

const logAlive = (p: Params, x: number, time: number): number =>
  -(p[0] + x) * Math.log(p[1] + time) - p[2] * Math.log(p[3] + time);

function tables(st: CountStats, p: Params, of: typeof logTail): Float64Array {
  const table = new Float64Array(st.pairX.length);
  for (let i = 0; i < table.length; i++) table[i] = of(p, st.pairX[i]!, st.pairTime[i]!);
  return table;
}

interface Pass {
  value: number;
  /** Slopes in the tables, per pair; `open` in ln (s / (r + s + x)), per x. */
  alive: Float64Array;
  tail: Float64Array;
  open: Float64Array;
}

/** One pass over the histories. Their slopes in the two tables gather per pair. */
function pass(st: CountStats, [r, , s]: Params, alive: Float64Array, tail: Float64Array): Pass {
  const zero = (): Float64Array => new Float64Array(st.pairX.length);
  const out: Pass = {
    value: 0,
    alive: zero(),
    tail: zero(),
    open: new Float64Array(st.how.length),
  };
  for (let i = 0; i < st.n.length; i++) {
    const last = st.last[i]!;
    const age = st.age[i]!;
    const n = st.n[i]!;
    const x = st.pairX[age]!;
    const kept = Math.exp(Math.min(0, tail[age]! - tail[last]!));
    const left = tail[last]! + Math.log1p(-kept) + Math.log(s / (r + s + x));
    const gone = left - alive[age]!;
    const small = Math.exp(-Math.abs(gone));
    const chance = gone > 0 ? 1 / (1 + small) : small / (1 + small);
    out.value += n * ((gone > 0 ? left : alive[age]!) + Math.log1p(small));
    out.alive[age]! += n * (1 - chance);
    out.open[x]! += n * chance;
    if (kept === 1) continue;
    out.tail[last]! += (n * chance) / (1 - kept);
    out.tail[age]! -= (n * chance * kept) / (1 - kept);
  }
  return out;
}

const STEP = 1e-6;

/** Σ weight · (table moved along one parameter − table) / step. */
function slopeOfTail(
  st: CountStats,
  weight: Float64Array,
  tail: Float64Array,
  moved: Params,
): number {
  const there = tables(st, moved, logTail);
  let sum = 0;
  for (let i = 0; i < weight.length; i++)
    if (weight[i] !== 0) sum += weight[i]! * (there[i]! - tail[i]!);
  return sum / STEP;
}

/** The same along β, which α's slope gives away: F is homogeneous in α, β and t, and its slope in t is known. */
function slopeInBeta(
  st: CountStats,
  p: Params,
  { tail: weight }: Pass,
  tail: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < weight.length; i++) {
    const x = st.pairX[i]!;
    const time = st.pairTime[i]!;
    const density = logAlive(p, x, time) - Math.log(p[3] + time) - tail[i]!;
    sum += weight[i]! * (p[0] + p[2] + x) * (time * Math.exp(density) - 1);
  }
  return sum;
}

/** Slopes of Σ weight · logAlive in the logarithms of the parameters. */
function slopesOfAlive(st: CountStats, [r, alpha, s, beta]: Params, { alive }: Pass): number[] {
  const slopes = [0, 0, 0, 0];
  for (let i = 0; i < alive.length; i++) {
    const w = alive[i]!;
    if (w === 0) continue;
    const time = st.pairTime[i]!;
    slopes[0]! -= w * r * Math.log(alpha + time);
    slopes[1]! -= (w * alpha * (r + st.pairX[i]!)) / (alpha + time);
    slopes[2]! -= w * s * Math.log(beta + time);
    slopes[3]! -= (w * beta * s) / (beta + time);
  }
  return slopes;
}

/** Slopes of what stands before the tables; adds its value. */
function constants(st: CountStats, [r, alpha, s, beta]: Params, seen: Pass): number[] {
  const slopes = [0, 0, 0, 0];
  const constant = r * Math.log(alpha) + s * Math.log(beta) - gammaln(r);
  for (let x = 0; x < st.how.length; x++) {
    const n = st.how[x]!;
    if (n === 0) continue;
    seen.value += n * (gammaln(r + x) + constant);
    const open = seen.open[x]! / (r + s + x);
    slopes[0]! += r * (n * (digamma(r + x) - digamma(r) + Math.log(alpha)) - open);
    slopes[1]! += n * r;
    slopes[2]! += s * (n * Math.log(beta) - open) + seen.open[x]!;
    slopes[3]! += n * s;
  }
  return slopes;
}

/** The log-likelihood and its slopes in the logarithms of the parameters. */
export function paretoLikelihood(st: CountStats, p: Params): { value: number; slopes: number[] } {
  const tail = tables(st, p, logTail);
  const seen = pass(st, p, tables(st, p, logAlive), tail);
  const before = constants(st, p, seen);
  const alive = slopesOfAlive(st, p, seen);
  const along = (i: number): number =>
    slopeOfTail(st, seen.tail, tail, p.with(i, p[i]! * Math.exp(STEP)) as unknown as Params);
  const inAlpha = along(1);
  const inTail = [along(0), inAlpha, along(2), slopeInBeta(st, p, seen, tail) - inAlpha];
  return { value: seen.value, slopes: before.map((slope, i) => slope + alive[i]! + inTail[i]!) };
}

/** ln of the odds to have left against to be still there. */
export function logOddsLeft(p: Params, h: History): number {
  const [r, , s] = p;
  if (s === 0 || h.age <= h.recency) return -Infinity;
  const [from, to] = [logTail(p, h.x, h.recency), logTail(p, h.x, h.age)];
  const open = from + Math.log1p(-Math.exp(Math.min(0, to - from)));
  return open + Math.log(s / (r + s + h.x)) - logAlive(p, h.x, h.age);
}
