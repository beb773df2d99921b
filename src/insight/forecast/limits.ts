/** Where a fit ran away to: the model holds only in a limit, and says so. */
export type Limit =
  /** Nobody leaves: the NBD, whose parameters are reported. */
  | 'no_dropout'
  /** Everybody leaves with the same probability: a and b grow without end. */
  | 'same_dropout'
  /** Some leave at once and the others never: a and b vanish. */
  | 'all_or_none'
  /** Everybody buys at the same rate: r and α grow without end. */
  | 'same_rate';

/**
 * What dropout must gain in log-likelihood over the NBD to be more than noise: with nobody leaving, a
 * parameter on its edge still gains half a unit on average where it gains at all (Self & Liang 1987).
 */
const NOISE = 0.5;
const ENDLESS = 5000;
const NOTHING = 1e-3;

export function limitOf(params: number[], gain: number, pareto: boolean): Limit | null {
  const [r, , first, second] = params as [number, number, number, number];
  if (gain < NOISE) return 'no_dropout';
  if (!pareto && first + second < NOTHING) return 'all_or_none';
  if ((pareto ? first : first + second) > ENDLESS) return 'same_dropout';
  return r > ENDLESS ? 'same_rate' : null;
}
