/** What stands beside a customer's traits and in segments is what `forecast customers` lists, whoever asks and whenever. */
import { expect, test } from 'vitest';
import { testApi, type TestApi } from '../support/api.ts';
import { randomFrom, type Shop } from '../support/buyers.ts';
import { writeSimulated } from '../support/simulated-ledger.ts';
import { forecastsSettled } from '../../src/insight/forecast/index.ts';

const api = testApi({ roles: ['viewer'] });
const plain = testApi({ roles: ['viewer'] });
const few = testApi({ roles: ['viewer'] });
const TODAY = '2026-03-01';
const DAY_MS = 86_400_000;
const WORLD = { customers: 300, arrivals: 40, weeks: 60 };

const FIGURES = [
  'p_alive',
  ...['expected_orders_12m', 'expected_orders_12m_low', 'expected_orders_12m_high'],
  ...['expected_value_12m', 'expected_value_12m_low', 'expected_value_12m_high'],
] as const;
type Row = { id: string; orders: number } & Record<(typeof FIGURES)[number], number | null>;
const figures = (row: Row) => Object.fromEntries(FIGURES.map((name) => [name, row[name]]));

async function listed({ as }: TestApi, asOf: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  do {
    const { body } = await as('viewer').get(
      `/v1/forecast/customers?as_of=${asOf}&limit=200${cursor}`,
    );
    rows.push(...(body.data as Row[]));
    cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : '';
  } while (cursor !== '');
  return rows;
}

const traits = async ({ as }: TestApi, id: string, asOf = '') =>
  (await as('viewer').get(`/v1/customers/${id}/traits${asOf && `?as_of=${asOf}`}`)).body;

const counted = async ({ as }: TestApi, text: string, asOf: string) => {
  const { body } = await as('viewer').post('/v1/segments/preview', { text, as_of: asOf });
  return body;
};

/** Conditions, and the same in JavaScript; amounts are written in major units. */
const CONDITIONS: [text: string, holds: (row: Row) => boolean][] = [
  ['p_alive < 0.3', (row) => row.p_alive !== null && row.p_alive < 0.3],
  ['NOT p_alive >= 0.5', (row) => !(row.p_alive !== null && row.p_alive >= 0.5)],
  ['p_alive IS NULL', (row) => row.p_alive === null],
  [
    'expected_value_12m > 50 AND number_of_orders >= 2',
    (r) => r.expected_value_12m! > 5000 && r.orders >= 2,
  ],
  [
    'expected_orders_12m BETWEEN 0.5 AND 2',
    (row) => row.expected_orders_12m! >= 0.5 && row.expected_orders_12m! <= 2,
  ],
];

async function agree(
  one: TestApi,
  asOf: string,
  known: number,
  conditions = CONDITIONS,
): Promise<void> {
  const rows = await listed(one, asOf);
  expect(rows.length).toBeGreaterThan(100);
  for (let i = 0; i < rows.length; i += 61)
    expect(await traits(one, rows[i]!.id, asOf)).toMatchObject(figures(rows[i]!));
  for (const [text, holds] of conditions) {
    const { customers, forecast } = await counted(one, text, asOf);
    // Whoever had not bought yet is in no list, and in the segments of what is absent.
    const strangers = /IS NULL|NOT/.test(text) ? known - rows.length : 0;
    expect([text, customers - strangers]).toEqual([text, rows.filter(holds).length]);
    expect(forecast).toEqual({ learnt_as_of: expect.any(String), unknown: null });
  }
}

/** Some who are known buy again, on the day itself and late for a day long past; and somebody new. */
async function buyMore({ ctx }: TestApi, seed: number): Promise<void> {
  const random = randomFrom(seed);
  await ctx.db.tx(async (tx) => {
    await tx.run(`INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, known_at, changed_at) OVERRIDING SYSTEM VALUE
      SELECT n, n, 'nick', 'taobao', 'late-' || n, '2026-03-01', '2026-03-01' FROM (SELECT max(id) + 1 AS n FROM customer) x`);
    const { last } = await tx.one<{ last: number }>('SELECT max(id) AS last FROM customer');
    for (let n = 0; n < 20; n++) {
      const who = n === 0 ? last : 1 + Math.floor(random() * WORLD.customers);
      const day = n % 2 === 0 ? TODAY : '2025-11-20';
      await tx.run(
        `INSERT INTO orders (shop_id, number, customer_id, kind, status, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, known_at, changed_at)
         SELECT id, $1, $2, 'order', 'paid', $3::date + interval '4 hours', $3::date + interval '4 hours', $3::date, $3::date, currency, 9900, 9900, $3::date, $3::date FROM shop LIMIT 1`,
        [`L${seed}-${n}`, who, day],
      );
    }
    // An order of somebody's first day goes: the repeat amounts move though days and sum may not.
    await tx.run(
      `UPDATE orders SET purchased_at = NULL, purchased_day = NULL, changed_at = '2026-03-01' WHERE id = (SELECT min(id) + $1 FROM orders)`,
      [seed],
    );
  });
}

test(
  'traits and segments say what the list says: today, in the past, and after more was bought',
  { timeout: 120_000 },
  async () => {
    const shop: Shop = { ...WORLD, model: 'mbgnbd', params: [0.9, 6, 0.8, 2.5] };
    await writeSimulated(api().ctx.db, shop, 5, TODAY);
    await agree(api(), TODAY, 300);
    // Traits of everyone as of another day take their time.
    await agree(api(), '2025-12-31', 300, CONDITIONS.slice(0, 2));
    const lens = await api().ctx.lens();
    for (const [n, seed] of [7, 8].entries()) {
      await buyMore(api(), seed);
      const before = JSON.parse((await lens.asideAs('forecast_all'))!).at;
      // Only those who moved are made anew, and all figures are as if everyone had been.
      const { persons } = await lens.moved(before);
      expect(persons!.length).toBeLessThan(30);
      await agree(api(), TODAY, 301 + n);
      expect(JSON.parse((await lens.asideAs('forecast_all'))!).at).toBeGreaterThan(before);
    }
  },
);

test('a fit that is out of date answers, with its day, while the next is learnt', async () => {
  const { id } = (await listed(api(), TODAY))[0]!;
  expect((await traits(api(), id)).forecast.learnt_as_of).toBe(TODAY);
  api().pass(29 * DAY_MS);
  const then = await traits(api(), id);
  expect([then.as_of, then.forecast.learnt_as_of]).toEqual(['2026-03-30', TODAY]);
  expect(then.expected_orders_12m).not.toBeNull();
  await forecastsSettled();
  expect((await traits(api(), id)).forecast.learnt_as_of).toBe('2026-03-30');
});

test('where nobody leaves, P(alive) is not told and why is; orders and value are', async () => {
  const shop: Shop = { ...WORLD, customers: 600, model: 'nbd', params: [0.8, 6] };
  await writeSimulated(plain().ctx.db, shop, 3, TODAY);
  const rows = await listed(plain(), TODAY);
  expect(rows.map(({ p_alive }) => p_alive)).toEqual(rows.map(() => null));
  const one = await traits(plain(), rows[0]!.id);
  expect(one.forecast).toMatchObject({
    limit: 'no_dropout',
    alive_unknown: { code: 'alive_nobody_leaves', text: expect.stringMatching(/no sign of/) },
    value_unknown: null,
  });
  expect(one.expected_value_12m).toBe(rows[0]!.expected_value_12m);
  expect((await counted(plain(), 'p_alive IS NULL', TODAY)).customers).toBe(600);
  expect((await counted(plain(), 'p_alive >= 0', TODAY)).customers).toBe(0);
});

test('with too few who came back, customer and segment say so', async () => {
  await writeSimulated(
    few().ctx.db,
    { ...WORLD, customers: 20, model: 'nbd', params: [0.8, 6] },
    3,
    TODAY,
  );
  const { body } = await few().as('viewer').get('/v1/customers?limit=1');
  const one = await traits(few(), body.data[0].id);
  expect([one.p_alive, one.expected_orders_12m, one.expected_value_12m]).toEqual([
    null,
    null,
    null,
  ]);
  const because = { code: 'too_few_repeat_customers', text: expect.stringMatching(/from 30 on/) };
  expect(one.forecast).toMatchObject({
    alive_unknown: because,
    value_unknown: because,
    learnt_as_of: null,
  });
  const { customers, forecast } = await counted(few(), 'expected_value_12m > 0', TODAY);
  expect([customers, forecast]).toEqual([0, { learnt_as_of: null, unknown: because }]);
});
