import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskEmail, maskPhone } from './mask.ts';

test('a masked phone keeps what staff recognise it by, and no more', () => {
  expect(maskPhone('+8613800000001')).toBe('138****0001');
  expect(maskPhone('13800000001')).toBe('138****0001');
  expect(maskPhone('+447700900123')).toBe('+447****0123');
  expect(maskPhone('138****0001')).toBe('138****0001');
  fc.assert(
    fc.property(fc.stringMatching(/^\+?\d{3,15}$/), (phone) => {
      const shown = maskPhone(phone).replaceAll('*', '').length;
      expect(phone.length - shown).toBeGreaterThanOrEqual(Math.min(3, phone.length - 2));
    }),
  );
});

test('a masked email keeps one letter and the domain', () => {
  expect(maskEmail('ann@example.com')).toBe('a***@example.com');
  expect(maskEmail('明@example.com')).toBe('明***@example.com');
  expect(maskEmail('nonsense')).toBe('***');
});
