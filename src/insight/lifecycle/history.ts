import type { Thresholds } from '../../lens/index.ts';
import type { Traits } from '../traits/index.ts';
import { gapsOf, ownCycle, stageOf } from './rules.ts';

/** A purchase of one customer; days are whole numbers. In order: the last is the latest. */
export interface Purchase {
  day: number;
  /** From this day on it is none: wholly refunded or closed. */
  voidDay: number | null;
  receivedDay: number | null;
  confirmedDay: number | null;
  /** The cycle of what was bought then, for those without one of their own. */
  reference: number;
}

export interface StageChange {
  day: number;
  stage: Traits['lifecycle_stage'];
}

const isBy = (day: number | null, now: number): day is number => day !== null && day <= now;

const isSeen = ({ day, voidDay }: Purchase, now: number): boolean =>
  day <= now && !isBy(voidDay, now);

/** The days on which more is known than the day before; between them only time passes. */
function newsOf(purchases: Purchase[], from: number, until: number): number[] {
  const days = purchases.flatMap(({ day, voidDay }) => [day, voidDay]);
  const within = days.filter((day) => day !== null && day > from && day <= until);
  return [...new Set([from, ...(within as number[])])].toSorted((a, b) => a - b);
}

/** Their stage at the end of each day up to the next news. */
function stretch(seen: Purchase[], t: Thresholds): (day: number) => StageChange['stage'] {
  const last = seen.at(-1);
  if (last === undefined) return () => 'prospect';
  const gaps = gapsOf([...new Set(seen.map(({ day }) => day))]);
  const cycle = ownCycle(gaps, last.reference, t) ?? last.reference;
  const { day: bought, receivedDay: received, confirmedDay: confirmed } = last;
  return (now) => {
    const idleFrom = isBy(received, now) ? received : isBy(confirmed, now) ? confirmed : bought;
    return stageOf(seen.length, now - idleFrom, cycle, t);
  };
}

/**
 * The stage on `from`, and the days on which it became another, by the end of each day. Reference
 * cycles are those of today: what every customer's purchases said of a product years ago is not
 * reckoned again.
 */
export function stagesBetween(
  purchases: Purchase[],
  { from, until }: { from: number; until: number },
  t: Thresholds,
): StageChange[] {
  const changes: StageChange[] = [];
  const news = newsOf(purchases, from, until);
  for (const [n, start] of news.entries()) {
    const stageOn = stretch(
      purchases.filter((one) => isSeen(one, start)),
      t,
    );
    const end = news[n + 1] ?? until + 1;
    for (let day = start; day < end; day++) {
      const stage = stageOn(day);
      if (stage !== changes.at(-1)?.stage) changes.push({ day, stage });
    }
  }
  return changes;
}
