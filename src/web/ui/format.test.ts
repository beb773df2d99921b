import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatsFor } from './format.ts';

const zh = formatsFor('zh');
const en = formatsFor('en');

test('a calendar day is the same day in every zone', () => {
  const before = process.env['TZ'];
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Shanghai']) {
    process.env['TZ'] = zone;
    expect(en.day('2026-03-01')).toBe('1 Mar 2026');
    expect(zh.month('2026-03')).toBe('2026年3月');
  }
  process.env['TZ'] = before;
});

test('money keeps its minor unit, whatever the currency counts in', () => {
  expect(en.money(123450, 'GBP')).toBe('£1,234.50');
  expect(en.money(1234, 'JPY')).toBe('¥1,234');
  expect(zh.money(1999, 'CNY')).toBe('¥19.99');
  expect(en.money(123450, 'GBP', { tight: true })).toMatch(/^£1,23[45]$/);
});

test('a share is right to the tenth of a point shown', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
      const shown = Number(en.share(value).replace('%', ''));
      expect(Math.abs(shown - value * 100)).toBeLessThanOrEqual(0.05 + 1e-9);
    }),
  );
});
