import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { writeSimulated, type Bought } from '../support/simulated-ledger.ts';
import { fitCount } from '../../src/insight/forecast/fit-count.ts';
import { countStats } from '../../src/insight/forecast/statistics.ts';

const api = testApi({ roles: ['viewer'] });
const END = '2026-02-28';
const EVE = '2025-11-29';
let bought: Bought[];

beforeAll(async () => {
  const shop = {
    ...{ model: 'mbgnbd' as const, params: [0.9, 6, 0.8, 2.5] },
    ...{ customers: 900, arrivals: 40, weeks: 60 },
  };
  bought = await writeSimulated(api().ctx.db, shop, 5, END);
}, 60_000);

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Histories from the bare list of purchases, from DEFINITIONS.md alone. */
function histories(asOf: string) {
  const known = new Map<number, Set<string>>();
  for (const { customer, day } of bought)
    if (day <= asOf) known.set(customer, (known.get(customer) ?? new Set()).add(day));
  return [...known].map(([customer, set]) => {
    const sorted = [...set].toSorted();
    return {
      customer,
      x: sorted.length - 1,
      recency: days(sorted[0]!, sorted.at(-1)!) / 7,
      age: days(sorted[0]!, asOf) / 7,
    };
  });
}

const columns = (rows: ReturnType<typeof histories>) => ({
  x: rows.map(({ x }) => x),
  recency: rows.map(({ recency }) => recency),
  age: rows.map(({ age }) => age),
});

test('a fit through the lens is the fit of the histories that DEFINITIONS.md describes', async () => {
  for (const model of ['bgnbd', 'mbgnbd'] as const) {
    const ours = fitCount(countStats(columns(histories(END))), model);
    const { status, body } = await api()
      .as('viewer')
      .get(`/v1/forecast/fit?model=${model}&as_of=${END}&weeks=26`);
    expect([status, body.customers]).toEqual([200, 900]);
    expect(body.log_likelihood).toBeCloseTo(ours.logLikelihood, 4);
    expect(body.params.r).toBeCloseTo(ours.params[0]!, 4);
    expect(body.expected_transactions.weeks).toBe(26);
    expect(body.mean_p_alive).toBeGreaterThan(0);
  }
});

test('a holdout fits on the eve, and counts what the same customers bought from that day on', async () => {
  const { body } = await api()
    .as('viewer')
    .get(`/v1/forecast/fit?model=mbgnbd&as_of=${END}&holdout_from=2025-11-30`);
  const before = histories(EVE);
  const ours = fitCount(countStats(columns(before)), 'mbgnbd');
  const later = new Set(
    bought.filter(({ day }) => day > EVE).map(({ customer, day }) => `${customer} ${day}`),
  );
  const known = new Set(before.map(({ customer }) => customer));
  const actual = [...later].filter((key) => known.has(Number(key.split(' ')[0]))).length;
  expect(body.actual).toBe(actual);
  expect(body.holdout).toMatchObject({ from: '2025-11-30', weeks: 13, customers: before.length });
  expect(body.holdout.log_likelihood).toBeCloseTo(ours.logLikelihood, 4);
  expect(Math.abs(body.bias)).toBeLessThan(0.15);
  expect(body.bias).toBeCloseTo((body.predicted - actual) / actual, 10);
  expect(body.calibration[0].x).toBe(0);
});

test('Gamma-Gamma speaks in units of the currency; a model of amounts has no holdout', async () => {
  const { body } = await api().as('viewer').get(`/v1/forecast/fit?model=gg&as_of=${END}`);
  expect(body.params.p).toBeGreaterThan(4);
  expect(body.params.p).toBeLessThan(9);
  expect(body.params.gamma).toBeGreaterThan(8);
  expect(body.params.gamma).toBeLessThan(30);
  const refused = await api()
    .as('viewer')
    .get(`/v1/forecast/fit?model=gg&as_of=${END}&holdout_from=2026-01-01`);
  expect([refused.status, refused.body.code]).toEqual([422, 'holdout_without_counts']);
});

test('customers: pages join to the whole list, ordered, each with an interval; learnt once', async () => {
  const ask = async (
    cursor = '',
  ): Promise<{ data: { id: string }[]; next_cursor: string | null }> =>
    (await api().as('viewer').get(`/v1/forecast/customers?as_of=${END}&limit=200${cursor}`)).body;
  const rows: {
    id: string;
    expected_value_12m: number;
    expected_value_12m_high: number;
    p_alive: number | null;
  }[] = [];
  for (let page = await ask(); ; page = await ask(`&cursor=${page.next_cursor}`)) {
    rows.push(...(page.data as typeof rows));
    if (page.next_cursor === null) break;
  }
  expect(new Set(rows.map(({ id }) => id)).size).toBe(900);
  const values = rows.map((row) => row.expected_value_12m);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  for (const row of rows) expect(row.expected_value_12m_high).toBeGreaterThanOrEqual(0);
  const { n } = await api().ctx.db.tx((tx) =>
    tx.one<{ n: number }>('SELECT count(*)::int AS n FROM forecast_fit'),
  );
  expect(n).toBe(1);
});

test('with too few who came back nothing is shown, and it is said why', async () => {
  const { body } = await api().as('viewer').get('/v1/forecast/customers?as_of=2025-01-08');
  expect(body.data).toEqual([]);
  expect(body.hidden.code).toBe('too_few_repeat_customers');
  const none = await api().as('viewer').get('/v1/forecast/fit?as_of=2020-01-01');
  expect([none.status, none.body.code]).toEqual([422, 'nothing_to_fit']);
});

test('the report: three spans with bounds, tested on the last weeks, in plain words', async () => {
  const { body: en } = await api().as('viewer').get(`/v1/reports/forecast?as_of=${END}&view=true`);
  expect(en.horizons.map(({ weeks }: { weeks: number }) => weeks)).toEqual([4, 13, 52]);
  for (const { purchases, value } of en.horizons)
    for (const { low, expected, high } of [purchases, value]) {
      expect(low).toBeLessThan(expected);
      expect(expected).toBeLessThan(high);
    }
  expect(en.models).toHaveLength(4);
  expect(en.models.filter(({ chosen }: { chosen: boolean }) => chosen)).toMatchObject([
    { model: en.model },
  ]);
  expect(Math.abs(en.backtest.bias)).toBeLessThan(0.15);
  expect(en.says[0].text).toMatch(/next 13 weeks/);
  const early = (await api().as('viewer').get('/v1/reports/forecast?as_of=2025-01-08')).body;
  expect([early.hidden.code, early.horizons]).toEqual(['too_few_repeat_customers', []]);
});
