import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  digamma,
  gammaln,
  hessian,
  inverse,
  logHyp2f1,
  minimise,
  normalQuantile,
  trigamma,
} from './index.ts';

const positive = fc.double({ min: 1e-3, max: 5000, noNaN: true });

test('ln Γ and its derivatives: known values, and the recurrence everywhere', () => {
  expect(gammaln(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  expect(gammaln(11)).toBeCloseTo(Math.log(3_628_800), 12);
  expect(digamma(1)).toBeCloseTo(-0.577_215_664_901_532_9, 12);
  expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 11);
  fc.assert(
    fc.property(positive, (x) => {
      const near = (a: number, b: number): void =>
        expect(Math.abs(a - b)).toBeLessThan(1e-11 * (1 + Math.abs(b)));
      near(gammaln(x + 1), gammaln(x) + Math.log(x));
      near(digamma(x + 1), digamma(x) + 1 / x);
      near(trigamma(x), trigamma(x + 1) + 1 / x ** 2);
    }),
  );
});

test('₂F₁(a, b; a + 1; z) is a times the integral of u^(a−1) (1 − zu)^(−b)', () => {
  const integral = (a: number, b: number, z: number): number => {
    const steps = 200_000;
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      const u = (i + 0.5) / steps;
      sum += u ** (a - 1) * (1 - z * u) ** -b;
    }
    return (a * sum) / steps;
  };
  for (const [a, b, z] of [
    [1.5, 1.6, 0.3],
    [4, 0.7, 0.9],
    [30, 12, 0.6],
    [2, 0.4, 0.9995],
  ] as const)
    expect(Math.exp(logHyp2f1(a, b, z)) / integral(a, b, z)).toBeCloseTo(1, 5);
  expect(logHyp2f1(900, 700, 0.9)).toBeGreaterThan(700);
});

test('normal quantiles', () => {
  expect(normalQuantile(0.9)).toBeCloseTo(1.281_551_565_545, 8);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090_232_306_168, 8);
  expect(normalQuantile(0.5)).toBe(0);
});

test('the search finds the bottom of a bent valley, and its curvature is the inverse', () => {
  const valley = (x: Float64Array, gradient: Float64Array): number => {
    const [a, b] = x as unknown as [number, number];
    gradient.set([-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)]);
    return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
  };
  const { x } = minimise(valley, [-1.2, 1], { tolerance: 1e-14 });
  expect([...x]).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
  const covariance = inverse(hessian(valley, Float64Array.of(1, 1)))!;
  expect(covariance.map((row) => [...row])).toEqual([
    [expect.closeTo(0.5, 4), expect.closeTo(1, 4)],
    [expect.closeTo(1, 4), expect.closeTo(2.005, 4)],
  ]);
});
