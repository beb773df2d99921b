import type { Smooth } from './minimise.ts';

/** The Hessian from central differences of the slope. */
export function hessian(f: Smooth, at: Float64Array, step = 1e-4): Float64Array[] {
  const rows = Array.from(at, (_, i) => {
    const slope = (shift: number): Float64Array => {
      const gradient = new Float64Array(at.length);
      f(
        at.map((x, j) => (i === j ? x + shift : x)),
        gradient,
      );
      return gradient;
    };
    const [up, down] = [slope(step), slope(-step)];
    return up.map((g, j) => (g - down[j]!) / (2 * step));
  });
  return rows.map((row, i) => row.map((h, j) => (h + rows[j]![i]!) / 2));
}

/** L with L·Lᵀ = m; undefined unless m is positive definite. */
function cholesky(m: Float64Array[]): Float64Array[] | undefined {
  const lower = m.map((row) => new Float64Array(row.length));
  for (let i = 0; i < m.length; i++)
    for (let j = 0; j <= i; j++) {
      let sum = m[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!;
      else if (sum > 0 && Number.isFinite(sum)) lower[i]![i] = Math.sqrt(sum);
      else return undefined;
    }
  return lower;
}

/** The inverse of a positive definite matrix; undefined for any other. */
export function inverse(m: Float64Array[]): Float64Array[] | undefined {
  const lower = cholesky(m);
  if (lower === undefined) return undefined;
  const n = m.length;
  const columns = Array.from({ length: n }, (_, at) => {
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = Number(i === at);
      for (let k = 0; k < i; k++) sum -= lower[i]![k]! * y[k]!;
      y[i] = sum / lower[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) y[i]! -= lower[k]![i]! * y[k]!;
      y[i]! /= lower[i]![i]!;
    }
    return y;
  });
  return columns;
}
