/**
 * Seeded chance. Every customer draws from a stream of their own (seed, index), so customer 17 is the
 * same person in a shop of 10 and in a shop of a million.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [0, n). */
  below(n: number): number;
  /** Exponential with the given rate (mean 1 / rate). */
  exponential(rate: number): number;
  /** Gamma with shape and rate; Marsaglia and Tsang (2000), ACM TOMS 26(3). */
  gamma(shape: number, rate: number): number;
  normal(): number;
  pick<T>(items: readonly T[]): T;
  /** An index drawn in proportion to the cumulative weights. */
  weighted(cumulative: readonly number[]): number;
}

/** One step of splitmix32: scatters neighbouring seeds. */
function scatter(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** mulberry32. */
function stream(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function random(seed: number, index: number): Random {
  const next = stream(scatter(scatter(seed) ^ index));
  const exponential = (rate: number): number => -Math.log(1 - next()) / rate;
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

  const gamma = (shape: number, rate: number): number => {
    if (shape < 1) return gamma(shape + 1, rate) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v))
        return (d * v) / rate;
    }
  };

  return {
    ...{ next, exponential, normal, gamma },
    below: (n) => Math.floor(next() * n),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighted: (cumulative) => {
      const at = next() * cumulative.at(-1)!;
      return cumulative.findIndex((edge) => at < edge);
    },
  };
}

/** Running sums, for `weighted`. */
export function cumulate(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}
