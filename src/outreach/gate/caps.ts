import type { CapRule } from '../policy/index.ts';
import type { OpenTouch, PersonFacts, Reservation } from './types.ts';

/** Somebody who asked for fewer messages gets as many in twice the days. */
const FEWER = 2;

export interface FullCap {
  max: number;
  days: number;
  /** Reservations of the fullest span that the touch would fall into. */
  by: Reservation[];
}

const isAbout = (cap: CapRule, { class: what, kind }: Pick<OpenTouch, 'class' | 'kind'>): boolean =>
  cap.classes.includes(what) && (cap.kinds === null || cap.kinds.includes(kind));

const maxFor = (cap: CapRule, grade: PersonFacts['grade']): number =>
  (grade === null ? undefined : cap.grades[grade]) ?? cap.max;

/** Of all spans of so many days that contain the day, the one with most reservations. */
function fullest(near: Reservation[], day: number, days: number): Reservation[] {
  let most: Reservation[] = [];
  // A span that starts on no reservation's day can be moved until it does, losing nothing.
  for (const start of new Set([day, ...near.map((one) => one.day)])) {
    if (start > day || start <= day - days) continue;
    const inside = near.filter((one) => one.day >= start && one.day < start + days);
    if (inside.length > most.length) most = inside;
  }
  return most;
}

/** The first cap that leaves no room for the touch on that day; undefined when all do. */
export function fullCap(
  caps: readonly CapRule[],
  touch: OpenTouch,
  facts: Pick<PersonFacts, 'grade' | 'fewer'>,
  taken: readonly Reservation[],
  day: number,
): FullCap | undefined {
  for (const cap of caps) {
    if (!isAbout(cap, touch)) continue;
    const days = facts.fewer && touch.class !== 'service' ? cap.days * FEWER : cap.days;
    const max = maxFor(cap, facts.grade);
    const near = taken.filter((one) => Math.abs(one.day - day) < days && isAbout(cap, one));
    if (near.length < max) continue;
    const by = fullest(near, day, days);
    if (by.length >= max) return { max, days, by };
  }
  return undefined;
}
