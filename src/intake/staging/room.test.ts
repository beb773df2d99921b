import { expect, test } from 'vitest';
import { roomFor } from './room.ts';

test('an ordinary file keeps to the usual room; a large one gets more, never over half of what is free', () => {
  expect(roomFor(541_909, 16_000)).toBe(170);
  expect(roomFor(6_500_000, 16_000)).toBe(305);
  expect(roomFor(6_500_000, 500)).toBe(250);
  expect(roomFor(6_500_000, 100)).toBe(170);
});
