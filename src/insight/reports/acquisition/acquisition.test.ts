import { expect, test } from 'vitest';
import { reportDesk, type Facts } from '../../../../test/support/facts.ts';
import { acquisition } from './report.ts';
import type { Answer } from './schema.ts';

const { put, answer, people, numbersThatDiffer } = await reportDesk<Answer>(acquisition);

const order = (id: number, customer_id: number | null, day: string, more: object = {}) => ({
  ...{ id, customer_id, at: `${day}T04:00:00Z`, gross: 1000, goods: 1000 },
  ...more,
});

const FACTS: Facts = {
  customer: [1, 2, 3, 4, 5].map((id) => ({ id })),
  product: [{ id: 1 }, { id: 2 }],
  product_price: [{ product_id: 1, cost: 600 }],
  orders: [
    order(1, 1, '2024-01-01', { source: '直通车' }),
    order(2, 1, '2024-01-20', { discount: 100, gross: 900 }),
    order(3, 1, '2024-05-01'),
    order(4, 2, '2024-01-02', {
      source: ' 直通车 ',
      promotion_code: '618',
      gross: 500,
      discount: 500,
    }),
    order(5, 2, '2024-06-20', { promotion_code: '618' }),
    order(6, 3, '2024-01-03'), // of unknown source, product without a cost
    order(7, 4, '2024-12-01', { source: '直通车' }), // too fresh
    order(8, 5, '2024-02-01', {
      kind: 'gift',
      gross: 0,
      goods: 0,
      purchased_at: null,
      purchased_day: null,
    }),
    order(9, 5, '2024-03-01'),
    order(10, null, '2024-01-01', { source: '直通车' }),
  ],
  order_line: [1, 2, 3, 4, 5, 7, 9]
    .map((order_id) => ({ order_id, product_id: 1 }))
    .concat([{ order_id: 6, product_id: 2 }]),
  ad_spend: [{ day: '2024-01-01', source: '直通车', amount: 1200, clicks: 60 }],
};

test('each source: margin with its losses, second order, value in half a year, weeks to pay back', async () => {
  await put(FACTS);
  const found = await answer();
  expect(found.customers).toBe(5);
  const [ads, unknown] = found.sources;
  expect(ads).toMatchObject({
    // 400 − 100 + 400: the discounted one loses.
    ...{
      source: '直通车',
      customers: 3,
      first_value: 2500,
      first_margin: 700,
      cost_known_share: 1,
    },
    ...{ base_90: 2, back_90: 1, second_rate_90: 0.5 },
    // Customer 1: 1000 + 900 + 1000; customer 2: 500 + 1000, of 170 days later.
    ...{ base_180: 2, value_180: 2200 },
    ...{ spend: 1200, cost_per_customer: 400, returned: 2, bargain_hunters: 1, small: true },
  });
  expect(unknown).toMatchObject({
    source: null,
    customers: 2,
    spend: null,
    first_margin: 400,
    cost_known_share: 0.5,
  });
  // Of 400 spent, 233 are earned at once, then 300 of three customers and 500 of two, at 1100 / 3500.
  expect(found.margin_rate).toBeCloseTo(1100 / 3500, 9);
  expect(ads!.payback_weeks).toBe(18);
  expect(unknown!.payback_weeks).toBe(0);
  expect(await people('source:hunters:直通车')).toEqual([2]);
  expect(await numbersThatDiffer()).toEqual([]);
});

test('a discount of its lines makes a purchase one on offer as one of the order does', async () => {
  const [first, ...others] = FACTS.order_line!;
  await put({ ...FACTS, order_line: [{ ...first, line_discount: 111 }, ...others] });
  expect((await answer()).sources[0]!.bargain_hunters).toBe(1);
  await put({ ...FACTS, order_line: [{ ...first, line_discount: 112 }, ...others] });
  expect((await answer()).sources[0]!.bargain_hunters).toBe(2);
  expect(await people('source:hunters:直通车')).toEqual([1, 2]);
});

test('a promotion’s latest run, with the purchases a day around it', async () => {
  await put({
    ...FACTS,
    orders: [
      ...FACTS.orders!,
      ...[20, 21].map((id) => order(id, 3, '2024-06-15')),
      ...[22, 23, 24].map((id) => order(id, 3, '2024-07-04')),
      order(25, 3, '2024-07-05'),
    ],
  });
  const [promotion] = (await answer()).promotions;
  expect(promotion).toMatchObject({
    ...{
      promotion: '618',
      customers: 1,
      first_margin: -100,
      starts: '2024-06-20',
      ends: '2024-06-20',
    },
    ...{ daily_before: 2 / 14, daily_during: 1, daily_after: 3 / 14 },
  });
  const early = await answer({ asOf: '2024-07-03' });
  expect(early.promotions[0]).toMatchObject({ daily_after: null });
});

test('trials are first contacts; the calculator takes the shop’s own figures or the asked ones', async () => {
  await put(FACTS);
  const found = await answer();
  expect(found.trials).toEqual({
    contacts: 1,
    became_customers: 1,
    base_90: 1,
    became_90: 1,
    rate_90: 1,
  });
  expect(await people('trials:became')).toEqual([5]);
  expect(found.calculator).toEqual({
    ...{ click_price: 20, conversion: 3 / 60, cost_of_new: 400 },
    ...{ spend: 1200, new_customers: 3, cost_by_spend: 400 },
    // 100 off in three repeat purchases.
    ...{ retention_cost: 33, times: 400 / 33 },
  });
  // ¥1 a click at 2 % is ¥50.
  const asked = await answer({}, { click_price: 100, conversion: 0.02, retention_cost: 1000 });
  expect(asked.calculator).toMatchObject({ cost_of_new: 5000, retention_cost: 1000, times: 5 });
  // Of the third order 40 more off a line by the shop; the 50 of the platform cost it nothing.
  const third = <T extends object>(rows: T[] = [], key: keyof T, more: object): T[] =>
    rows.map((row) => (row[key] === 3 ? { ...row, ...more } : row));
  await put({
    ...FACTS,
    orders: third(FACTS.orders, 'id', { platform_discount: 50 }),
    order_line: third(FACTS.order_line, 'order_id', { line_discount: 40 }),
  });
  expect((await answer()).calculator.retention_cost).toBe(47);
});

test('nothing, one order of nothing, and several currencies are answered', async () => {
  await put({});
  const none = await answer();
  expect(none).toMatchObject({ customers: 0, sources: [], promotions: [], margin_rate: null });
  expect(acquisition.says(none)).toMatchObject([{ code: 'nothing_yet' }]);
  await put({ customer: [{ id: 1 }], orders: [order(1, 1, '2024-01-01', { gross: 0, goods: 0 })] });
  expect((await answer()).sources).toMatchObject([
    { customers: 1, first_value: 0, first_margin: null },
  ]);
  await put(FACTS);
  const mixed = await answer({}, {}, null);
  expect(mixed.sources[0]).toMatchObject({ customers: 3, first_value: null, payback_weeks: null });
  expect(mixed.calculator).toMatchObject({ spend: null, retention_cost: null, times: null });
});
