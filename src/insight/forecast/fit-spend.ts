import { hessian, inverse, minimise, type Smooth } from '../../kernel/statistics/index.ts';
import { spendLikelihood, type SpendParams, type SpendStats } from './models/spend.ts';

export interface SpendFit {
  model: 'gg';
  /** p, q, γ (in the unit of the amounts). */
  params: SpendParams;
  errors: (number | null)[];
  covariance: number[][] | null;
  logLikelihood: number;
  customers: number;
  /** Customers do not differ, or their amounts never do: p, q, γ run away. */
  degenerate: boolean;
}

const ENDLESS = 5000;

/** Maximum likelihood; undefined without repeat customers. */
export function fitSpend(stats: SpendStats): SpendFit | undefined {
  const { customers } = stats;
  if (customers === 0) return undefined;
  // Amounts in units of their geometric mean: whatever the currency, the search starts equally near.
  const unit = Math.exp(stats.logs.reduce((sum, log) => sum + log, 0) / customers);
  const f: Smooth = (at, gradient) => {
    const [p, q, gamma] = Array.from(at, Math.exp) as [number, number, number];
    const found = spendLikelihood(stats, [p, q, gamma * unit]);
    gradient.set([found.p * p, found.q * q, found.gamma * gamma * unit].map((g) => -g / customers));
    return -found.value / customers;
  };
  const found = minimise(f, [3, 3, 1].map(Math.log), { tolerance: 1e-11 });
  const curved = hessian(f, found.x).map((row) => row.map((h) => h * customers));
  const covariance = inverse(curved)?.map((row) => Array.from(row)) ?? null;
  const [p, q, gamma] = Array.from(found.x, Math.exp) as [number, number, number];
  const params = [p, q, gamma * unit] as const;
  const errors = params.map((value, i) =>
    covariance === null ? null : value * Math.sqrt(covariance[i]![i]!),
  );
  const logLikelihood = -found.value * customers;
  const degenerate = p > ENDLESS || q > ENDLESS;
  return { model: 'gg', params, errors, covariance, logLikelihood, customers, degenerate };
}
