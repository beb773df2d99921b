import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import {
  emptyLedger,
  importerOf,
  ledgerImage,
  put,
  putOrders,
  type Importer,
  type SaidOrder,
} from '../../../test/support/imports.ts';
import { testDb } from '../../../test/support/db.ts';

const { db } = await testDb();
let shop: Importer;
const opened: Importer[] = [];

beforeEach(async () => {
  await emptyLedger(db);
  shop = await importerOf(db);
  opened.push(shop);
});
afterAll(async () => {
  for (const each of opened) await each.close();
});

const tea = { sku: 'TEA', quantity: 2, amount: 500 };
const one = (order: Partial<SaidOrder> = {}): SaidOrder => ({
  number: '1',
  buyer: 'ann',
  lines: [tea],
  ...order,
});
const order = async (number = '1'): Promise<Record<string, unknown>> =>
  (await db.query(`SELECT * FROM orders WHERE number = $1`, [number]))[0] ?? {};

test('a file becomes orders, lines, customers, products and events, every row accounted for', async () => {
  const batch = await shop.orders([
    one(),
    one({ number: '2', buyer: undefined }),
    one({ number: 'C3', lines: [{ sku: 'TEA', quantity: -1, amount: -250 }] }),
  ]);
  expect(batch).toMatchObject({
    ...{
      state: 'done',
      read: 3,
      accepted: 3,
      unchanged: 0,
      rejected: 0,
      customers_new: 1,
      orders_new: 3,
      orders_tied: 2,
    },
    untied_reasons: { no_buyer: 1 },
  });
  expect(await ledgerImage(db)).toMatchSnapshot();
});

test('the same file again changes nothing, not even the log of changes', async () => {
  const file = [one({ status: 'paid' }), one({ number: '2', refunded: 100 })];
  await shop.orders(file);
  const before = await ledgerImage(db);
  const [{ n } = { n: 0 }] = await db.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM change_log',
  );
  const again = await shop.orders(file);
  expect(again).toMatchObject({
    read: 2,
    accepted: 0,
    unchanged: 2,
    orders_new: 0,
    orders_updated: 0,
    customers_matched: 1,
    customers_new: 0,
  });
  expect(await ledgerImage(db)).toEqual(before);
  expect(await db.query('SELECT count(*)::int AS n FROM change_log')).toEqual([{ n }]);
});

test('a status never goes backwards, and the former ones are kept', async () => {
  await shop.orders([one({ status: 'shipped' })]);
  await shop.orders([one({ status: 'unpaid' })]);
  expect(await order()).toMatchObject({ status: 'shipped' });
  await shop.orders([one({ status: 'completed' })]);
  expect(await order()).toMatchObject({ status: 'completed' });
  expect(await db.query('SELECT status FROM order_status')).toEqual([{ status: 'shipped' }]);
});

test('a refund total that grows or shrinks leaves rows that add up to it', async () => {
  for (const refunded of [100, 300, 200])
    await shop.orders([one({ status: 'completed', refunded })]);
  expect(await db.query('SELECT amount FROM refund ORDER BY id')).toEqual([
    { amount: 100 },
    { amount: 200 },
    { amount: -100 },
  ]);
  expect(await order()).toMatchObject({ refunded: 200, gross: 500, void_at: null });
});

test('an order closed after it was paid counts as wholly refunded, one closed unpaid was never bought', async () => {
  await shop.orders([one({ status: 'paid' }), one({ number: '2', status: 'unpaid' })]);
  await shop.orders([one({ status: 'closed' }), one({ number: '2', status: 'closed' })]);
  expect(await order('1')).toMatchObject({
    refunded: 500,
    void_at: new Date('2024-01-01T10:00:00Z'),
    purchased_at: new Date('2024-01-01T10:00:00Z'),
  });
  expect(await order('2')).toMatchObject({ refunded: 0, purchased_at: null });
});

test('real lines and their order meet whichever comes first, and a summary never replaces them', async () => {
  const head = one({ status: 'paid', rank: 1, lines: [{ sku: 'all', quantity: 1, amount: 500 }] });
  const lines = one({
    has_head: false,
    buyer: undefined,
    lines: [tea, { ...tea, sku: 'CUP' }].map((l) => ({ ...l, amount: 250 })),
  });
  await shop.orders([lines]);
  expect(await order()).toMatchObject({
    purchased_at: null,
    customer_id: null,
    untied_reason: null,
  });
  await shop.orders([head]);
  const joined = await ledgerImage(db);
  expect(joined['orders']).toMatchObject([
    { status: 'paid', lines_rank: 2, gross: 500, lines: ['TEA 2 250', 'CUP 2 250'] },
  ]);
  await emptyLedger(db);
  const other = await importerOf(db);
  opened.push(other);
  await other.orders([head]);
  await other.orders([lines]);
  expect((await ledgerImage(db))['orders']).toEqual(joined['orders']);
});

test('an order changes its owner; a purchase keeps its customer when a later file does not know it', async () => {
  await shop.orders([one()]);
  await shop.orders([one({ buyer: 'bob' })]);
  await shop.orders([one({ buyer: undefined, note: 'later' })]);
  expect((await ledgerImage(db))['orders']).toMatchObject([
    { customer: 'platform_id/shop:1/bob', note: 'later' },
  ]);
});

test('the same file twice at once: one is applied, the other finds everything unchanged', async () => {
  const file = Array.from({ length: 30 }, (_, i) => one({ number: `n${i}`, buyer: `b${i % 7}` }));
  const both = await Promise.all([shop.orders(file), shop.orders(file)]);
  expect(both.map(({ accepted }) => accepted).toSorted((a, b) => a - b)).toEqual([0, 30]);
  expect(await db.query('SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 30 }]);
});

test('facts about orders nobody knows are refused with their line and their text', async () => {
  await shop.orders([one()]);
  const batch = await shop.run(async (duck) => {
    await duck.run('CREATE TABLE stage_raw (line_number BIGINT, raw VARCHAR)');
    await put(duck, 'stage_raw', [
      { line_number: 2, raw: '1,good' },
      { line_number: 3, raw: '9,lost' },
    ]);
    const review = { score: 5, text: 'good', reviewed_at: '2024-02-01 00:00:00', file_rows: 1 };
    await put(duck, 'stage_review', [
      { ...review, number: '1', sku: 'TEA', first_line: 2 },
      { ...review, number: '9', first_line: 3 },
    ]);
    return 2;
  });
  expect(batch).toMatchObject({ accepted: 1, rejected: 1 });
  expect(await db.query('SELECT line_number, reason, raw FROM import_reject')).toEqual([
    { line_number: 3, reason: 'unknown_order', raw: '9,lost' },
  ]);
  expect(await db.query(`SELECT type FROM event WHERE type LIKE 'review%'`)).toEqual([
    { type: 'review.posted' },
  ]);
});

test('a list of members brings tags, typed attributes and birthdays, and our own export brings edits back', async () => {
  await shop.orders([one()]);
  const member = {
    buyer_kind: 'platform_id',
    buyer_scope: 'shop:1',
    buyer_value: 'ann',
    file_rows: 1,
    first_line: 2,
  };
  const first = await shop.run(async (duck) => {
    await put(duck, 'stage_customer', [
      {
        ...member,
        name: 'Ann',
        tags: 'vip, tea',
        attributes: '{"height": "170", "since": "2020-01-31", "member": "yes", "skin": "dry"}',
        birthday_month: 5,
        birthday_day: 1,
      },
    ]);
    return 1;
  });
  expect(first).toMatchObject({ accepted: 1, unchanged: 0 });
  expect(await db.query('SELECT key, type, value FROM customer_attribute ORDER BY key')).toEqual([
    { key: 'height', type: 'number', value: '170' },
    { key: 'member', type: 'boolean', value: 'true' },
    { key: 'since', type: 'date', value: '2020-01-31' },
    { key: 'skin', type: 'text', value: 'dry' },
  ]);
  const decoding = await importerOf(db, 'Other', {
    decodeCustomer: (id) => (id === 'cus_ann' ? 1 : undefined),
  });
  opened.push(decoding);
  const back = await decoding.run(async (duck) => {
    await put(duck, 'stage_customer', [
      {
        public_id: 'cus_ann',
        name: 'Anne',
        tags: 'vip',
        tags_replace: true,
        file_rows: 1,
        first_line: 2,
      },
      { public_id: 'cus_forged', name: 'Eve', file_rows: 1, first_line: 3 },
    ]);
    return 2;
  });
  expect(back).toMatchObject({ accepted: 1, rejected: 1 });
  expect(await db.query('SELECT name FROM customer')).toEqual([{ name: 'Anne' }]);
  expect(
    await db.query('SELECT tag, valid_to IS NULL AS now FROM customer_tag ORDER BY tag'),
  ).toEqual([
    { tag: 'tea', now: false },
    { tag: 'vip', now: true },
  ]);
});

test('a cancelled or failed import leaves nothing but its own row, and no file', async () => {
  const { readdirSync } = await import('node:fs');
  const before = await ledgerImage(db);
  await expect(
    shop.run(async (duck) => {
      await putOrders(duck, [one()]);
      return 7;
    }),
  ).rejects.toThrow(/7 rows read, 1 accounted for/);
  shop.bugs.length = 0;
  const running = shop.run(async (duck) => {
    const rows = await putOrders(duck, [one()]);
    shop.runner.find(2)?.cancel();
    return rows;
  });
  expect((await running).state).toBe('cancelled');
  expect(await ledgerImage(db)).toEqual(before);
  expect(readdirSync(shop.tempDir)).toEqual([]);
});

const said = fc.record({
  number: fc.constantFrom('1', '2', '3'),
  buyer: fc.constantFrom('ann', 'bob', undefined),
  status: fc.constantFrom('unpaid', 'paid', 'completed', 'closed', null),
  refunded: fc.constantFrom(null, 100, 500, 1000),
  discount: fc.constantFrom(null, 50),
  note: fc.constantFrom(null, 'x', 'y'),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom('TEA', 'CUP'),
      quantity: fc.integer({ min: 1, max: 3 }),
      amount: fc.constantFrom(-100, 0, 250, 500),
    }),
    { maxLength: 3 },
  ),
});
const file = fc.uniqueArray(said, { selector: ({ number }) => number, minLength: 1, maxLength: 3 });

test('read = accepted + unchanged + rejected, and importing twice changes nothing, whatever the files', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 3 }), async (files) => {
      await emptyLedger(db);
      const own = await importerOf(db);
      opened.push(own);
      for (const orders of files) {
        const batch = await own.orders(orders);
        expect(batch.read).toBe(batch.accepted + batch.unchanged + batch.rejected);
        const before = await ledgerImage(db);
        const again = await own.orders(orders);
        expect(again).toMatchObject({ accepted: 0, unchanged: batch.read });
        expect(await ledgerImage(db)).toEqual(before);
        expect(before['orphans']).toEqual([]);
      }
    }),
    { numRuns: 4 },
  );
}, 60_000);
