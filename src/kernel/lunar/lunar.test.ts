import { expect, test } from 'vitest';
import { LUNAR_MONTH_DAYS, lunarNear, lunarYearNear } from './index.ts';

test('a lunar day is found on the solar day nearest to the one asked about', () => {
  // Festivals, as public calendars have them: New Year, Dragon Boat, Mid-Autumn.
  expect(lunarNear(1, 1, '2026-01-20')).toBe('2026-02-17');
  expect(lunarNear(5, 5, '2026-06-01')).toBe('2026-06-19');
  expect(lunarNear(8, 15, '2025-10-01')).toBe('2025-10-06');
  expect(lunarNear(8, 15, '2026-10-01')).toBe('2026-09-25');
  // Over the turn of the year: the 20th of the 11th month came in January, and comes again in December.
  expect(lunarNear(11, 20, '2026-01-02')).toBe('2026-01-08');
  expect(lunarNear(11, 20, '2026-12-20')).toBe('2026-12-28');
  // A month of 29 days: its last. 2025 has a leap sixth month, whose days are nobody's.
  expect(lunarNear(12, 30, '2026-02-10')).toBe('2026-02-16');
  expect(lunarNear(6, 1, '2025-07-20')).toBe('2025-06-25');
  expect(() => lunarYearNear('9999-12-31')).not.toThrow();
});

test('the lunar year as a list has every day of it at its place', () => {
  // In September the next New Year is nearer than the last one.
  const year = lunarYearNear('2026-09-01');
  expect(year).toHaveLength(12 * LUNAR_MONTH_DAYS);
  expect([year[0], year[7 * LUNAR_MONTH_DAYS + 14]]).toEqual([206, 925]);
});
