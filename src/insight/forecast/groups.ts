import type { History } from './models/regular.ts';
import { countStats, type CountStats } from './statistics.ts';

/** Distinct histories in whole days and how many customers share each, as the lens counts them. */
export interface Groups {
  x: Float64Array;
  recency_days: Float64Array;
  age_days: Float64Array;
  n: Float64Array;
  /** Σ zbar and Σ zbar² of them, in minor units. */
  z: Float64Array;
  zz: Float64Array;
}

const WEEK = 7;

const inWeeks = (days: Float64Array): Float64Array => days.map((d) => d / WEEK);

export const statsOf = (groups: Groups, logGaps: number | null): CountStats =>
  countStats(
    {
      ...{ x: groups.x, n: groups.n },
      ...{ recency: inWeeks(groups.recency_days), age: inWeeks(groups.age_days) },
    },
    logGaps,
  );

export const historyAt = (
  groups: Pick<Groups, 'x' | 'recency_days' | 'age_days'>,
  i: number,
): History => ({
  x: groups.x[i]!,
  recency: groups.recency_days[i]! / WEEK,
  age: groups.age_days[i]! / WEEK,
});

/** Works something out once per count and age where the last purchase does not matter to it. */
export function oncePerAge<T>(forgets: boolean, make: (h: History) => T): (h: History) => T {
  if (!forgets) return make;
  const known = new Map<number, T>();
  return (h) => {
    const key = h.x * 1_000_000 + Math.round(h.age * WEEK);
    const found = known.get(key) ?? make(h);
    known.set(key, found);
    return found;
  };
}
