/** A segment's SQL against plain JavaScript over the same rows, for random segments over random shops. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIELDS, OPERATORS_OF, type Field } from '../../src/insight/segments/fields/index.ts';
import { peopleOf } from '../../src/insight/segments/people.ts';
import { readSegment } from '../../src/insight/segments/read.ts';
import { print } from '../../src/insight/segments/text/print.ts';
import type { Expression, Operator, Plain } from '../../src/insight/segments/text/ast.ts';
import { macroStatements } from '../../src/lens/definitions/index.ts';
import { openDuck, type Duck } from '../../src/platform/duckdb/index.ts';

const AS_OF = '2026-03-15';
const S = { from: 0, to: 0 };

interface Order {
  person: number | null;
  day: string;
  gross: number;
  promotion: string | null;
  lines: { product: number; quantity: number; kind: string }[];
}
type Row = Record<string, unknown> & { person_id: number };
interface Shop {
  rows: Row[];
  orders: Order[];
  attributes: { person: number; key: string; value: string; from: string; to: string | null }[];
}

const DAYS = ['2025-03-15', '2025-12-31', '2026-01-01', '2026-02-15', '2026-03-10', '2026-03-15'];
const TEXTS = ['Bath', 'bath', '浙江', "it's", ''];
const TAGS = ['vip', 'VIP', 'tea'];
const PRODUCTS = [
  { sku: 'T1', title: 'Jasmine tea', category: 'tea' },
  { sku: 't2', title: 'Oolong', category: 'Tea' },
  { sku: 'P1', title: 'Teapot', category: null },
];

/** The columns behind the fields, with few values so that they meet. */
const COLUMNS = new Map<string, { type: string; of: fc.Arbitrary<unknown> }>();
const numbers = fc.constantFrom(0, 1, 2, 3, 5, 200, 401);
for (const field of FIELDS) {
  if (field.sql !== `t.${field.name}`) continue;
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
const shop: fc.Arbitrary<Shop> = fc.record({
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
const segment: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
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

// The oracle: what a segment means, said once more without the compiler.

const pad = (date: Date): string => date.toISOString().slice(0, 10);
const ago = (years: number, months: number, days: number): string =>
  pad(new Date(Date.UTC(2026 + years, 2 + months, 15 + days)));
const NAMED: Record<string, string> = {
  today: AS_OF,
  start_of_month: '2026-03-01',
  end_of_year: '2026-12-31',
};
function day(value: Plain): string {
  if (value.kind === 'named') return NAMED[value.value]!;
  if (value.kind !== 'offset') return String(value.value);
  return ago(
    value.unit === 'y' ? value.amount : 0,
    value.unit === 'm' ? value.amount : 0,
    value.unit === 'd' ? value.amount : 0,
  );
}
const monthDay = (iso: string): number => Number(iso.slice(5, 7)) * 100 + Number(iso.slice(8, 10));
const low = (value: unknown): string => String(value).toLowerCase();
const minor = (value: number): number => Math.round(value * 100);

function given(field: Pick<Field, 'type'>, value: Plain): unknown {
  if (field.type === 'day') return day(value);
  if (field.type === 'yearly') return monthDay(day(value));
  const raw = (value as { value: unknown }).value;
  if (field.type === 'money') return minor(raw as number);
  return field.type === 'text' ? low(raw) : raw;
}
const SUBSCRIBED: Record<string, string> = {
  granted: 'SUBSCRIBED',
  refused: 'UNSUBSCRIBED',
  withdrawn: 'UNSUBSCRIBED',
};
function column(row: Row, name: string): unknown {
  const aliases: Record<string, string> = {
    customer_tags: 'tags',
    customer_countries: 'country',
    customer_regions: 'region',
    customer_cities: 'city',
    customer_added_date: 'customer_since',
  };
  if (name.endsWith('_subscription_status'))
    return (
      SUBSCRIBED[String(row[name.replace('_subscription_status', '_consent')])] ?? 'NOT_SUBSCRIBED'
    );
  if (name === 'birthday')
    return row['birthday_lunar'] === true ||
      row['birthday_month'] == null ||
      row['birthday_day'] == null
      ? null
      : Number(row['birthday_month']) * 100 + Number(row['birthday_day']);
  return row[aliases[name] ?? name];
}

function compare(operator: Operator, have: unknown, wanted: unknown[]): boolean {
  const [a, b] = wanted as [number, number];
  const x = have as number;
  switch (operator) {
    case '=':
      return x === a;
    case '<':
      return x < a;
    case '<=':
      return x <= a;
    case '>':
      return x > a;
    case '>=':
      return x >= a;
    case 'BETWEEN':
      return x >= a && x <= b;
    case 'IN':
      return wanted.includes(x);
    default:
      throw new Error(operator);
  }
}
const OPPOSITE: Partial<Record<Operator, Operator>> = {
  '!=': '=',
  'NOT IN': 'IN',
  'NOT CONTAINS': 'CONTAINS',
  'IS NOT NULL': 'IS NULL',
};

function clauseHolds(leaf: Extract<Expression, { kind: 'clause' }>, row: Row, past: Shop): boolean {
  const opposite = OPPOSITE[leaf.operator];
  if (opposite !== undefined) return !clauseHolds({ ...leaf, operator: opposite }, row, past);
  if (leaf.field.startsWith('attribute.')) return attributeHolds(leaf, row, past);
  const field = FIELDS.find(({ name }) => name === leaf.field)!;
  const have = column(row, leaf.field);
  const isEmptyList = Array.isArray(have) && have.length === 0;
  if (leaf.operator === 'IS NULL') return have == null || isEmptyList;
  if (have == null) return false;
  const wanted = leaf.values.map((value) => given(field, value));
  if (leaf.operator === 'CONTAINS') {
    if (field.type === 'text') return low(have).includes(wanted[0] as string);
    const all = Array.isArray(have)
      ? have.map((one) => (one === 1 ? 'one' : one === 2 ? 'two' : low(one)))
      : [low(have)];
    return all.includes(low(wanted[0]));
  }
  const [from, to] = wanted as number[];
  if (field.type === 'yearly' && leaf.operator === 'BETWEEN' && from! > to!)
    return (have as number) >= from! || (have as number) <= to!;
  return compare(leaf.operator, field.type === 'text' ? low(have) : have, wanted);
}

function attributeHolds(
  leaf: Extract<Expression, { kind: 'clause' }>,
  row: Row,
  past: Shop,
): boolean {
  const mine = past.attributes.filter(
    (one) =>
      one.person === row.person_id &&
      `attribute.${one.key}` === leaf.field &&
      one.from <= AS_OF &&
      (one.to === null || one.to > AS_OF),
  );
  if (leaf.operator === 'IS NULL') return mine.length === 0;
  const wanted = leaf.values.map((value) =>
    value.kind === 'text' ? low(value.value) : (value as { value: unknown }).value,
  );
  return mine.some(({ value }) => {
    if (leaf.operator === 'CONTAINS') return low(value).includes(String(wanted[0]));
    const have =
      leaf.values[0]!.kind === 'number'
        ? /^[\d.]+$/.test(value)
          ? Number(value)
          : null
        : low(value);
    return have !== null && compare(leaf.operator, have, wanted);
  });
}

function callHolds(leaf: Extract<Expression, { kind: 'call' }>, row: Row, past: Shop): boolean {
  const args = new Map(leaf.args.map((one) => [one.name, one.values]));
  const texts = (name: string): string[] | undefined =>
    args.get(name)?.map((value) => low((value as { value: unknown }).value));
  const number = (name: string): number | undefined =>
    args.has(name) ? (args.get(name)![0] as { value: number }).value : undefined;
  const within = (value: number, name: string, scale = 1): boolean =>
    (number(name) === undefined || value === number(name)) &&
    (number(`${name}_at_least`) === undefined ||
      value >= Math.round(number(`${name}_at_least`)! * scale)) &&
    (number(`${name}_at_most`) === undefined ||
      value <= Math.round(number(`${name}_at_most`)! * scale));
  const fits = (line: Order['lines'][number]): boolean => {
    const product = PRODUCTS[line.product - 1]!;
    return (
      line.kind === 'goods' &&
      (texts('category')?.includes(low(product.category)) ?? true) &&
      (texts('title')?.some((one) => low(product.title).includes(one)) ?? true) &&
      (texts('sku')?.includes(low(product.sku)) ?? true)
    );
  };
  const date = args.get('date')?.[0];
  const mine = past.orders.filter(
    (one) =>
      one.person === row.person_id &&
      one.day <= AS_OF &&
      (date === undefined ||
        (date.kind === 'offset' ? one.day >= day(date) : one.day === day(date))) &&
      (!args.has('since') || one.day >= day(args.get('since')![0]!)) &&
      (!args.has('until') || one.day <= day(args.get('until')![0]!)) &&
      (leaf.name === 'products_purchased' ||
        (within(one.gross, 'amount', 100) &&
          (texts('promotion')?.includes(low(one.promotion)) ?? true))) &&
      (leaf.name === 'orders_placed' || one.lines.some(fits)),
  );
  const counted = [...args.keys()].some((name) => /^(count|quantity|total)/.test(name));
  const pieces = mine
    .flatMap((one) => one.lines.filter(fits))
    .reduce((sum, line) => sum + line.quantity, 0);
  const total = mine.reduce((sum, one) => sum + one.gross, 0);
  if (!counted) return mine.length > 0;
  return within(mine.length, 'count') && within(pieces, 'quantity') && within(total, 'total', 100);
}

function holds(one: Expression, row: Row, past: Shop): boolean {
  switch (one.kind) {
    case 'clause':
      return clauseHolds(one, row, past);
    case 'call':
      return callHolds(one, row, past);
    case 'not':
      return !holds(one.of, row, past);
    case 'and':
      return one.of.every((part) => holds(part, row, past));
    case 'or':
      return one.of.some((part) => holds(part, row, past));
  }
}

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ path: ':memory:', threads: 2, memoryLimit: '300MB' });
  await duck.run(`ATTACH ':memory:' AS lens`);
  const columns = [...COLUMNS].map(([name, { type }]) => `${name} ${type}`).join(', ');
  await duck.run(`CREATE TABLE lens.main.trait (person_id BIGINT, ${columns});
    CREATE TABLE lens.main.shop (id BIGINT, name VARCHAR, currency VARCHAR, time_zone VARCHAR);
    INSERT INTO lens.main.shop VALUES (1, 'One', 'CNY', 'UTC'), (2, 'Two', 'CNY', 'UTC');
    CREATE TABLE lens.main.customer (id BIGINT, person_id BIGINT);
    INSERT INTO lens.main.customer SELECT n, n FROM range(1, 13) x (n);
    CREATE TABLE lens.main.customer_tag (customer_id BIGINT, tag VARCHAR);
    INSERT INTO lens.main.customer_tag VALUES (1, 'vip'), (2, 'VIP'), (3, 'tea');
    CREATE TABLE lens.main.customer_attribute (customer_id BIGINT, key VARCHAR, value VARCHAR, valid_from TIMESTAMP, valid_to TIMESTAMP);
    CREATE TABLE lens.main.product (id BIGINT, shop_id BIGINT, sku VARCHAR, title VARCHAR, category VARCHAR);
    CREATE TABLE lens.main.orders (id BIGINT, shop_id BIGINT, customer_id BIGINT, kind VARCHAR, number VARCHAR, purchased_at TIMESTAMP, purchased_day DATE, void_at TIMESTAMP, currency VARCHAR, gross BIGINT, units DECIMAL(18,4), promotion_code VARCHAR, source VARCHAR);
    CREATE TABLE lens.main.order_line (order_id BIGINT, kind VARCHAR, product_id BIGINT, quantity DECIMAL(18,4), amount BIGINT)`);
  for (const [n, { sku, title, category }] of PRODUCTS.entries())
    await duck.run('INSERT INTO lens.main.product VALUES ($1, 1, $2, $3, $4)', [
      n + 1,
      sku,
      title,
      category,
    ]);
  for (const statement of macroStatements())
    if (/MACRO lens\.main\.(cutoffs|purchases)\(/.test(statement)) await duck.run(statement);
});
afterAll(() => duck.close());

async function write({ rows, orders, attributes }: Shop): Promise<void> {
  for (const table of ['trait', 'orders', 'order_line', 'customer_attribute'])
    await duck.run(`DELETE FROM lens.main.${table}`);
  const names = [...COLUMNS.keys()];
  for (const row of rows)
    await duck.run(
      `INSERT INTO lens.main.trait (person_id, ${names.join(', ')}) VALUES ($1, ${names.map((name, n) => `CAST($${n + 2} AS ${COLUMNS.get(name)!.type})`).join(', ')})`,
      [row.person_id, ...names.map((name) => row[name] as string)],
    );
  for (const [n, one] of orders.entries()) {
    await duck.run(
      `INSERT INTO lens.main.orders VALUES ($1, 1, $2, 'order', $1, CAST($3 AS TIMESTAMP), CAST($3 AS DATE), NULL, 'CNY', $4, 1, $5, NULL)`,
      [n + 1, one.person, one.day, one.gross, one.promotion],
    );
    for (const { kind, product, quantity } of one.lines)
      await duck.run('INSERT INTO lens.main.order_line VALUES ($1, $2, $3, $4, 100)', [
        n + 1,
        kind,
        product,
        quantity,
      ]);
  }
  for (const one of attributes)
    await duck.run(
      'INSERT INTO lens.main.customer_attribute VALUES ($1, $2, $3, CAST($4 AS TIMESTAMP), CAST($5 AS TIMESTAMP))',
      [one.person, one.key, one.value, one.from, one.to],
    );
}

test('a segment holds whom plain JavaScript says it holds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      shop,
      fc.array(segment, { minLength: 40, maxLength: 40 }),
      async (past, segments) => {
        await write(past);
        for (const expression of segments) {
          const written = print(expression);
          const read = readSegment(written, { asOf: AS_OF, digits: 2 });
          // Values in the wrong order are the only thing a typed segment can have wrong.
          if (!read.ok) {
            expect(read.problem.code).toBe('segment_between_order');
            continue;
          }
          const params: (string | number | boolean)[] = [];
          const sql = peopleOf(read.value.query, {
            bind: (value) => `$${params.push(value)}`,
            asOf: `DATE '${AS_OF}'`,
            traits: 'lens.main.trait',
          });
          const found = await duck.all<{ person_id: number }>(`${sql} ORDER BY 1`, params);
          const expected = past.rows
            .filter((row) => holds(expression, row, past))
            .map((row) => row.person_id);
          expect({ written, found: found.map((row) => row.person_id) }).toEqual({
            written,
            found: expected,
          });
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
});
