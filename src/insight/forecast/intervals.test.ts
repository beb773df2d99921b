import { expect, test } from 'vitest';
import { gamma, randomFrom, simulate, type Shop } from '../../../test/support/buyers.ts';
import type { Groups } from './groups.ts';
import type { SpendParams } from './models/spend.ts';
import { scoreGroups } from './scores.ts';
import { totals } from './totals.ts';

const SPEND: SpendParams = [6, 3.7, 1500];
const SHOPS: (Shop & { model: 'bgnbd' | 'pnbd' | 'mbgcnbd' })[] = [
  {
    model: 'bgnbd',
    params: [0.6, 5, 0.9, 2.5],
    customers: 4000,
    arrivals: 30,
    weeks: 60,
    later: 52,
  },
  { model: 'pnbd', params: [0.9, 8, 0.7, 12], customers: 4000, arrivals: 30, weeks: 60, later: 52 },
  {
    model: 'mbgcnbd',
    k: 2,
    params: [1, 4, 0.7, 2.5],
    customers: 4000,
    arrivals: 30,
    weeks: 60,
    later: 52,
  },
];

interface World {
  groups: Groups;
  zbar: number[];
  /** What each customer bought and spent in the year after. */
  after: number[];
  spent: number[];
}

function worldOf(shop: Shop, seed: number): World {
  const past = simulate(shop, seed);
  const random = randomFrom(seed + 1);
  const [p, q, scale] = SPEND;
  const sums = past.x.map((x, i) => {
    const rate = gamma(random, q, scale);
    return {
      zbar: x === 0 ? 0 : gamma(random, p * x, rate) / x,
      spent: past.after[i] === 0 ? 0 : gamma(random, p * past.after[i]!, rate),
    };
  });
  const zbar = sums.map((one) => one.zbar);
  const groups = {
    x: Float64Array.from(past.x),
    recency_days: Float64Array.from(past.recency, (t) => t * 7),
    age_days: Float64Array.from(past.age, (t) => t * 7),
    n: new Float64Array(past.x.length).fill(1),
    z: Float64Array.from(zbar),
    zz: Float64Array.from(zbar, (z) => z * z),
  };
  return { groups, zbar, after: past.after, spent: sums.map((one) => one.spent) };
}

test.each(SHOPS)(
  '$model: a customer’s year lies within its 80 % interval eight times of ten',
  (shop) => {
    const { groups, zbar, spent, after } = worldOf(shop, 31);
    const scores = scoreGroups(
      { model: shop.model, k: shop.k ?? 1, params: shop.params },
      SPEND,
      groups,
      52,
    );
    const counts = { high: 0, above: 0, many: 0, low: 0, below: 0, expected: 0, real: 0 };
    spent.forEach((value, i) => {
      const reach = SPEND[2] + groups.x[i]! * zbar[i]!;
      counts.high += Number(scores.high[i]! > 0);
      counts.above += Number(scores.high[i]! > 0 && value > scores.high[i]! * reach);
      counts.many += Number(after[i]! > scores.orders_high[i]!);
      counts.low += Number(scores.low[i]! > 0);
      counts.below += Number(value < scores.low[i]! * reach);
      counts.expected += scores.value[i]! * reach;
      counts.real += value;
    });
    // Of those whose bound is above nothing (of the others more than nine of ten buy nothing at all): a tenth
    // above it, or a little less, as the lognormal is somewhat wide for who hardly buys any more.
    expect(counts.above / counts.high).toBeGreaterThan(0.07);
    expect(counts.above / counts.high).toBeLessThan(0.115);
    // Whole orders: the bound holds nine of ten or more.
    expect(counts.many / spent.length).toBeLessThan(0.11);
    expect(counts.many / spent.length).toBeGreaterThan(0.02);
    expect(counts.low).toBeGreaterThan(50);
    expect(counts.below / counts.low).toBeLessThan(0.2);
    expect(Math.abs(counts.expected / counts.real - 1)).toBeLessThan(0.08);
  },
);

test.each(SHOPS)('$model: so does the sum over all customers', (shop) => {
  const certain = { count: null, spend: null };
  let inside = 0;
  for (let seed = 100; seed < 140; seed++) {
    const { groups, after } = worldOf({ ...shop, customers: 200 }, seed);
    const fit = { model: shop.model, k: shop.k ?? 1, params: shop.params };
    const [year] = totals(fit, SPEND, groups, [52], certain);
    const bought = after.reduce((sum, n) => sum + n, 0);
    inside += Number(bought >= year!.purchases.low && bought <= year!.purchases.high);
  }
  // 32 of 40 expected; outside 25–38 a right interval falls one time in a hundred.
  expect(inside).toBeGreaterThanOrEqual(25);
  expect(inside).toBeLessThanOrEqual(38);
});

test('what is uncertain about the parameters widens the sum’s interval', () => {
  const { groups } = worldOf({ ...SHOPS[0]!, customers: 300 }, 7);
  const fit = { model: 'bgnbd' as const, k: 1, params: SHOPS[0]!.params };
  const unsure = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 0.04 : 0)));
  const [sure] = totals(fit, SPEND, groups, [52], { count: null, spend: null });
  const [wide] = totals(fit, SPEND, groups, [52], { count: unsure, spend: null });
  expect(wide!.purchases.expected).toBe(sure!.purchases.expected);
  const width = ({ low, high }: { low: number; high: number }): number => high - low;
  expect(width(wide!.purchases)).toBeGreaterThan(1.5 * width(sure!.purchases));
  expect(width(wide!.value!)).toBeGreaterThan(1.2 * width(sure!.value!));
});
