/** Simulated purchase histories with known parameters, for forecasts. */
import type { Histories } from '../../src/insight/forecast/statistics.ts';

/** mulberry32: the same seed, the same shop. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia & Tsang. */
export function gamma(random: () => number, shape: number, rate = 1): number {
  if (shape < 1) return gamma(random, shape + 1, rate) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return (d * v) / rate;
  }
}

const beta = (random: () => number, a: number, b: number): number => {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
};

export interface Shop {
  model: 'bgnbd' | 'mbgnbd' | 'pnbd' | 'mbgcnbd' | 'nbd';
  params: readonly number[];
  k?: number;
  customers: number;
  /** Weeks in which first purchases happen, and weeks seen altogether. */
  arrivals: number;
  weeks: number;
  /** Weeks watched after that. */
  later?: number;
}

export interface Simulated extends Histories {
  x: number[];
  recency: number[];
  age: number[];
  /** Purchases in the later weeks. */
  after: number[];
  logGaps: number;
  /** Weeks of all repeat purchases since the first, the later ones too. */
  times: number[][];
}

/** The weeks of one customer's repeat purchases. */
function repeats(random: () => number, { model, params, k = 1 }: Shop, until: number): number[] {
  const [r, alpha, first, second] = params as [number, number, number, number];
  const rate = gamma(random, r, alpha);
  const end = model === 'pnbd' ? -Math.log(1 - random()) / gamma(random, first, second) : Infinity;
  const leaves = model === 'pnbd' || model === 'nbd' ? 0 : beta(random, first, second);
  const times: number[] = [];
  if (model.startsWith('mbg') && random() < leaves) return times;
  for (let at = gamma(random, k, rate); at <= Math.min(until, end); at += gamma(random, k, rate)) {
    times.push(at);
    if (random() < leaves) break;
  }
  return times;
}

export function simulate(shop: Shop, seed: number): Simulated {
  const random = randomFrom(seed);
  const out: Simulated = { x: [], recency: [], age: [], after: [], logGaps: 0, times: [] };
  for (let i = 0; i < shop.customers; i++) {
    const age = shop.weeks - random() * shop.arrivals;
    const times = repeats(random, shop, age + (shop.later ?? 0));
    const seen = times.filter((at) => at <= age);
    out.times.push(times);
    out.x.push(seen.length);
    out.recency.push(seen.at(-1) ?? 0);
    out.age.push(age);
    out.after.push(times.length - seen.length);
    seen.forEach((at, n) => (out.logGaps += Math.log(at - (seen[n - 1] ?? 0))));
  }
  return out;
}
