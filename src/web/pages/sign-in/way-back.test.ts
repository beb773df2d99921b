import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test('signing in leads back to the page one came for', () => {
  expect(wayBack('/customers?sort=-spend')).toBe('/customers?sort=-spend');
  expect(wayBack(undefined)).toBe('/');
});

test('no link makes signing in lead to another site', () => {
  const tricks = ['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example'];
  for (const trick of [...tricks, 'javascript:alert(1)', '/.//evil.example', '/x/..//evil.example'])
    expect(wayBack(trick)).toBe('/');
  const piece = fc.constantFrom('/', '\\', '\t', '.', '..', ':', '@', 'evil.example', 'a');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const to = new URL(wayBack(pieces.join('')), 'http://shop.example');
      expect(to.origin).toBe('http://shop.example');
    }),
  );
});
