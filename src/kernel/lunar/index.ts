import { LunarDay, LunarMonth } from 'tyme4ts';

/** No lunar month is longer. */
export const LUNAR_MONTH_DAYS = 30;

const DAY_MS = 86_400_000;

interface Month {
  /** Midnight in UTC of its first day. */
  first: number;
  days: number;
}

/** Reckoning a month takes a millisecond, and a year of days asks each of its months thirty times. */
const known = new Map<string, Month>();

function monthOf(year: number, month: number): Month {
  const key = `${year}-${month}`;
  const before = known.get(key);
  if (before) return before;
  const solar = LunarDay.fromYmd(year, month, 1).getSolarDay();
  const first = Date.UTC(solar.getYear(), solar.getMonth() - 1, solar.getDay());
  const found = { first, days: LunarMonth.fromYm(year, month).getDayCount() };
  known.set(key, found);
  return found;
}

/** The 30th of a month of 29 days is kept on its last. */
function solarDay(year: number, month: number, day: number): number {
  const { first, days } = monthOf(year, month);
  return first + (Math.min(day, days) - 1) * DAY_MS;
}

/**
 * The day, of those on which this day of the lunar year falls, that is nearest to `around`. Not the one
 * of the same solar year: some years have none, some two, and a week may cross the new year. Leap months
 * have no birthdays of their own.
 */
export function lunarNear(month: number, day: number, around: string): string {
  const at = Date.parse(around);
  // Nobody’s calendar: there the day only has to be one.
  const year = Math.min(Math.max(Number(around.slice(0, 4)), 1900), 2200);
  const days = [year - 1, year, year + 1].map((one) => solarDay(one, month, day));
  const [nearest] = days.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at));
  return new Date(nearest!).toISOString().slice(0, 10);
}

/** The same for the whole lunar year, as solar month × 100 + day; the first of the first month leads. */
export function lunarYearNear(around: string): number[] {
  return Array.from({ length: 12 * LUNAR_MONTH_DAYS }, (_, n) => {
    const month = Math.floor(n / LUNAR_MONTH_DAYS) + 1;
    const [, solarMonth, day] = lunarNear(month, (n % LUNAR_MONTH_DAYS) + 1, around).split('-');
    return Number(solarMonth) * 100 + Number(day);
  });
}
