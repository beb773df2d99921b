import { expect, test } from 'vitest';
import { reportDesk, type Facts } from '../../../../test/support/facts.ts';
import { reviews } from './report.ts';
import type { Answer } from './schema.ts';
import { pattern, THEMES } from './themes.ts';

const { put, answer, people, numbersThatDiffer } = await reportDesk<Answer>(reviews);

const speaksOf = (text: string): string[] =>
  THEMES.filter((one) => new RegExp(pattern(one)).test(text.toLowerCase())).map(
    ({ theme }) => theme,
  );

test.each([
  ['物流太慢了，等了一周', ['logistics']],
  ['收到就破损了，包装也很差', ['damage', 'packaging']],
  ['尺码偏小', ['size']],
  ['面料粗糙，掉色', ['quality']],
  ['客服没人回', ['slow_reply', 'service']],
  ['有色差，与图片不符', ['looks']],
  ['买贵了，刚买就降价', ['price']],
  ['一般', []],
  ['Arrived broken in a crushed box', ['damage', 'packaging', 'logistics']],
  ['Smaller than I thought.', ['size']],
  ['Poor quality, stopped working', ['quality']],
  ['They never replied; rude', ['slow_reply', 'service']],
  ["The colour looks different and it doesn't fit", ['looks', 'size']],
  ['Overpriced', ['price']],
  ['I have translated the relative proverb', []],
])('“%s” speaks of %j', (text, expected) => {
  expect(speaksOf(text).toSorted()).toEqual(expected.toSorted());
});

const FACTS: Facts = {
  customer: [1, 2, 3, 4, 5].map((id) => ({ id })),
  product: [{ id: 1, title: 'Shirt', category: 'clothes' }, { id: 2 }],
  orders: [
    { id: 1, customer_id: 1, at: '2024-03-01T00:00:00Z', received_at: '2024-03-04T00:00:00Z' },
    { id: 2, customer_id: 2, at: '2024-03-01T00:00:00Z', received_at: '2024-03-04T00:00:00Z' },
    // Refunded since: its review counts all the same.
    { id: 3, customer_id: 3, at: '2024-03-01T00:00:00Z', void_at: '2024-03-20T00:00:00Z' },
    // Silent: one by its parcel, one only confirmed, one too fresh.
    { id: 4, customer_id: 4, at: '2024-04-01T00:00:00Z' },
    { id: 5, customer_id: 4, at: '2024-04-01T00:00:00Z', confirmed_at: '2024-04-10T00:00:00Z' },
    { id: 6, customer_id: 5, at: '2024-12-20T00:00:00Z', received_at: '2024-12-22T00:00:00Z' },
  ],
  order_line: [
    { order_id: 1, product_id: 1 },
    { order_id: 2, product_id: 1 },
    { order_id: 2, position: 2, product_id: 2 },
    { order_id: 3, product_id: 1 },
  ],
  parcel: [{ order_id: 4, delivered_at: '2024-04-05T00:00:00Z', state: 'delivered' }],
  review: [
    {
      order_id: 1,
      score: 5,
      reviewed_at: '2024-03-05T00:00:00Z',
      dsr_description: 5,
      dsr_service: 4,
      dsr_logistics: 3,
    },
    // The later one counts. In Shanghai it is April already.
    {
      order_id: 1,
      score: 3,
      text: '尺码偏小',
      reviewed_at: '2024-03-31T17:00:00Z',
      dsr_description: 3,
      dsr_service: 4,
      dsr_logistics: 5,
    },
    { order_id: 2, product_id: 2, score: 4, reviewed_at: '2024-03-05T00:00:00Z' },
    {
      order_id: 3,
      score: 1,
      text: 'Too small, and came late',
      reviewed_at: '2024-03-06T00:00:00Z',
    },
  ],
  dsr: [
    { day: '2024-03-30', description: 4.8, service: 4.7, logistics: 4.6 },
    { day: '2024-03-31', description: 4.9, service: 4.7, logistics: 4.5 },
    { day: '2025-01-01', description: 1, service: 1, logistics: 1 },
  ],
};

test('classes keep middle apart from bad; silence needs fifteen days; months are the shop’s', async () => {
  await put(FACTS);
  const found = await answer();
  expect(found.classes).toEqual([
    { class: 'good', orders: 1, customers: 1, share: 0.2 },
    { class: 'middle', orders: 1, customers: 1, share: 0.2 },
    { class: 'bad', orders: 1, customers: 1, share: 0.2 },
    { class: 'silent', orders: 2, customers: 1, share: 0.4 },
  ]);
  expect(found).toMatchObject({ reviewed: 3, confirmed_only: 1, with_words: 2, good_share: 1 / 3 });
  expect(found.mean_score).toBeCloseTo(8 / 3, 9);
  expect(found.months).toMatchObject([
    { month: '2024-03', reviews: 2, good: 1, bad: 1 },
    { month: '2024-04', reviews: 1, middle: 1 },
  ]);
  expect(await people('class:silent')).toEqual([4]);
  expect(await people('class:middle')).toEqual([1]);
  expect(await numbersThatDiffer()).toEqual([]);
});

test('the shop’s DSR and the average of reviews with three scores are two series', async () => {
  await put(FACTS);
  const found = await answer();
  expect(found.dsr).toEqual([
    {
      month: '2024-03',
      day: '2024-03-31',
      shop: 'Shop 1',
      description: 4.9,
      service: 4.7,
      logistics: 4.5,
    },
  ]);
  expect(found.review_scores).toEqual([
    { month: '2024-04', reviews: 1, description: 3, service: 4, logistics: 5 },
  ]);
});

test('what they speak of, and what of which product’s page to mend', async () => {
  await put(FACTS);
  const found = await answer();
  expect(found.themes[0]).toEqual({ theme: 'size', middle: 1, bad: 1, customers: 2, share: 1 });
  expect(await people('theme:logistics')).toEqual([3]);
  expect(found.products).toMatchObject([
    {
      product_id: 1,
      title: 'Shirt',
      reviews: 2,
      let_down: 2,
      customers: 2,
      mend: 'size',
      small: true,
    },
    { product_id: 2, reviews: 1, let_down: 0, mend: null },
  ]);
  expect(await people('product:1')).toEqual([1, 3]);
  expect((await answer({ category: 'clothes' })).reviewed).toBe(3);
  expect((await answer({ since: '2024-04-01', until: '2024-04-30' })).reviewed).toBe(1);
});

test('as of an earlier day later reviews, arrivals and confirmations have not happened', async () => {
  await put(FACTS);
  const early = await answer({ asOf: '2024-03-18' });
  expect(early).toMatchObject({ reviewed: 3, mean_score: 10 / 3 });
  expect(early.classes[3]).toMatchObject({ orders: 0 });
  expect(early.dsr).toEqual([]);
});

test('without reviews it says so', async () => {
  await put({
    customer: [{ id: 1 }],
    orders: [{ id: 1, customer_id: 1, at: '2024-03-01T00:00:00Z' }],
  });
  const none = await answer();
  expect(none).toMatchObject({ reviewed: 0, mean_score: null, products: [], months: [] });
  expect(reviews.says(none).map(({ code }) => code)).toEqual(['no_reviews']);
});
