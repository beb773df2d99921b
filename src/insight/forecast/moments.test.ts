import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanOf, squareOf } from './counts.ts';
import { momentsIfAlive, tailIfAlive } from './outlook.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('the closed moments of Pareto/NBD are those of its distribution, summed purchase by purchase (which stops at the last hundred-thousandth)', () => {
  fc.assert(
    fc.property(
      // Also where the closed form divides by nothing: s of 1 and 2.
      fc.tuple(
        between(0.3, 3),
        between(2, 20),
        fc.oneof(between(0.2, 3), fc.constantFrom(1, 2)),
        between(2, 40),
      ),
      fc.record({ x: fc.integer({ min: 0, max: 20 }), age: between(1, 150) }),
      // Weeks as a share of how long they were seen: far beyond it the eight points of the sum are the coarser.
      between(0.05, 1.5),
      (params, { x, age }, share) => {
        const weeks = share * (params[3] + age);
        const fit = { model: 'pnbd' as const, k: 1, params };
        const history = { x, recency: x === 0 ? 0 : age / 2, age };
        const tail = tailIfAlive(fit, history, weeks);
        const { mean, square } = momentsIfAlive(fit, history, weeks);
        expect(mean / meanOf(tail)).toBeCloseTo(1, 4);
        expect(square / squareOf(tail)).toBeCloseTo(1, 4);
      },
    ),
  );
});
