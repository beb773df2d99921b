import { digamma, gammaln } from '../../../kernel/statistics/index.ts';

/**
 * Gamma-Gamma in its mean-spend form (Fader & Hardie 2013, note 025): amounts of one customer are
 * gamma(p, ν), ν is gamma(q, γ) over customers. Sums per x stand for everything but ln(γ + x·zbar).
 */
export interface SpendStats {
  customers: number;
  /** Customers and Σ ln zbar per x. */
  how: Float64Array;
  logs: Float64Array;
  x: Int32Array;
  zbar: Float64Array;
}

export type SpendParams = readonly [p: number, q: number, gamma: number];

/** Only repeat customers have a zbar, and one of nothing tells nothing. */
export function spendStats(x: ArrayLike<number>, zbar: ArrayLike<number>): SpendStats {
  const kept = Array.from(x, (_, i) => i).filter((i) => x[i]! > 0 && zbar[i]! > 0);
  const xs = Int32Array.from(kept, (i) => x[i]!);
  const most = xs.reduce((max, n) => Math.max(max, n), 0);
  const how = new Float64Array(most + 1);
  const logs = new Float64Array(most + 1);
  for (const i of kept) {
    how[x[i]!]! += 1;
    logs[x[i]!]! += Math.log(zbar[i]!);
  }
  return {
    customers: kept.length,
    how,
    logs,
    x: xs,
    zbar: Float64Array.from(kept, (i) => zbar[i]!),
  };
}

interface Slopes {
  value: number;
  p: number;
  q: number;
  gamma: number;
}

/** The log-likelihood and its slopes. */
export function spendLikelihood(s: SpendStats, [p, q, gamma]: SpendParams): Slopes {
  const out: Slopes = { value: 0, p: 0, q: 0, gamma: (s.customers * q) / gamma };
  const [lq, dq, lg] = [gammaln(q), digamma(q), Math.log(gamma)];
  for (let x = 1; x < s.how.length; x++) {
    const n = s.how[x]!;
    if (n === 0) continue;
    const [px, logs, lx] = [p * x, s.logs[x]!, Math.log(x)];
    const all = digamma(px + q);
    out.value += n * (gammaln(px + q) - gammaln(px) - lq + q * lg + px * lx) + (px - 1) * logs;
    out.p += x * (n * (all - digamma(px) + lx) + logs);
    out.q += n * (all - dq + lg);
  }
  for (let i = 0; i < s.x.length; i++) {
    const x = s.x[i]!;
    const sum = gamma + x * s.zbar[i]!;
    const log = Math.log(sum);
    out.value -= (p * x + q) * log;
    out.p -= x * log;
    out.q -= log;
    out.gamma -= (p * x + q) / sum;
  }
  return out;
}

/** Expected mean amount of a customer with x repeat transactions of zbar; null where the model has no mean. */
export function expectedSpend([p, q, gamma]: SpendParams, x: number, zbar: number): number | null {
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (gamma + x * zbar)) / weight : null;
}
