import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeId, encodeId, newIdKey } from './index.ts';

const key = newIdKey();
const ids = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

test('every id comes back from its public form, which reads as prefix and 26 letters', () => {
  fc.assert(
    fc.property(ids, (id) => {
      const text = encodeId(key, 'cus', id);
      expect(text).toMatch(/^cus_[0-9a-hjkmnp-tv-z]{26}$/);
      expect(decodeId(key, 'cus', text)).toBe(id);
    }),
  );
});

test('an id of another kind or another business is no id', () => {
  fc.assert(
    fc.property(ids, (id) => {
      const text = encodeId(key, 'cus', id);
      expect(decodeId(key, 'ord', text.replace('cus', 'ord'))).toBeUndefined();
      expect(decodeId(newIdKey(), 'cus', text)).toBeUndefined();
    }),
  );
});

test('a changed letter never yields an id', () => {
  fc.assert(
    fc.property(ids, fc.nat(25), fc.nat(31), (id, place, letter) => {
      const text = encodeId(key, 'cus', id);
      const other = '0123456789abcdefghjkmnpqrstvwxyz'[letter] ?? '';
      const forged = text.slice(0, 4 + place) + other + text.slice(5 + place);
      fc.pre(forged !== text);
      expect(decodeId(key, 'cus', forged)).toBeUndefined();
    }),
  );
  for (const text of ['', 'cus_', 'cus_7', 'cus_zzzzzzzzzzzzzzzzzzzzzzzzzz', '7']) {
    expect(decodeId(key, 'cus', text)).toBeUndefined();
  }
});
