import { expect, test } from 'vitest';
import { newSealKey, seal, unseal } from './index.ts';

test('what was sealed comes back with its key in its place, and nowhere else', () => {
  const key = newSealKey();
  const sealed = seal(key, 'channel:7', '密码 s3cret');
  expect(sealed.toString('latin1')).not.toContain('s3cret');
  expect(unseal(key, 'channel:7', sealed)).toBe('密码 s3cret');
  expect(unseal(newSealKey(), 'channel:7', sealed)).toBeUndefined();
  expect(unseal(key, 'channel:8', sealed)).toBeUndefined();
  for (const place of [0, 13, sealed.length - 1]) {
    const forged = Buffer.from(sealed);
    forged[place] = (forged[place] ?? 0) ^ 1;
    expect(unseal(key, 'channel:7', forged)).toBeUndefined();
  }
  expect(unseal(key, 'channel:7', sealed.subarray(0, 20))).toBeUndefined();
});
