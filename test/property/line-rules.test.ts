import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { testDb } from '../support/db.ts';
import {
  emptyLedger,
  importerOf,
  ledgerImage,
  type Importer,
  type SaidOrder,
} from '../support/imports.ts';
import { undoBatch } from '../../src/intake/undo/index.ts';
import type { Db } from '../../src/platform/postgres/index.ts';
import {
  addLineRule,
  listLineRules,
  removeLineRule,
  suggestLineRules,
  type LineRuleInput,
} from '../../src/ledger/lines/index.ts';

const [{ db }, other] = await Promise.all([testDb(), testDb()]);
const opened: Importer[] = [];
afterAll(async () => {
  for (const each of opened) await each.close();
});

async function fresh(on: Db): Promise<Importer> {
  await emptyLedger(on);
  const importer = await importerOf(on);
  opened.push(importer);
  return importer;
}

/** Refund rows of lines may be one or several, as long as they add up; which kind a line has counts as well. */
async function image(on: Db): Promise<unknown> {
  const { refunds: _, events, orders, ...rest } = await ledgerImage(on);
  type Row = { placed_at: unknown; void_at: unknown };
  return {
    ...rest,
    // Without a head an order's times are those of its import, which differ between two histories.
    orders: (orders as Row[]).map((o) => ({ ...o, void_at: o.placed_at && o.void_at })),
    events: events?.filter((e) => (e as { type: string }).type !== 'order.refunded'),
    refunds: await on.query(`SELECT o.number, r.origin, sum(r.amount)::bigint AS amount
      FROM refund r JOIN orders o ON o.id = r.order_id GROUP BY 1, 2 HAVING sum(r.amount) <> 0 ORDER BY 1, 2`),
    kinds:
      await on.query(`SELECT o.number, l.position, l.kind FROM order_line l JOIN orders o ON o.id = l.order_id
      WHERE o.lines_rank = 2 ORDER BY 1, 2`),
  };
}

const add = (on: Db, shop: Importer, rule: LineRuleInput) =>
  on.tx((tx) => addLineRule(tx, shop.shop, rule));
const remove = (on: Db, shop: Importer, id: number) =>
  on.tx((tx) => removeLineRule(tx, shop.shop, id));
const order = async (number = '1'): Promise<Record<string, unknown>> =>
  (await db.query(`SELECT * FROM orders WHERE number = $1`, [number]))[0] ?? {};

const tea = { sku: 'TEA', quantity: 2, amount: 500 };
const post = { sku: 'POST', quantity: 1, amount: 100 };
const off = { sku: 'D', quantity: -1, amount: -50 };

test('a rule takes shipping out of goods, units and refunds, and removing it brings all back', async () => {
  const shop = await fresh(db);
  await shop.orders([
    { number: '1', buyer: 'ann', lines: [tea, post, off] },
    { number: '2', buyer: 'bob', lines: [post] },
    { number: '3', buyer: 'bob', lines: [{ ...post, quantity: -1, amount: -100 }] },
  ]);
  const before = await image(db);
  expect(await order()).toMatchObject({ goods: 600, gross: 600, refunded: 50 });
  const { id, changed } = await add(db, shop, { sku: 'POST', kind: 'shipping' });
  const discount = await add(db, shop, { title: 'TITLE OF D', kind: 'adjustment' });
  expect(Number((await order())['units'])).toBe(2);
  expect([changed, discount.changed]).toEqual([3, 1]);
  expect(await order()).toMatchObject({ goods: 500, gross: 500, refunded: 0 });
  expect(await order('2')).toMatchObject({ kind: 'gift', gross: 0 });
  expect(await order('3')).toMatchObject({ kind: 'credit_note', refunded: 0 });
  expect(await db.tx((tx) => listLineRules(tx, shop.shop))).toMatchObject([
    { sku: 'POST', lines: 3, amount: 100 },
    { title: 'title of d', lines: 1, amount: -50 },
  ]);
  expect((await remove(db, shop, id))?.changed).toBe(3);
  await remove(db, shop, discount.id);
  expect(await image(db)).toEqual(before);
});

test('a code outranks words, and the same words said again replace the rule', async () => {
  const shop = await fresh(db);
  await shop.orders([{ number: '1', buyer: 'ann', lines: [tea, post] }]);
  await add(db, shop, { title: 'title', kind: 'fee' });
  const { before } = await add(db, shop, { title: 'Title', kind: 'shipping' });
  await add(db, shop, { sku: 'TEA', kind: 'goods' });
  expect(before).toBe('fee');
  expect(await order()).toMatchObject({ goods: 500, gross: 500 });
  expect(await db.query('SELECT kind FROM order_line ORDER BY position')).toEqual([
    { kind: 'goods' },
    { kind: 'shipping' },
  ]);
});

test('what looks like shipping or fees is suggested, goods are not, and nothing is done by itself', async () => {
  const shop = await fresh(db);
  const names = ['POST', 'AMAZONFEE', 'DISCOUNT', '邮费补差价', '运费', 'Post box', 'Tea carriage'];
  await shop.orders([
    { number: '1', buyer: 'ann', lines: [tea, post] },
    { number: '2', buyer: 'ann', lines: names.map((sku) => ({ ...post, sku })) },
  ]);
  await db.query('UPDATE product SET title = sku; UPDATE order_line SET title = NULL');
  const found = await db.tx((tx) => suggestLineRules(tx, shop.shop));
  expect(found.map(({ sku, kind, lines }) => [sku, kind, lines])).toEqual([
    ['POST', 'shipping', 2],
    ['AMAZONFEE', 'fee', 1],
    ['DISCOUNT', 'adjustment', 1],
    ['运费', 'shipping', 1],
    ['邮费补差价', 'shipping', 1],
  ]);
  expect(await order()).toMatchObject({ goods: 600 });
  await add(db, shop, { sku: 'POST', kind: 'goods' });
  expect(await db.tx((tx) => suggestLineRules(tx, shop.shop))).toHaveLength(4);
});

test('an order closed while a rule holds is wholly refunded, with the rule and without it', async () => {
  const shop = await fresh(db);
  const paid: SaidOrder = { number: '1', buyer: 'ann', status: 'paid', lines: [tea, post] };
  await shop.orders([paid]);
  const { id } = await add(db, shop, { sku: 'POST', kind: 'shipping' });
  await shop.orders([{ ...paid, status: 'closed' }]);
  const voided = { void_at: new Date('2024-01-01T10:00:00Z'), refunded: 600 };
  expect(await order()).toMatchObject({ ...voided, gross: 500 });
  await remove(db, shop, id);
  expect(await order()).toMatchObject({ ...voided, gross: 600 });
});

test('an undo gives back what was before it, as the rules of today see it', async () => {
  const shop = await fresh(db);
  const first: SaidOrder = { number: '1', buyer: 'ann', lines: [tea, post, off] };
  await shop.orders([first]);
  const second = await shop.orders([{ ...first, salt: 'b', lines: [tea] }]);
  const { id } = await add(db, shop, { sku: 'POST', kind: 'shipping' });
  await undoBatch(db, second.id, new Date('2026-06-01T00:00:00Z'));
  expect(await order()).toMatchObject({ goods: 500, gross: 500, refunded: 50 });
  await remove(db, shop, id);
  expect(await order()).toMatchObject({ goods: 600, gross: 600, refunded: 50 });
});

const line = fc.record({
  sku: fc.constantFrom('TEA', 'POST', 'FEE'),
  quantity: fc.integer({ min: 1, max: 3 }),
  amount: fc.constantFrom(-100, 250, 500),
});
const said = fc.record({
  number: fc.constantFrom('1', '2'),
  buyer: fc.constantFrom('ann', undefined),
  status: fc.constantFrom('unpaid', 'paid', 'completed', 'closed', null),
  refunded: fc.constantFrom(null, 100, 250, 500),
  discount: fc.constantFrom(null, 50),
  has_head: fc.constantFrom(true, true, true, false),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
});
const rule = fc.record({
  words: fc.constantFrom<Partial<LineRuleInput>>(
    { sku: 'POST' },
    { sku: 'FEE' },
    { title: 'of' },
    { title: 'fee' },
  ),
  kind: fc.constantFrom('goods' as const, 'shipping' as const, 'fee' as const),
});
const step = fc.oneof(
  fc.record({
    orders: fc.uniqueArray(said, { selector: ({ number }) => number, minLength: 1, maxLength: 2 }),
    undo: fc.boolean(),
  }),
  fc.record({ rule, remove: fc.boolean() }),
);

test('rules may come and go before, between and after imports and undos: the end is the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
      const [here, there] = [await fresh(db), await fresh(other.db)];
      const undone: number[] = [];
      const removed: number[] = [];
      const stated = (orders: unknown, index: number): SaidOrder[] =>
        (orders as SaidOrder[]).map((one) => ({ ...one, rank: 2, salt: String(index) }));
      for (const [index, one] of steps.entries()) {
        if ('orders' in one) {
          const { id } = await here.orders(stated(one.orders, index));
          if (one.undo) undone.push(id);
          continue;
        }
        const input = { ...one.rule.words, kind: one.rule.kind } as LineRuleInput;
        const { id } = await add(db, here, input);
        if (one.remove) removed.push(id);
      }
      for (const id of undone)
        expect((await undoBatch(db, id, new Date('2026-06-01T00:00:00Z'))).ok).toBe(true);
      const left = await db.tx((tx) => listLineRules(tx, here.shop));
      for (const id of new Set(removed)) await remove(db, here, id);
      for (const { sku, title, kind } of left.filter(({ id: r }) => !removed.includes(r)))
        await add(other.db, there, { ...(sku !== null ? { sku } : { title: title ?? '' }), kind });
      for (const [index, one] of steps.entries())
        if ('orders' in one && !one.undo) await there.orders(stated(one.orders, index));
      expect(await image(db)).toEqual(await image(other.db));
    }),
    { numRuns: 15, endOnFailure: true },
  );
}, 120_000);
