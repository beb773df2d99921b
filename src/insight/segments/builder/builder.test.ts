import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Builder } from '../schema.ts';
import type { Expression } from '../text/ast.ts';
import { parse } from '../text/parser.ts';
import { print } from '../text/print.ts';
import { clicksOf, textOf } from './builder.ts';

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
      const { builder: back, rewritten } = clicksOf(tree);
      if (back === null || rewritten) throw new Error(`not shown as written: ${text}`);
      expect(textOf(back)).toBe(text);
      expect(clicksOf(parse(textOf(back))).builder).toEqual(back);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['tags = 1 AND (tags = 2 OR NOT tags = 3) AND tags = 4', ['all', 'any', 'all']],
  ['tags = 1 AND tags = 2 OR tags = 3', ['all', 'any']],
  ['(tags = 1 AND tags = 2) OR tags = 3', ['all', 'any']],
])('%s is shown as %s, as it was written', (text, groups) => {
  const { builder: shown, rewritten } = clicksOf(parse(text));
  expect(shown?.groups.map((group) => group.match)).toEqual(groups);
  expect(rewritten).toBe(false);
});

test.each([
  ['(tags = 1 AND tags = 2) AND tags = 3', 'tags = 1 AND tags = 2 AND tags = 3'],
  ['NOT (tags = 1 OR NOT tags = 2)', 'NOT tags = 1 AND tags = 2'],
  [
    'tags = 1 AND (tags = 2 OR (tags = 3 AND tags = 4))',
    'tags = 1 AND (tags = 2 OR tags = 3) AND (tags = 2 OR tags = 4)',
  ],
])('%s is shown in the equal form %s', (text, form) => {
  const { builder: shown, rewritten } = clicksOf(parse(text));
  expect(shown && textOf(shown)).toBe(form);
  expect(rewritten).toBe(true);
});

const NOWHERE = { from: 0, to: 0 };
const leaf = fc
  .integer({ min: 1, max: 5 })
  .map((n): Expression => parse(`number_of_orders = ${n}`));
const tree: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    tie('tree').map((of): Expression => ({ kind: 'not', of, span: NOWHERE })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, of]): Expression => ({ kind, of, span: NOWHERE })),
  ),
})).tree;

/** For somebody of whom exactly these leaves hold. */
function holds(expression: Expression, told: ReadonlySet<string>): boolean {
  if (expression.kind === 'not') return !holds(expression.of, told);
  if (expression.kind === 'and') return expression.of.every((one) => holds(one, told));
  if (expression.kind === 'or') return expression.of.some((one) => holds(one, told));
  return told.has(print(expression));
}

test('whatever a text is shown as counts the same people', () => {
  const told = fc.uniqueArray(fc.integer({ min: 1, max: 5 }));
  let shown = 0;
  fc.assert(
    fc.property(tree, told, (expression, numbers) => {
      const { builder: clicks } = clicksOf(expression);
      if (clicks === null) return;
      shown++;
      const of = new Set(numbers.map((n) => `number_of_orders = ${n}`));
      expect(holds(parse(textOf(clicks)), of)).toBe(holds(expression, of));
    }),
    { numRuns: 1000 },
  );
  expect(shown).toBeGreaterThan(500);
});
