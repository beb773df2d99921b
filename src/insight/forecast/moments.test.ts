import fc from 'fast-check';
import { expect, test } from 'vitest';
import { momentsIfAlive } from './outlook.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** ∫ of f from 0 to `end`, by Simpson's rule. */
function integral(f: (u: number) => number, end: number): number {
  const steps = 2000;
  const weight = (i: number): number => (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  const each = Array.from({ length: steps + 1 }, (_, i) => weight(i) * f((end * i) / steps));
  return (each.reduce((sum, one) => sum + one, 0) * end) / steps / 3;
}

test('the moments of Pareto/NBD are those of a Poisson count over the time a customer still stays', () => {
  fc.assert(
    fc.property(
      // Also where the closed form would divide by nothing: s of 1 and 2.
      ...[between(0.3, 3), between(2, 20), fc.oneof(between(0.2, 3), fc.constantFrom(1, 2))],
      ...[between(2, 40), fc.integer({ min: 0, max: 20 }), between(1, 150), between(1, 104)],
      (r, alpha, s, beta, x, age, weeks) => {
        const stays = (u: number): number => ((beta + age) / (beta + age + u)) ** s;
        const [rate, square] = [
          (r + x) / (alpha + age),
          ((r + x) * (r + x + 1)) / (alpha + age) ** 2,
        ];
        const mean = rate * integral(stays, weeks);
        const fit = { model: 'pnbd' as const, k: 1, params: [r, alpha, s, beta] };
        const found = momentsIfAlive(fit, { x, recency: x === 0 ? 0 : age / 2, age }, weeks);
        expect(found.mean / mean).toBeCloseTo(1, 6);
        const all = mean + square * 2 * integral((u) => u * stays(u), weeks);
        expect(found.square / all).toBeCloseTo(1, 6);
      },
    ),
    { numRuns: 300 },
  );
});
