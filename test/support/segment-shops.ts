/** Random shops and random segments over them, with few values so that they meet. */
import fc from 'fast-check';
import { FIELDS, OPERATORS_OF, type Field } from '../../src/insight/segments/fields/index.ts';
import type { Expression, Operator, Plain } from '../../src/insight/segments/text/ast.ts';

const S = { from: 0, to: 0 };

export interface Order {
  person: number | null;
  day: string;
  gross: number;
  promotion: string | null;
  lines: { product: number; quantity: number; kind: string }[];
}
export type Row = Record<string, unknown> & { person_id: number };
export interface Shop {
  rows: Row[];
  orders: Order[];
  attributes: { person: number; key: string; value: string; from: string; to: string | null }[];
}

const DAYS = ['2025-03-15', '2025-12-31', '2026-01-01', '2026-02-15', '2026-03-10', '2026-03-15'];
const TEXTS = ['Bath', 'bath', '浙江', "it's", ''];
const TAGS = ['vip', 'VIP', 'tea'];
export const PRODUCTS = [
  { sku: 'T1', title: 'Jasmine tea', category: 'tea' },
  { sku: 't2', title: 'Oolong', category: 'Tea' },
  { sku: 'P1', title: 'Teapot', category: null },
];

/** The columns behind the fields, with few values so that they meet. */
export const COLUMNS = new Map<string, { type: string; of: fc.Arbitrary<unknown> }>();
const numbers = fc.constantFrom(0, 1, 2, 3, 5, 200, 401);
for (const field of FIELDS) {
  const column = `${field.beside ? 'f' : 't'}.${field.name}`;
  if (field.sql !== column || field.sqlOn !== undefined) continue;
  const by: Partial<Record<Field['type'], [string, fc.Arbitrary<unknown>]>> = {
    number: ['DOUBLE', numbers],
    money: ['BIGINT', fc.constantFrom(0, 1999, 2000, 50_000)],
    share: ['DOUBLE', fc.constantFrom(0, 0.5, 0.6, 1)],
    day: ['DATE', fc.constantFrom(...DAYS, '2026-04-01')],
    text: ['VARCHAR', fc.constantFrom(...TEXTS)],
    choice: [
      'VARCHAR',
      fc.constantFrom(...(field.values ?? [{ value: 'none' }]).map(({ value }) => value)),
    ],
    yes_no: ['BOOLEAN', fc.boolean()],
    list:
      field.name === 'shops' ? ['BIGINT[]', fc.subarray([1, 2])] : ['VARCHAR[]', fc.subarray(TAGS)],
  };
  const [type, of] = by[field.type]!;
  COLUMNS.set(field.name, { type, of });
}
COLUMNS.set('birthday_month', { type: 'DOUBLE', of: fc.constantFrom(1, 2, 3, 12) });
COLUMNS.set('birthday_day', { type: 'DOUBLE', of: fc.constantFrom(1, 2, 15, 27, 30, 31) });
COLUMNS.set('birthday_lunar', { type: 'BOOLEAN', of: fc.constantFrom(false, false, true) });

const person: fc.Arbitrary<Omit<Row, 'person_id'>> = fc.record(
  Object.fromEntries([...COLUMNS].map(([name, { of }]) => [name, fc.option(of, { freq: 4 })])),
);
const order: fc.Arbitrary<Order> = fc.record({
  person: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 8 }),
  day: fc.constantFrom(...DAYS, '2026-03-16'),
  gross: fc.constantFrom(1999, 2000, 50_000),
  promotion: fc.constantFrom(null, 'D11', 'd11', 'X'),
  lines: fc.array(
    fc.record({
      product: fc.constantFrom(1, 2, 3),
      quantity: fc.constantFrom(1, 2),
      kind: fc.constantFrom('goods', 'goods', 'shipping'),
    }),
    { maxLength: 3 },
  ),
});
export const shop: fc.Arbitrary<Shop> = fc.record({
  rows: fc
    .array(person, { minLength: 12, maxLength: 12 })
    .map((rows) => rows.map((row, n) => ({ ...row, person_id: n + 1 }))),
  orders: fc.array(order, { maxLength: 25, size: 'max' }),
  attributes: fc.array(
    fc.record({
      person: fc.integer({ min: 1, max: 12 }),
      key: fc.constantFrom('skin', 'size'),
      value: fc.constantFrom('dry', 'Dry', '5', '42.5', '2026-01-01', 'true'),
      from: fc.constantFrom('2026-01-01', '2026-03-16'),
      to: fc.constantFrom(null, '2026-02-01'),
    }),
    { maxLength: 12 },
  ),
});

const num = (of: fc.Arbitrary<number>): fc.Arbitrary<Plain> =>
  of.map((value) => ({ kind: 'number', value }));
const text = (of: fc.Arbitrary<string>): fc.Arbitrary<Plain> =>
  of.map((value) => ({ kind: 'text', value }));
const aDay: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(...DAYS).map((value): Plain => ({ kind: 'day', value })),
  fc.constantFrom<Plain>(
    { kind: 'named', value: 'today' },
    { kind: 'named', value: 'start_of_month' },
    { kind: 'named', value: 'end_of_year' },
    { kind: 'offset', amount: -28, unit: 'd' },
    { kind: 'offset', amount: -1, unit: 'y' },
    { kind: 'offset', amount: -1, unit: 'm' },
  ),
);

const valueOf = (field: Field): fc.Arbitrary<Plain> => {
  switch (field.type) {
    case 'number':
      return num(numbers);
    case 'money':
      return num(fc.constantFrom(0, 19.99, 20, 500));
    case 'share':
      return num(fc.constantFrom(0, 0.5, 0.6, 1));
    case 'day':
    case 'yearly':
      return aDay;
    case 'text':
      return text(fc.constantFrom(...TEXTS, 'TH', '浙'));
    case 'choice':
      return text(fc.constantFrom(...field.values!.map(({ value }) => value)));
    case 'yes_no':
      return fc.boolean().map((value) => ({ kind: 'boolean', value }));
    case 'list':
      return text(fc.constantFrom('Vip', 'tea', 'none', 'One', 'bath'));
  }
};
const many: Partial<Record<Operator, number>> = {
  'IS NULL': 0,
  'IS NOT NULL': 0,
  BETWEEN: 2,
  IN: 3,
  'NOT IN': 3,
};
const clauseOf = (
  field: string,
  operators: readonly Operator[],
  value: fc.Arbitrary<Plain>,
): fc.Arbitrary<Expression> =>
  fc
    .record({
      operator: fc.constantFrom(...operators),
      some: fc.array(value, { minLength: 3, maxLength: 3 }),
    })
    .map(({ operator, some }) => ({
      ...{ kind: 'clause', field, operator, fieldSpan: S, operatorSpan: S, span: S },
      values: some.slice(0, many[operator] ?? 1).map((one) => ({ ...one, span: S })),
    }));
const clause = fc
  .constantFrom(...FIELDS)
  .chain((field) => clauseOf(field.name, OPERATORS_OF[field.type], valueOf(field)));
const attribute = fc.oneof(
  clauseOf(
    'attribute.skin',
    ['=', '!=', 'IN', 'CONTAINS', 'NOT CONTAINS', 'IS NULL', 'IS NOT NULL'],
    text(fc.constantFrom('dry', 'DRY', '5')),
  ),
  clauseOf(
    'attribute.size',
    ['=', '<', '>=', 'BETWEEN', 'NOT IN'],
    num(fc.constantFrom(5, 42.5, 50)),
  ),
);
const argument = (name: string, value: fc.Arbitrary<Plain>, most = 1) =>
  fc
    .array(value, { minLength: 1, maxLength: most })
    .map((values) => ({ name, nameSpan: S, values: values.map((one) => ({ ...one, span: S })) }));
const period = [argument('date', aDay), argument('since', aDay), argument('until', aDay)];
const small = num(fc.constantFrom(0, 1, 2, 3));
const counts = [
  argument('count', small),
  argument('count_at_least', small),
  argument('count_at_most', small),
];
const callOf = (name: string, args: ReturnType<typeof argument>[]): fc.Arbitrary<Expression> =>
  fc
    .subarray(args, { maxLength: 3 })
    .chain((some) => fc.tuple(...some))
    .map((found) => ({ kind: 'call', name, nameSpan: S, args: found, span: S }));
const money = num(fc.constantFrom(19.99, 20, 500));
const call = fc.oneof(
  callOf('orders_placed', [
    ...period,
    ...counts,
    argument('amount_at_least', money),
    argument('total_at_most', money),
    argument('promotion', text(fc.constantFrom('d11', 'x')), 2),
  ]),
  callOf('products_purchased', [
    ...period,
    ...counts,
    argument('category', text(fc.constantFrom('tea', 'pots')), 2),
    argument('title', text(fc.constantFrom('TEA', 'oo')), 2),
    argument('sku', text(fc.constantFrom('T2', 'p1'))),
    argument('quantity_at_least', small),
    argument('quantity_at_most', small),
  ]),
);
export const segment: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: clause },
    { weight: 1, arbitrary: attribute },
    // Over the turn of the year too.
    { weight: 1, arbitrary: clauseOf('birthday', ['BETWEEN', '='], aDay) },
    { weight: 2, arbitrary: call },
    { weight: 1, arbitrary: tie('tree').map((of): Expression => ({ kind: 'not', of, span: S })) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
        span: fc.constant(S),
      }),
    },
  ),
})).tree;
