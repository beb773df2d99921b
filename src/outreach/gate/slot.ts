import { instantOf, nextWithin, wallOf, type Hours } from '../../kernel/zones/index.ts';
import type { Policy } from '../policy/index.ts';
import { fullCap, type FullCap } from './caps.ts';
import type { OpenTouch, PersonFacts, Reservation } from './types.ts';

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The hours in which a class may arrive in a country. */
export function hoursFor(policy: Policy, country: string | null, what: OpenTouch['class']): Hours {
  const rule =
    policy.hours.find((one) => country !== null && one.countries?.includes(country)) ??
    policy.hours.find((one) => one.countries === null);
  const [from, to] = rule?.[what] ?? ['00:00', '24:00'];
  return { from: minutes(from), to: minutes(to) };
}

export type Slot =
  | { at: number; day: number; movedBy: FullCap | null; movedFrom: number }
  | { at: null; why: 'over' | 'no_common_hours' | 'hours' }
  | { at: null; why: 'cap'; cap: FullCap };

/**
 * The first moment within the touch's validity at which hours and caps let it through. A full day moves it
 * to the next one, never beyond its validity.
 */
export function findSlot(
  facts: PersonFacts,
  touch: OpenTouch,
  policy: Policy,
  taken: readonly Reservation[],
  now: number,
): Slot {
  const hours = hoursFor(policy, facts.country, touch.class);
  const zone = facts.zones[0] ?? 'UTC';
  const start = Math.max(now, touch.validFrom);
  if (start >= touch.validUntil) return { at: null, why: 'over' };
  let from = start;
  let full: FullCap | null = null;
  for (;;) {
    const at = nextWithin(facts.zones, hours, from);
    if (at === undefined) return { at: null, why: 'no_common_hours' };
    if (at >= touch.validUntil)
      return full ? { at: null, why: 'cap', cap: full } : { at: null, why: 'hours' };
    const { day } = wallOf(zone, at);
    const cap = fullCap(policy.caps, touch, facts, taken, day);
    if (!cap) return { at, day, movedBy: full, movedFrom: start };
    // The first one met is told: it is what a reader would call the reason.
    full ??= cap;
    if (cap.max === 0) return { at: null, why: 'cap', cap };
    from = instantOf(zone, { day: day + 1, minute: 0 });
  }
}
