import { expect, test } from 'vitest';
import { clicksOf } from './builder/builder.ts';
import { ANY_DAY, readSegment } from './read.ts';
import { READY } from './ready.ts';

test.each(READY.map((one) => [one.key, one.text]))(
  'the ready-made %s is understood and can be clicked',
  (key, text) => {
    const read = readSegment(text, ANY_DAY);
    if (!read.ok) throw new Error(`${key}: ${JSON.stringify(read.problem)}`);
    expect(clicksOf(read.value.expression)).toMatchObject({ rewritten: false });
    expect(clicksOf(read.value.expression).builder).not.toBeNull();
  },
);

test('ready-made ones have names of their own in both languages', () => {
  expect(READY.length).toBeGreaterThanOrEqual(24);
  for (const n of [0, 1] as const)
    expect(new Set(READY.map(({ name }) => name[n])).size).toBe(READY.length);
  expect(new Set(READY.map(({ key }) => key)).size).toBe(READY.length);
});
