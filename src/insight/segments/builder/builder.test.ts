import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Builder } from '../schema.ts';
import { parse } from '../text/parser.ts';
import { print } from '../text/print.ts';
import { builderOf, textOf } from './builder.ts';

const value = fc.oneof(
  fc.string({ maxLength: 6 }).map((text) => ({ kind: 'text' as const, value: text })),
  fc.integer({ min: -99, max: 99 }).map((number) => ({ kind: 'number' as const, value: number })),
  fc.constant({ kind: 'offset' as const, amount: -90, unit: 'd' as const }),
);
const condition = fc.oneof(
  fc.record({
    kind: fc.constant('clause' as const),
    field: fc.constantFrom('number_of_orders', 'tags', 'attribute.a b'),
    operator: fc.constantFrom('=', 'CONTAINS'),
    values: fc.tuple(value),
    negated: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('call' as const),
    name: fc.constant('orders_placed'),
    args: fc.array(
      fc.record({
        name: fc.constantFrom('since', 'source'),
        values: fc.array(value, { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    negated: fc.boolean(),
  }),
);
const match = fc.constantFrom('all' as const, 'any' as const);
const builder: fc.Arbitrary<Builder> = fc.record({
  match,
  groups: fc.array(fc.record({ match, conditions: fc.array(condition, { maxLength: 3 }) }), {
    maxLength: 4,
  }),
});

test('what was clicked becomes a text that comes back as clicks with the same text', () => {
  fc.assert(
    fc.property(builder, (built) => {
      const text = textOf(built);
      fc.pre(text !== '');
      const tree = parse(text);
      expect(print(tree)).toBe(text);
      const back = builderOf(tree);
      if (back === undefined) throw new Error(`not shown: ${text}`);
      expect(textOf(back)).toBe(text);
      expect(builderOf(parse(textOf(back)))).toEqual(back);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['tags = 1 AND (tags = 2 OR NOT tags = 3) AND tags = 4', ['all', 'any', 'all']],
  ['tags = 1 AND tags = 2 OR tags = 3', ['all', 'any']],
  ['(tags = 1 AND tags = 2) OR tags = 3', ['all', 'any']],
  ['(tags = 1 AND tags = 2) AND tags = 3', undefined],
  ['NOT (tags = 1 OR tags = 2)', undefined],
  ['tags = 1 AND (tags = 2 OR (tags = 3 AND tags = 4))', undefined],
])('%s is shown as %s', (text, groups) => {
  const tree = parse(text);
  expect(builderOf(tree)?.groups.map((group) => group.match)).toEqual(groups);
});
