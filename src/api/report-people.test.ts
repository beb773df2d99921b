/** Every number of every report that counts people, on the sample shop: as many rows stand behind it. */
import { beforeAll, expect, test } from 'vitest';
import { testApi, type TestApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop } from '../../test/support/people.ts';
import { REPORTS, type ReportView } from '../insight/reports/index.ts';

const ready = testApi();
let api: TestApi;

beforeAll(async () => {
  api = ready();
  const owner = api.as('owner');
  await owner.post('/v1/samples');
  const state = async () => (await owner.get('/v1/samples')).body.state as string;
  while ((await state()) === 'loading') await new Promise((wait) => setTimeout(wait, 100));
}, 90_000);

interface Counted {
  key: string;
  value: number;
}

/** The numbers of people on a page, with the keys of their people. */
function numbersOf({ figures, tables }: ReportView): Counted[] {
  const found: { key: string | undefined; value: unknown; kind: string | undefined }[] = [
    ...figures.map(({ people, value, kind }) => ({ key: people, value, kind })),
    ...tables.flatMap(({ columns, rows }) =>
      rows.flatMap(({ cells, people = {} }) =>
        Object.entries(people).map(([column, key]) => ({
          ...{ key, value: cells[column] },
          kind: columns.find((one) => one.key === column)?.kind,
        })),
      ),
    ),
  ];
  return found.flatMap(({ key, value, kind }) =>
    key !== undefined && kind === 'count' && typeof value === 'number' ? [{ key, value }] : [],
  );
}

/** Three from all over: each costs a question of its own. */
const some = <T>(all: T[]): T[] =>
  all.filter((_, at) => at % Math.max(1, Math.ceil(all.length / 3)) === 0);

const FILTERS = ['', 'as_of=2030-01-01', 'since=2026-01-01&until=2026-02-15', 'segment=due_soon'];

test.each(REPORTS.map(({ name }) => name))(
  '%s: each number of people equals the rows behind it, whatever is filtered',
  async (name) => {
    const viewer = api.as('viewer');
    for (const filters of FILTERS) {
      const { status, body } = await viewer.get(`/v1/reports/${name}?view=true&${filters}`);
      expect(status).toBe(200);
      for (const { key, value } of some(numbersOf(body.view))) {
        const question = `report=${name}&key=${encodeURIComponent(key)}&limit=1&${filters}`;
        const list = await viewer.get(`/v1/customers?${question}`);
        expect({ key, filters, ...list.body }).toMatchObject({ key, filters, count: value });
      }
    }
  },
  120_000,
);

test('who is due this week and whose parcel is stuck are who Today says, the due by day and one by one', async () => {
  const viewer = api.as('viewer');
  const { body } = await viewer.get('/v1/reports/cycle');
  const { customers, days, people } = body.due;
  const ready = await viewer.get('/v1/segments/ready');
  const soon = ready.body.data.find(({ key }: { key: string }) => key === 'due_soon');
  expect(customers).toBeGreaterThan(0);
  expect(customers).toBe(soon.customers);
  // A parcel that was slow and came is not stuck any more.
  const stuck = ready.body.data.find(({ key }: { key: string }) => key === 'stuck_parcel');
  const { abnormal } = (await viewer.get('/v1/reports/delivery')).body;
  expect([stuck.customers > 0, stuck.customers]).toEqual([true, abnormal.customers]);
  const sum = days.reduce((all: number, day: { customers: number }) => all + day.customers, 0);
  expect([sum, people.length]).toEqual([customers, customers]);
  const list = await viewer.get('/v1/customers?report=cycle&key=due&limit=100');
  const ids = (some: { customer_id?: string; id?: string }[]) =>
    some.map((one) => one.customer_id ?? one.id ?? '').toSorted((a, b) => a.localeCompare(b));
  expect(ids(people)).toEqual(ids(list.body.data));
});

test('a table of customers leads to each of them, and is a file only for who may take customers along', async () => {
  const { body } = await api.as('viewer').get('/v1/reports/cycle?view=true');
  const { tables } = body.view as ReportView;
  const { rows } = tables.find(({ name }) => name === 'by_customer')!;
  expect(rows.map(({ customer }) => customer)).toEqual(
    body.by_customer.map((one: { customer_id: string }) => one.customer_id),
  );
  const one = await api.as('viewer').get(`/v1/customers/${rows[0]!.customer}`);
  expect([one.status, one.body.name]).toEqual([200, rows[0]!.cells['customer']]);
  const sheet = '/v1/reports/cycle.csv?table=by_customer';
  expect((await api.as('viewer').get(sheet)).status).toBe(403);
  expect((await api.as('owner').get(sheet)).status).toBe(200);
});

test('a viewer sees whom a number counts, and no contacts; a number that is none is not found', async () => {
  const { body } = await api.as('viewer').get('/v1/reports/returning?view=true&as_of=2030-01-01');
  const [first] = numbersOf(body.view);
  const asked = `/v1/customers?report=returning&key=${first!.key}&as_of=2030-01-01`;
  const list = await api.as('viewer').get(asked);
  expect(list.body.data.length).toBeGreaterThan(0);
  for (const { phone, email } of list.body.data)
    expect(`${phone ?? '*'}${email ?? '*'}`).toContain('*');
  const wrong = await api.as('viewer').get('/v1/customers?report=returning&key=nobody');
  expect([wrong.status, wrong.body.pointer]).toEqual([404, '/key']);
  const none = await api.as('viewer').get('/v1/customers?report=nothing&key=nobody');
  expect([none.status, none.body.pointer]).toEqual([404, '/report']);
});

test('beside orders of one’s own, a sample customer’s forecast is learnt from the sample shop', async () => {
  const { body } = await api.as('owner').get('/v1/reports/cycle');
  const [{ customer_id: someone }] = body.by_customer;
  await api.ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Own');
    await addOrder(tx, shop, await addCustomer(tx, {}), {});
  });
  const { body: reports } = await api.as('owner').get('/v1/reports/cycle');
  expect([reports.sample_left_out, reports.customers]).toEqual([true, 0]);
  const traits = await api.as('owner').get(`/v1/customers/${someone}/traits`);
  const { forecast, expected_orders_12m: expected } = traits.body;
  expect(expected ?? forecast.alive_unknown.code).not.toBe('too_few_repeat_customers');
});
