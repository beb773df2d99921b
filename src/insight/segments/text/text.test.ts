import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sentence } from '../../../kernel/index.ts';
import { ANY_DAY, readSegment } from '../read.ts';
import { NAMED_DAYS, OPERATORS, type Expression, type Operator, type Plain } from './ast.ts';
import { KEYWORDS } from './cursor.ts';
import { parse } from './parser.ts';
import { print } from './print.ts';

/** Without places, two trees are equal when they say the same. */
const bare = (tree: unknown): unknown =>
  JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (/span$/i.test(key) ? undefined : value)),
  );

const S = { from: 0, to: 0 };
const plain: fc.Arbitrary<Plain> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => ({ kind: 'text' as const, value })),
  fc
    .constantFrom("it's", "''", 'a"b', '“', ' AND ', "'; DROP TABLE customer; --")
    .map((value) => ({ kind: 'text' as const, value })),
  fc
    .integer({ min: -1e9, max: 1e9 })
    .map((n) => ({ kind: 'number' as const, value: n / 1000 || 0 })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((d) => ({ kind: 'day' as const, value: d.toISOString().slice(0, 10) })),
  fc.record({
    kind: fc.constant('offset' as const),
    amount: fc.integer({ min: -9999, max: 9999 }).filter((n) => n !== 0),
    unit: fc.constantFrom('d' as const, 'w' as const, 'm' as const, 'y' as const),
  }),
  fc.constantFrom(...NAMED_DAYS).map((value) => ({ kind: 'named' as const, value })),
);
const value = plain.map((one) => ({ ...one, span: S }));
const isFree = (word: string): boolean =>
  ![...KEYWORDS, 'TRUE', 'FALSE', ...NAMED_DAYS.map((d) => d.toUpperCase())].includes(
    word.toUpperCase(),
  );
const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter(isFree);
const name = fc.oneof(
  word,
  fc.constantFrom('肤质', 'last_order_date'),
  fc.string({ minLength: 1, maxLength: 8 }).map((key) => `attribute.${key}`),
);
const clause = fc
  .record({
    field: name,
    operator: fc.constantFrom(...OPERATORS),
    some: fc.array(value, { minLength: 2, maxLength: 4 }),
  })
  .map(({ field, operator, some }): Expression => {
    const many: Partial<Record<Operator, number>> = {
      'IS NULL': 0,
      'IS NOT NULL': 0,
      BETWEEN: 2,
      IN: some.length,
      'NOT IN': some.length,
    };
    return {
      kind: 'clause',
      field,
      operator,
      values: some.slice(0, many[operator] ?? 1),
      fieldSpan: S,
      operatorSpan: S,
      span: S,
    };
  });
const call = fc
  .record({
    name: word,
    args: fc.array(
      fc.record({
        name: word,
        nameSpan: fc.constant(S),
        values: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map((one): Expression => ({ kind: 'call', ...one, nameSpan: S, span: S }));
const tree: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    clause,
    call,
    tie('tree').map((of): Expression => ({ kind: 'not', of, span: S })),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
      span: fc.constant(S),
    }),
  ),
})).tree;

test('what is printed is read back as the same tree', () => {
  fc.assert(
    fc.property(tree, (one) => {
      expect(bare(parse(print(one)))).toEqual(bare(one));
    }),
    { numRuns: 500 },
  );
});

test('whatever is typed is understood or refused at a place within the text, in both languages', () => {
  const pieces = fc.constantFrom(
    ...[
      'number_of_orders',
      'last_order_date',
      'tags',
      'AND',
      'OR',
      'NOT',
      '(',
      ')',
      ',',
      ':',
      '=',
      '<',
      "'a'",
      "'",
      '-90d',
      '2',
      'IN',
      'IS',
      'NULL',
      'BETWEEN',
    ],
    ...[
      'products_purchased',
      'CONTAINS',
      '2026-02-30',
      '%',
      '；',
      'today',
      'touches',
      'lifecycle_stage',
      "'dormnt'",
      'customer_tag',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 9 }), (words) => {
      const text = words.join(' ');
      const read = readSegment(text, ANY_DAY);
      if (read.ok) return;
      const { from, to } = read.problem.params as { from: number; to: number };
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(text.length);
      for (const language of ['en', 'zh'] as const)
        expect(sentence(read.problem, language)).not.toMatch(/segment_|\{\w+\}/);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['number_of_order >= 2', 'segment_unknown_field_meant', 'number_of_order', 'number_of_orders'],
  ["a = 1 AND lifecycle_stage = 'dormnt'", 'segment_unknown_field', 'a', undefined],
  ["lifecycle_stage = 'dormnt'", 'segment_no_choice_meant', "'dormnt'", 'dormant'],
  ['沉睡 = 1', 'segment_unknown_field', '沉睡', undefined],
  ['客户阶段 = 1', 'segment_unknown_field_meant', '客户阶段', 'lifecycle_stage'],
  ["number_of_orders >= 'two'", 'segment_type_number', "'two'", undefined],
  ['city = 5', 'segment_type_text', '5', undefined],
  ['city = tea', 'segment_wants_quoted', 'tea', undefined],
  ['last_order_date < 90', 'segment_type_day', '90', undefined],
  ['last_order_date = 2026-02-30', 'segment_no_such_day', '2026-02-30', undefined],
  ['open_complaint = 1', 'segment_type_yes_no', '1', undefined],
  ["tags = 'vip'", 'segment_operator', '=', undefined],
  ['number_of_orders BETWEEN 5 AND 2', 'segment_between_order', '5 AND 2', undefined],
  ["products_purchased(categry: 'tea')", 'segment_unknown_parameter_meant', 'categry', 'category'],
  ["products_purchased(category: 'a', category: 'b')", 'segment_twice', 'category', undefined],
  ['orders_placed(since: (2026-01-01, 2026-02-01))', 'segment_one_value', '2026-02-01', undefined],
  ['orders_placed >= 2', 'segment_call_needed', 'orders_placed', undefined],
  ['touches(date: -30d)', 'segment_later', 'touches', undefined],
  [
    'number_of_orders >= 2 number_of_orders < 9',
    'segment_wants_and_or',
    'number_of_orders',
    undefined,
  ],
  ['(number_of_orders >= 2', 'segment_ends_before_close', '', undefined],
  ['number_of_orders >= 2)', 'segment_wants_no_close', ')', undefined],
  ["city = 'Bath", 'segment_quote_open', "'Bath", undefined],
  ['city = 1; DROP TABLE customer', 'segment_strange', ';', undefined],
  ['', 'segment_empty', '', undefined],
])('%s is refused as %s at “%s”', (text, code, word, meant) => {
  const read = readSegment(text, ANY_DAY);
  if (read.ok) throw new Error('was understood');
  const {
    from,
    to,
    meant: said,
  } = read.problem.params as { from: number; to: number; meant?: string };
  expect([read.problem.code, text.slice(from, to), said]).toEqual([code, word, meant]);
});

test.each([
  ["products_purchased(id: '7') = true", "products_purchased(id: '7')"],
  ["products_purchased(id: '7') = false", "NOT products_purchased(id: '7')"],
  ['（number_of_orders ＞= 2 or city <> “Bath”）', "number_of_orders >= 2 OR city != 'Bath'"],
  [
    "lifecycle_stage in ('沉睡','lost') and not last_order_date >= 7_DAYS_AGO",
    "lifecycle_stage IN ('沉睡', 'lost') AND NOT last_order_date >= 7_days_ago",
  ],
  [
    "attribute.'skin type' = 'dry' AND attribute.'and' IS NULL",
    "attribute.'skin type' = 'dry' AND attribute.'and' IS NULL",
  ],
])('%s is written %s', (text, written) => {
  const read = readSegment(text, ANY_DAY);
  expect(read.ok ? read.value.text : sentence(read.problem, 'en')).toBe(written);
});

test('two hundred conditions are understood, far more refused with the limit; a deep nest too', () => {
  const many = (n: number) =>
    Array.from({ length: n }, (_, one) => `number_of_orders > ${one}`).join(' OR ');
  expect(readSegment(many(200), ANY_DAY)).toMatchObject({ ok: true });
  expect(readSegment(many(301), ANY_DAY)).toMatchObject({
    ok: false,
    problem: { code: 'segment_too_many', params: { max: 300 } },
  });
  const deep = `${'('.repeat(5000)}number_of_orders > 1${')'.repeat(3000)}`;
  expect(readSegment(deep, ANY_DAY)).toMatchObject({
    ok: false,
    problem: { code: 'segment_too_deep' },
  });
  expect(readSegment('x'.repeat(10_001), ANY_DAY)).toMatchObject({
    ok: false,
    problem: { code: 'segment_too_long' },
  });
});
