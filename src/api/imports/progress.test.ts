import { expect, test } from 'vitest';
import { progressOf } from './progress.ts';

test('time left and speed are said while bytes or rows go by, and not while a statement runs', () => {
  const reading = progressOf({ stage: 'reading', bytes: 50, size: 100 }, 10, 1000);
  expect(reading).toMatchObject({ read: 500, rows_per_second: 18, seconds_left: 47 });
  for (const seconds of [10, 600])
    expect(progressOf({ stage: 'checking', rows: 1000 }, seconds, 900)).toMatchObject({
      ...{ read: 1000, rows_per_second: null, seconds_left: null, share: 0.35 },
    });
  const writing = progressOf({ stage: 'writing', rows: 1000, written: 5, total: 10 }, 30, 900);
  expect(writing).toMatchObject({ read: 1000, seconds_left: 10, share: 0.75 });
});

test('nothing is guessed from the first moment', () => {
  expect(progressOf({ stage: 'reading', bytes: 1, size: 1000 }, 0.1, null)).toMatchObject({
    ...{ read: 0, rows_per_second: null, seconds_left: null },
  });
});
