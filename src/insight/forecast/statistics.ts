/** Everything a counting model needs to know of a customer base, however large it is. */
export interface CountStats {
  customers: number;
  /** Repeat transactions of all of them. */
  repeats: number;
  /** Customers with at least one. */
  repeaters: number;
  /** Σ ln of all weeks between transactions; only the regularity k needs it. Null where unknown. */
  logGaps: number | null;
  /** Customers per x: how[x]. */
  how: Float64Array;
  /** The distinct pairs of a count and a time (t_x or T), which terms in x and t are computed for once. */
  pairX: Int32Array;
  pairTime: Float64Array;
  /** One entry per distinct (x, t_x, T): its two pairs, and its customers. */
  last: Int32Array;
  age: Int32Array;
  n: Float64Array;
}

/** Columns as the lens gives them: one entry per distinct history, or per customer with n = 1. */
export interface Histories {
  x: ArrayLike<number>;
  /** Weeks from the first to the last transaction. */
  recency: ArrayLike<number>;
  /** Weeks from the first transaction to as_of. */
  age: ArrayLike<number>;
  n?: ArrayLike<number>;
}

/** Numbers pairs in the order they are met. */
function numbering() {
  const known = new Map<number, number>();
  const xs: number[] = [];
  const times: number[] = [];
  return {
    xs,
    times,
    of(x: number, time: number): number {
      // Exact for x below 2^20 and times of whole days below 10^9 tenths of a minute.
      const key = x * 0x1_0000_0000 + Math.round(time * 10_080);
      const found = known.get(key);
      if (found !== undefined) return found;
      known.set(key, xs.length);
      xs.push(x);
      times.push(time);
      return xs.length - 1;
    },
  };
}

/**
 * A million customers are some hundred thousand distinct histories, and these share some ten thousand
 * pairs (x, t): logarithms of Γ and of times, and hypergeometric functions, are taken per pair.
 */
export function countStats(h: Histories, logGaps: number | null = null): CountStats {
  const pairs = numbering();
  const { length } = h.x;
  const last = new Int32Array(length);
  const age = new Int32Array(length);
  const n = new Float64Array(length);
  const known = new Map<number, number>();
  let most = 0;
  for (let i = 0; i < length; i++) {
    const x = h.x[i]!;
    const first = pairs.of(x, x === 0 ? 0 : h.recency[i]!);
    const second = pairs.of(x, h.age[i]!);
    const key = first * 0x400_0000 + second;
    const at = known.get(key) ?? known.size;
    if (at === known.size) known.set(key, at);
    [last[at], age[at]] = [first, second];
    n[at]! += h.n?.[i] ?? 1;
    if (x > most) most = x;
  }
  const how = new Float64Array(most + 1);
  for (let i = 0; i < length; i++) how[h.x[i]!]! += h.n?.[i] ?? 1;
  const customers = how.reduce((sum, m) => sum + m, 0);
  const repeats = how.reduce((sum, m, x) => sum + m * x, 0);
  const columns = { pairX: Int32Array.from(pairs.xs), pairTime: Float64Array.from(pairs.times) };
  const sums = { customers, repeats, repeaters: customers - how[0]!, logGaps, how };
  const { size } = known;
  return {
    ...sums,
    ...columns,
    last: last.slice(0, size),
    age: age.slice(0, size),
    n: n.slice(0, size),
  };
}

/** Every k-th history, for a first look at where the maximum lies. */
export function thinned(stats: CountStats, most: number): CountStats {
  const stride = Math.ceil(stats.n.length / most);
  if (stride <= 1) return stats;
  const pick = Array.from({ length: Math.floor(stats.n.length / stride) }, (_, i) => i * stride);
  return countStats({
    x: pick.map((i) => stats.pairX[stats.last[i]!]!),
    recency: pick.map((i) => stats.pairTime[stats.last[i]!]!),
    age: pick.map((i) => stats.pairTime[stats.age[i]!]!),
    n: pick.map((i) => stats.n[i]!),
  });
}
