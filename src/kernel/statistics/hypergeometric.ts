/** Met only by z within 10⁻⁵ of 1. */
const MOST = 5000;

/**
 * ln ₂F₁(a, b; a + 1; z) for 0 ≤ z < 1, a > 0 and b < a + 1, the only kind that counting models need.
 *
 * Euler's transformation leaves ₂F₁(1, a + 1 − b; a + 1; z), and that is Gauss's continued fraction (the
 * one of the incomplete beta function). It needs some 18/√(1 − z) steps where the series needs
 * 30/(1 − z): with a dropout that runs away, z nears 1, and the series took minutes.
 */
export function logHyp2f1(a: number, b: number, z: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + 1 - b) / (a + 1)) * z);
  let fraction = d;
  for (let m = 1; m < MOST; m++) {
    const even = (m * (1 - b - m) * z) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + 1 - b + m) * z) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return (1 - b) * Math.log1p(-z) + Math.log(fraction);
}
