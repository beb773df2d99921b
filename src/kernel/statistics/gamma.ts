/**
 * ln Γ and its derivatives for positive arguments: the argument is raised to where the asymptotic
 * series (Abramowitz & Stegun 6.1.41, 6.3.18, 6.4.12) holds to the last digits.
 *
 * Own code, because @stdlib's gammaln and digamma come with 169 packages (19 MB) and take twice as long.
 */
const HIGH = 10;
const HALF_LN_TWO_PI = 0.918_938_533_204_672_7;

/** ln Γ(x), x > 0. */
export function gammaln(x: number): number {
  let product = 1;
  let y = x;
  while (y < HIGH) product *= y++;
  const u = 1 / (y * y);
  const series = (1 / 12 - u * (1 / 360 - u * (1 / 1260 - u * (1 / 1680 - u / 1188)))) / y;
  return (y - 0.5) * Math.log(y) - y + HALF_LN_TWO_PI + series - Math.log(product);
}

/** ψ(x), the slope of ln Γ. */
export function digamma(x: number): number {
  let below = 0;
  let y = x;
  while (y < HIGH) below += 1 / y++;
  const u = 1 / (y * y);
  const series = u * (1 / 12 - u * (1 / 120 - u * (1 / 252 - u * (1 / 240 - u / 132))));
  return Math.log(y) - 0.5 / y - series - below;
}

/** ψ′(x): what the logarithm of a gamma variable varies by. */
export function trigamma(x: number): number {
  let below = 0;
  let y = x;
  while (y < HIGH) below += 1 / (y * y++);
  const u = 1 / (y * y);
  const series = 1 / 6 - u * (1 / 30 - u * (1 / 42 - u * (1 / 30 - (u * 5) / 66)));
  return 1 / y + u / 2 + (u / y) * series + below;
}
