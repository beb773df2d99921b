import { instantOf, wallOf } from './clock.ts';

/** Minutes of the day, from ≤ minute < to; 0 and 1440 is all day. */
export interface Hours {
  from: number;
  to: number;
}

/** Eleven zones have settled after as many steps; what goes on longer has no hour in common. */
const MOST_STEPS = 64;

/**
 * The first instant at or after `at` that lies within the hours in every one of the zones: somebody
 * who may live in any of them is disturbed in none. Undefined where they have no hour in common.
 */
export function nextWithin(zones: readonly string[], hours: Hours, at: number): number | undefined {
  let now = at;
  for (let step = 0; step < MOST_STEPS; step++) {
    const moved = zones.reduce((later, zone) => Math.max(later, stepInto(zone, hours, now)), now);
    if (moved === now) return now;
    now = moved;
  }
  return undefined;
}

function stepInto(zone: string, { from, to }: Hours, at: number): number {
  const { day, minute } = wallOf(zone, at);
  if (minute < from) return instantOf(zone, { day, minute: from });
  return minute >= to ? instantOf(zone, { day: day + 1, minute: from }) : at;
}
