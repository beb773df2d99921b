import { expect, test } from 'vitest';
import { reportDesk, type Facts } from '../../../../test/support/facts.ts';
import { delivery } from './report.ts';
import type { Answer } from './schema.ts';

const { put, answer, people, numbersThatDiffer } = await reportDesk<Answer>(delivery);

/** Shanghai is eight hours ahead: 2024-03-05T15:00Z is the evening of the 5th there, 17:00Z the 6th. */
const PARCELS: Facts = {
  customer: [1, 2, 3, 4].map((id) => ({ id })),
  orders: [
    { id: 1, customer_id: 1, at: '2024-03-01T00:00:00Z' },
    { id: 2, customer_id: 2, at: '2024-03-01T00:00:00Z' },
    { id: 3, customer_id: 3, at: '2024-03-01T00:00:00Z' },
    { id: 4, customer_id: null, at: '2024-03-01T00:00:00Z', received_at: '2024-03-03T12:00:00Z' },
    { id: 5, customer_id: 1, at: '2024-05-01T00:00:00Z' },
    { id: 6, customer_id: 4, at: '2024-03-01T00:00:00Z', void_at: '2024-03-02T00:00:00Z' },
  ],
  parcel: [
    // Promised in the morning, delivered that evening: late by time, not by day.
    {
      order_id: 1,
      carrier: 'SF',
      province: '四川',
      state: 'delivered',
      promised_at: '2024-03-05T01:00:00Z',
      delivered_at: '2024-03-05T15:00:00Z',
    },
    // Two hours later in UTC, and the next day in Shanghai. The first of two parcels came in time.
    {
      id: 21,
      order_id: 2,
      carrier: 'SF',
      province: '四川',
      state: 'delivered',
      promised_at: '2024-03-05T01:00:00Z',
      delivered_at: '2024-03-02T00:00:00Z',
    },
    {
      id: 22,
      order_id: 2,
      carrier: 'SF',
      province: '四川',
      state: 'delivered',
      promised_at: '2024-03-05T01:00:00Z',
      delivered_at: '2024-03-05T17:00:00Z',
    },
    {
      order_id: 3,
      carrier: 'YTO',
      province: '广东',
      state: 'delivered',
      promised_at: '2024-03-05T01:00:00Z',
      delivered_at: '2024-03-04T00:00:00Z',
    },
    {
      order_id: 6,
      carrier: 'YTO',
      province: '广东',
      state: 'delivered',
      delivered_at: '2024-03-09T00:00:00Z',
    },
  ],
  review: [
    { order_id: 1, score: 1, reviewed_at: '2024-03-06T00:00:00Z' },
    { order_id: 1, score: 5, reviewed_at: '2024-03-07T00:00:00Z' },
    { order_id: 2, score: 2, reviewed_at: '2024-03-07T00:00:00Z' },
  ],
};

test('days, late by day and by time, of orders with the last of their parcels', async () => {
  await put(PARCELS);
  const found = await answer();
  const days = [4 + 15 / 24, 4 + 17 / 24, 3, 2.5];
  expect(found).toMatchObject({
    ...{ delivered: 4, without_data: 1, promised: 3, late_by_day: 1, late_by_time: 2 },
    late_share_by_day: 1 / 3,
  });
  expect(found.mean_days).toBeCloseTo(days.reduce((a, b) => a + b) / 4, 9);
  expect(found.median_days).toBeCloseTo((3 + 4 + 15 / 24) / 2, 9);
  expect(found.p90_days).toBeCloseTo(4 + 15 / 24 + 0.7 * (2 / 24), 9);
  expect(found.regions.map(({ region, delivered }) => [region, delivered])).toEqual([
    ['四川', 2],
    ['广东', 1],
    [null, 1],
  ]);
  expect(found.carriers[0]).toMatchObject({ carrier: 'SF', delivered: 2, late_by_day: 1 });
  expect(await people('late')).toEqual([2]);
  expect(await people('region:四川:all')).toEqual([1, 2]);
});

test('what lateness goes with: the latest review of an order, and repurchase of first purchases', async () => {
  await put(PARCELS);
  const { score_by_lateness, score_by_days_late } = await answer();
  expect(score_by_lateness).toMatchObject([
    {
      lateness: 'on_time',
      delivered: 2,
      reviewed: 1,
      mean_score: 5,
      bad: 0,
      base: 2,
      repurchased: 1,
    },
    {
      lateness: 'late',
      delivered: 1,
      reviewed: 1,
      mean_score: 2,
      bad_share: 1,
      base: 1,
      repurchased: 0,
    },
  ]);
  expect(score_by_days_late[1]).toMatchObject({ lateness: 'late_1_3', delivered: 1 });
  expect(await numbersThatDiffer()).toEqual([]);
  // As of a day when nobody could have come back within 90 days, and the second parcel was on its way.
  const early = await answer({ asOf: '2024-03-05' });
  expect(early.score_by_lateness).toMatchObject([
    { delivered: 2, reviewed: 0, base: 0 },
    { delivered: 0 },
  ]);
});

test('filters narrow it: shop, time, region and category', async () => {
  await put({
    ...PARCELS,
    product: [{ id: 1, category: 'tea' }, { id: 2 }],
    order_line: [
      { order_id: 1, product_id: 1 },
      { order_id: 2, product_id: 2 },
    ],
  });
  expect((await answer({ category: 'tea' })).delivered).toBe(1);
  expect((await answer({ since: '2024-04-01' })).without_data).toBe(1);
  expect((await answer({ shops: [2] })).delivered).toBe(0);
  expect((await answer({ people: () => 'SELECT 3' })).delivered).toBe(1);
});

const on = (id: number, parcel: object, order: object = {}) => ({
  orders: { id, customer_id: id, at: '2024-12-01T00:00:00Z', ...order },
  parcel: { id, order_id: id, carrier: 'SF', province: '四川', state: 'in_transit', ...parcel },
});

test('abnormal parcels: each with the first reason that fits', async () => {
  const SHIPPED = { shipped_at: '2024-12-30T00:00:00Z' };
  const all = [
    on(1, { ...SHIPPED, state: 'refused' }),
    on(2, { shipped_at: '2024-12-29T15:59:59Z' }), // 48 h and a second before the end of the day
    on(3, { shipped_at: '2024-12-29T16:00:01Z' }),
    on(4, { shipped_at: '2024-12-25T00:00:00Z' }), // scanned 72 h and a second before
    on(5, { shipped_at: '2024-12-24T00:00:00Z' }), // over seven days, scanned today
    on(6, { shipped_at: '2024-10-01T00:00:00Z' }), // forgotten
    on(7, { shipped_at: '2024-12-20T00:00:00Z' }, { confirmed_at: '2024-12-28T00:00:00Z' }),
    on(8, { shipped_at: '2024-12-20T00:00:00Z' }, { void_at: '2024-12-28T00:00:00Z' }),
    on(9, {
      shipped_at: '2024-12-20T00:00:00Z',
      state: 'delivered',
      delivered_at: '2024-12-27T00:00:00Z',
    }),
  ];
  const facts = {
    customer: all.map((_, n) => ({ id: n + 1 })),
    orders: all.map(({ orders }) => orders),
    parcel: all.map(({ parcel }) => parcel),
  };
  await put({
    ...facts,
    parcel_scan: [
      { parcel_id: 4, scanned_at: '2024-12-28T15:59:59Z' },
      { parcel_id: 5, scanned_at: '2024-12-31T00:00:00Z' },
    ],
  });
  const { abnormal } = await answer();
  expect(abnormal).toMatchObject({ parcels: 4, customers: 4, never_closed: 1, scans_known: true });
  expect(abnormal.list.map(({ number, reason }) => [number, reason])).toEqual([
    ['N0005', 'slow'],
    ['N0004', 'no_scan'],
    ['N0002', 'no_first_scan'],
    ['N0001', 'refused'],
  ]);
  expect(await people('abnormal:no_scan')).toEqual([4]);
  expect(await people('abnormal')).toEqual([1, 2, 4, 5]);
  expect(await numbersThatDiffer()).toEqual([]);
  // Before they were confirmed and closed, two were under way for a week; the scans of later say nothing then.
  const before = await answer({ asOf: '2024-12-27' });
  expect(before.abnormal.list.map(({ number }) => number)).toEqual([
    ...['N0008', 'N0007', 'N0005', 'N0004'],
  ]);

  await put(facts);
  const unscanned = (await answer()).abnormal;
  expect(unscanned).toMatchObject({ scans_known: false, parcels: 2 });
});

test('thirty parcels of a carrier to a province make its own limit', async () => {
  const quick = Array.from({ length: 30 }, (_, n) =>
    on(n + 1, {
      shipped_at: '2024-12-01T00:00:00Z',
      state: 'delivered',
      delivered_at: '2024-12-02T00:00:00Z',
    }),
  );
  const waiting = on(31, { shipped_at: '2024-12-30T00:00:00Z' });
  const elsewhere = on(32, { shipped_at: '2024-12-30T00:00:00Z', province: '西藏' });
  const all = [...quick, waiting, elsewhere];
  await put({
    customer: all.map((_, n) => ({ id: n + 1 })),
    orders: all.map(({ orders }) => orders),
    parcel: all.map(({ parcel }) => parcel),
  });
  expect((await answer()).abnormal.list).toMatchObject([{ number: 'N0031', reason: 'slow' }]);
});

test('without parcels, with one order, or before the first, it says what it cannot tell', async () => {
  await put({
    customer: [{ id: 1 }],
    orders: [{ id: 1, customer_id: 1, at: '2024-03-01T00:00:00Z', gross: 0 }],
  });
  const none = await answer();
  expect(none).toMatchObject({
    delivered: 0,
    without_data: 1,
    mean_days: null,
    late_share_by_day: null,
  });
  expect(delivery.says(none).map(({ code }) => code)).toEqual(['no_deliveries']);
  await put(PARCELS);
  const before = await answer({ asOf: '2020-01-01' });
  expect(before).toMatchObject({ delivered: 0, without_data: 0 });
  expect(delivery.says(await answer()).map(({ code }) => code)).toEqual([
    'days_and_late',
    'few_reviews',
    'association',
  ]);
});
