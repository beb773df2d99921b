import { expect, test } from 'vitest';
import { reportDesk, type Facts } from '../../../../test/support/facts.ts';
import { products } from './report.ts';
import type { Answer } from './schema.ts';

const { put, answer, people, numbersThatDiffer } = await reportDesk<Answer>(products);

const order = (id: number, customer_id: number | null, day: string, more: object = {}) => ({
  ...{ id, customer_id, at: `${day}T04:00:00Z`, gross: 1000, goods: 1000, units: 2 },
  ...more,
});
const holds = (order_id: number, ...lines: [number, number][]) =>
  lines.map(([product_id, amount], n) => ({ order_id, position: n + 1, product_id, amount }));

const FACTS: Facts = {
  customer: [1, 2, 3, 4].map((id) => ({ id })),
  product: [{ id: 1, title: 'Tea', category: 'tea' }, { id: 2, title: 'Cup' }, { id: 3 }],
  orders: [
    order(1, 1, '2024-01-01', { gross: 900 }), // a discount of the order is spread over its lines
    order(2, 1, '2024-02-01'),
    order(3, 2, '2024-01-01'),
    order(4, 2, '2024-06-01'), // back after more than 90 days
    order(5, 3, '2024-12-01'), // too fresh for the base
    order(6, 4, '2024-01-01', { void_at: '2024-01-10T00:00:00Z' }), // refunded whole
    order(7, null, '2024-01-01', { units: 4 }), // a guest
  ],
  order_line: [
    ...holds(1, [1, 600], [2, 400]),
    ...holds(2, [2, 1000]),
    ...holds(3, [1, 1000]),
    ...holds(4, [1, 500], [1, 500]), // twice in one basket: one order
    ...holds(5, [1, 700], [2, 300]),
    ...holds(6, [1, 1000]),
    ...holds(7, [3, 1000]),
  ],
  refund: [{ order_id: 3, amount: 100, occurred_at: '2024-01-05T00:00:00Z' }],
  conversation: [
    { customer_id: 2, order_id: 4, kind: 'complaint', said_at: '2024-06-03T00:00:00Z' },
  ],
  review: [
    { order_id: 3, score: 1, reviewed_at: '2024-01-09T00:00:00Z' },
    { order_id: 1, score: 5, reviewed_at: '2024-01-09T00:00:00Z' },
  ],
};

test('repeat drivers, refunds, complaints and bad reviews of each product, by hand', async () => {
  await put(FACTS);
  const found = await answer();
  expect(found).toMatchObject({ orders: 6, customers: 3, base: 2, comeback_rate: 0.5 });
  expect(found.items_per_order).toBeCloseTo(14 / 6, 9);
  const [tea, cup] = found.products;
  expect(tea).toMatchObject({
    ...{ title: 'Tea', orders: 4, buyers: 3, value: 540 + 1000 + 1000 + 700 },
    ...{ first_buyers: 3, base: 2, came_back: 1, comeback_rate: 0.5 },
    median_days_to_next: (31 + 152) / 2,
    ...{ paid_orders: 5, refund_rate: 2 / 5, complaint_rate: 1 / 5 },
    ...{ reviewed: 2, bad_rate: 0.5, small: true },
  });
  expect(cup).toMatchObject({
    title: 'Cup',
    orders: 3,
    buyers: 2,
    value: 360 + 1000 + 300,
    base: 1,
  });
  expect(await people('back:1')).toEqual([1]);
  expect(await numbersThatDiffer()).toEqual([]);
});

test('pairs: support, confidence, lift and what a bundle would bring', async () => {
  await put(FACTS);
  const { pairs } = await answer();
  // Tea in 4, cup in 3, both in 2 of 6 orders: no more than chance.
  expect(pairs).toEqual([]);
  const more = [11, 12].map((id) => order(id, 4, '2024-05-01'));
  await put({
    ...FACTS,
    orders: [...FACTS.orders!, ...more],
    order_line: [...FACTS.order_line!, ...more.flatMap(({ id }) => holds(id, [1, 400], [2, 600]))],
  });
  const [pair] = (await answer({}, { uptake: 0.5 })).pairs;
  // Now tea in 6, cup in 5, both in 4 of 8 orders.
  expect(pair).toMatchObject({
    ...{ title: 'Tea', with_title: 'Cup', orders: 4, support: 0.5, small: true },
    ...{ value_both: 975, value_alone: 1000 },
  });
  expect(pair!.confidence).toBeCloseTo(4 / 6, 9);
  expect(pair!.lift).toBeCloseTo((4 * 8) / 30, 9);
  // Two orders of tea alone, half of them with a cup at its mean of (360+1000+300+600+600)/5, over 8 orders.
  expect(pair!.aov_effect).toBeCloseTo((2 * 0.5 * (2860 / 5)) / 8, 6);
});

test('filters and as_of narrow it', async () => {
  await put(FACTS);
  expect((await answer({ asOf: '2024-01-08' })).products[0]).toMatchObject({
    orders: 3,
    reviewed: 0,
    base: 0,
  });
  expect((await answer({ since: '2024-06-01' })).orders).toBe(2);
  expect((await answer({ category: 'tea' })).products.map(({ orders }) => orders)).toEqual([4, 2]);
  const nothing = await answer({}, {}, null);
  expect(nothing.products[0]).toMatchObject({ value: null, orders: 4 });
});

test('one order, amounts of zero and nothing at all are answered', async () => {
  await put({
    customer: [{ id: 1 }],
    product: [{ id: 1 }],
    orders: [order(1, 1, '2024-01-01', { gross: 0, goods: 0 })],
    order_line: holds(1, [1, 0]),
  });
  expect((await answer()).products).toMatchObject([{ orders: 1, value: 0, bad_rate: null }]);
  await put({});
  const none = await answer();
  expect(none).toMatchObject({ orders: 0, items_per_order: null, products: [], pairs: [] });
  expect(products.says(none)).toMatchObject([{ code: 'nothing_yet' }]);
});
