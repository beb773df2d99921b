import { expect, test } from 'vitest';
import { flowOf, type End } from './flow-rules.ts';

const names = ['new', 'active', 'at risk', 'dormant', 'lost'];
const moves = [
  { from: 'new', to: 'new', amount: 900 },
  { from: 'new', to: 'at risk', amount: 50 },
  { from: 'active', to: 'at risk', amount: 1 },
  { from: 'at risk', to: 'dormant', amount: 2 },
  { from: 'dormant', to: 'lost', amount: 3 },
  { from: 'lost', to: 'active', amount: 0 },
];

test('ribbons stay inside their ends, ends inside the frame, and nothing of amount zero is drawn', () => {
  const { lefts, rights, ribbons } = flowOf(moves, names, 6);
  expect(ribbons).toHaveLength(5);
  const inside = (end: End | undefined, top: number, high: number) => {
    expect(top).toBeGreaterThanOrEqual(end!.top - 1e-9);
    expect(top + high).toBeLessThanOrEqual(end!.top + end!.high + 1e-9);
  };
  for (const one of ribbons) {
    inside(
      lefts.find(({ name }) => name === one.from),
      one.left,
      one.high,
    );
    inside(
      rights.find(({ name }) => name === one.to),
      one.right,
      one.high,
    );
  }
  expect(Math.max(...[...lefts, ...rights].map(({ top, high }) => top + high))).toBeLessThan(101);
});

test('the words of thin neighbours do not lie on each other', () => {
  const { lefts, rights } = flowOf(moves, names, 6);
  const steps = [lefts, rights].flatMap((ends) =>
    ends.slice(1).map(({ words }, at) => words - ends[at]!.words),
  );
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(6 - 1e-9);
});
