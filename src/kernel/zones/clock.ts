import { Temporal } from 'temporal-polyfill';

/** An instant as a wall clock shows it: days since 1970-01-01 and the minute of the day (0–1439). */
export interface Wall {
  day: number;
  minute: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Zones change their offset at full minutes: St John's did so at one minute past midnight until 2011. */
const MOST = 50_000;

const offsets = new Map<string, Map<number, number>>();

/** Milliseconds that the zone's clocks are ahead of UTC. Temporal takes 20 µs for it; the gate asks it for every touch. */
function offsetAt(zone: string, at: number): number {
  let known = offsets.get(zone);
  if (!known || known.size > MOST) offsets.set(zone, (known = new Map()));
  const minute = Math.floor(at / MINUTE);
  const found = known.get(minute);
  if (found !== undefined) return found;
  const offset =
    Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(zone)
      .offsetNanoseconds / 1e6;
  known.set(minute, offset);
  return offset;
}

/** @example wallOf('Asia/Shanghai', Date.UTC(2026, 0, 1, 16)) // { day: 20455, minute: 0 } */
export function wallOf(zone: string, at: number): Wall {
  const local = at + offsetAt(zone, at);
  const day = Math.floor(local / DAY);
  return { day, minute: Math.floor((local - day * DAY) / MINUTE) };
}

/**
 * The first instant at which the zone's clock shows that day and minute or, where the clock skips it, the
 * first one after the gap. Minute 1440 is the next day's start.
 */
export function instantOf(zone: string, { day, minute }: Wall): number {
  const local = day * DAY + minute * MINUTE;
  const tries = [local - offsetAt(zone, local - DAY), local - offsetAt(zone, local + DAY)].toSorted(
    (a, b) => a - b,
  );
  const right = tries.find((at) => at + offsetAt(zone, at) === local);
  if (right !== undefined) return right;
  // Skipped: the change lies between the two readings, at a full minute.
  let at = Math.ceil((tries[0] ?? local) / MINUTE) * MINUTE;
  while (at + offsetAt(zone, at) < local) at += MINUTE;
  return at;
}

/** YYYY-MM-DD of days since 1970-01-01. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Days since 1970-01-01 of YYYY-MM-DD. */
export const dayNumber = (text: string): number =>
  Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY);
