import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smsCost, smsSize } from './sms.ts';

const china = { rule: 'china' } as const;
const gsm = { rule: 'gsm' } as const;
const brief = (size: ReturnType<typeof smsSize>) => [size.encoding, size.units, size.segments];

test('the examples that vendors publish', () => {
  // Domestic SMS: 160 characters are 67 + 67 + 26, 150 are 67 + 67 + 16; letters and digits count one each.
  expect(brief(smsSize('字'.repeat(160), china))).toEqual(['ucs2', 160, 3]);
  expect(brief(smsSize('a1，'.repeat(50), china))).toEqual(['ucs2', 150, 3]);
  // International, GSM-7: 350 are 153 + 153 + 44; the extended letters count two.
  expect(brief(smsSize('a'.repeat(350), gsm))).toEqual(['gsm7', 350, 3]);
  expect(brief(smsSize('|^€{}[]~\\', gsm))).toEqual(['gsm7', 18, 1]);
  expect(brief(smsSize('Ж'.repeat(150), gsm))).toEqual(['ucs2', 150, 3]);
  // A signature counts with its brackets: 【蓝队云】 is five. An emoji is two.
  expect(smsSize('', { rule: 'china', sign: '蓝队云' }).units).toBe(5);
  expect(smsSize('🎂', china).units).toBe(2);
});

test('a text changes its price exactly at 70, 67, 160 and 153', () => {
  const segments = (text: string, shape: Parameters<typeof smsSize>[1]) =>
    smsSize(text, shape).segments;
  expect([70, 71, 134, 135].map((n) => segments('字'.repeat(n), china))).toEqual([1, 2, 2, 3]);
  expect([160, 161, 306, 307].map((n) => segments('a'.repeat(n), gsm))).toEqual([1, 2, 2, 3]);
  const shape = { ...china, sign: '茶铺', suffix: '拒收请回复R' };
  expect([60, 61].map((n) => segments('字'.repeat(n), shape))).toEqual([1, 2]);
});

test('one curly apostrophe doubles the price, and is named', () => {
  const text = `${'Your parcel is on its way and will be there tomorrow. '.repeat(2)}Don’t wait`;
  expect(smsSize(text, gsm)).toMatchObject({ encoding: 'ucs2', segments: 2, odd: ['’'] });
  expect(smsSize(text.replace('’', "'"), gsm)).toMatchObject({ encoding: 'gsm7', segments: 1 });
});

test('nothing is torn apart at the end of a segment', () => {
  // 152 septets and an extended letter: it moves to the next segment whole.
  const text = `${'a'.repeat(152)}€${'a'.repeat(152)}`;
  expect(smsSize(text, gsm)).toMatchObject({ units: 306, segments: 3 });
  expect(smsSize(`${'字'.repeat(66)}🎂${'字'.repeat(66)}`, china)).toMatchObject({ segments: 3 });
});

test('segments hold what they say, and cost follows them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom(gsm, china),
      (text, shape) => {
        const size = smsSize(text, shape);
        const [one, many] = size.encoding === 'gsm7' ? [160, 153] : [70, 67];
        expect(size.units <= one).toBe(size.segments === 1);
        expect(size.segments).toBeGreaterThanOrEqual(
          Math.ceil(size.units / (size.segments === 1 ? one : many)),
        );
        expect(smsCost(size, 4.5)).toBe(size.segments * 4.5);
        expect(size.left).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
