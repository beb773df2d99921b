import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayText, instantOf, nextWithin, wallOf, zonesOf } from './index.ts';

const ZONES = [
  ...['Asia/Shanghai', 'Europe/London', 'America/New_York', 'America/St_Johns', 'Asia/Kathmandu'],
  ...['Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'America/Adak', 'UTC'],
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2037, 0) });

test('the wall clock is Temporal’s, day and minute, in every zone and year', () => {
  fc.assert(
    fc.property(zone, instant, (name, at) => {
      const { day, minute } = wallOf(name, at);
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
      expect([dayText(day), minute]).toEqual([
        local.toPlainDate().toString(),
        local.hour * 60 + local.minute,
      ]);
    }),
  );
});

test('a wall time leads to its first instant; a skipped one to the end of the gap', () => {
  fc.assert(
    fc.property(zone, instant, fc.integer({ min: 0, max: 1439 }), (name, near, minute) => {
      const { day } = wallOf(name, near);
      const date = Temporal.PlainDate.from(dayText(day));
      const local = date.toZonedDateTime({
        timeZone: name,
        plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
      });
      const at = instantOf(name, { day, minute });
      const exists = local.hour * 60 + local.minute === minute && local.toPlainDate().equals(date);
      // Where clocks go forward Temporal lands as far after the gap as the time stood in it; we at its end.
      const shown = (instant: number) =>
        wallOf(name, instant).day * 1440 + wallOf(name, instant).minute;
      const isFirst = shown(at - 1) < day * 1440 + minute || at === local.epochMilliseconds;
      expect([exists ? at === local.epochMilliseconds : true, isFirst]).toEqual([true, true]);
      expect(wallOf(name, at).day * 1440 + wallOf(name, at).minute).toBeGreaterThanOrEqual(
        day * 1440 + minute,
      );
    }),
    { numRuns: 500, examples: [['America/St_Johns', 1_067_135_400_000, 1]] },
  );
});

test('the next allowed instant is allowed everywhere, not before, and none between was', () => {
  const hours = fc
    .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 30, max: 1440 }))
    .map(([from, length]) => ({ from, to: Math.min(1440, from + length) }));
  fc.assert(
    fc.property(
      fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }),
      hours,
      instant,
      (zones, span, from) => {
        const allowed = (at: number) =>
          zones.every((name) => {
            const { minute } = wallOf(name, at);
            return minute >= span.from && minute < span.to;
          });
        const at = nextWithin(zones, span, from);
        const quarters = Array.from({ length: 4 * 24 * 3 }, (_, i) => from + i * 900_000);
        const before = quarters.filter((quarter) => quarter < (at ?? Infinity));
        expect(before.some(allowed)).toBe(false);
        expect(at === undefined || (at >= from && allowed(at))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('a place has its zones, and a country of several has them all where the state is not known', () => {
  expect(zonesOf('CN', '新疆维吾尔自治区')).toEqual(['Asia/Shanghai']);
  expect(zonesOf('US', 'California')).toEqual(['America/Los_Angeles']);
  expect(zonesOf('US', 'tx')).toEqual(['America/Chicago', 'America/Denver']);
  expect(zonesOf('US', null).length).toBeGreaterThan(6);
  expect(zonesOf('GB', 'Kent')).toEqual(['Europe/London']);
  expect(zonesOf(null, 'Kent')).toEqual([]);
  expect(zonesOf('ZZ', null)).toEqual([]);
  // Nine in the morning everywhere in the United States is the afternoon in New York.
  const morning =
    nextWithin(zonesOf('US', null), { from: 480, to: 1260 }, Date.UTC(2026, 0, 5, 6)) ?? 0;
  expect(new Date(morning).toISOString()).toBe('2026-01-05T18:00:00.000Z');
});
