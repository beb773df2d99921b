import { gammaln } from '../../kernel/statistics/index.ts';

/**
 * One way the coming weeks may go, for a customer who is still there: the number of purchase stages in
 * `weeks` is negative binomial, as their rate is gamma(shape, reach). A purchase is `step` stages, and
 * `shift` of the next one have passed.
 */
export interface Part {
  weight: number;
  shape: number;
  reach: number;
  weeks: number;
  step: number;
  shift: number;
}

/** After each purchase the customer leaves with a probability that is beta(a, b). */
export interface Leaving {
  a: number;
  b: number;
}

interface Count {
  at: number;
  /** P(M = at) and P(M ≥ at). */
  here: number;
  beyond: number;
}

/** Chances below e^-600 are nothing in doubles: then counting starts twelve deviations below the mean. */
const TINY = -600;

function startOf({ shape, reach, weeks }: Part): Count {
  const share = weeks / (reach + weeks);
  const none = shape * Math.log1p(-share);
  if (none > TINY) return { at: 0, here: Math.exp(none), beyond: 1 };
  const mean = (shape * weeks) / reach;
  const at = Math.max(0, Math.floor(mean - 12 * Math.sqrt(mean / (1 - share))));
  const log = gammaln(shape + at) - gammaln(shape) - gammaln(at + 1) + at * Math.log(share) + none;
  return { at, here: Math.exp(log), beyond: 1 };
}

function advance(count: Count, { shape, reach, weeks }: Part, to: number): void {
  const share = weeks / (reach + weeks);
  while (count.at < to) {
    count.beyond -= count.here;
    count.here *= ((shape + count.at) / (count.at + 1)) * share;
    count.at++;
  }
}

const NOTHING = 1e-13;
const MOST = 4000;

/**
 * P(N ≥ 1), P(N ≥ 2), … in the coming weeks, given the customer is still there.
 *
 * Exact, because leaving happens at purchases and does not depend on the rate: N is the smaller of two
 * independent counts, the purchases of one who never leaves and the purchase at which this one leaves,
 * so P(N ≥ n) is a product. The sum of these is the published conditional expectation.
 */
export function tailOf(parts: Part[], leaving: Leaving | null): number[] {
  const counts = parts.map(startOf);
  const tail: number[] = [];
  let stays = 1;
  for (let n = 1; n <= MOST; n++) {
    let reached = 0;
    for (let i = 0; i < parts.length; i++) {
      advance(counts[i]!, parts[i]!, n * parts[i]!.step - parts[i]!.shift);
      reached += parts[i]!.weight * Math.max(0, counts[i]!.beyond);
    }
    const chance = reached * stays;
    if (chance < NOTHING) break;
    tail.push(Math.min(1, chance));
    if (leaving) stays *= (leaving.b + n - 1) / (leaving.a + leaving.b + n - 1);
  }
  return tail;
}

export const meanOf = (tail: number[]): number => tail.reduce((sum, p) => sum + p, 0);

/** E[N²]. */
export const squareOf = (tail: number[]): number =>
  tail.reduce((sum, p, i) => sum + (2 * i + 1) * p, 0);
