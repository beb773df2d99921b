import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import {
  emptyLedger,
  importerOf,
  type Importer,
  type SaidOrder,
} from '../../../test/support/imports.ts';

const { db } = await testDb();
const opened: Importer[] = [];
let shop: Importer;

beforeEach(async () => {
  await emptyLedger(db);
  shop = await importerOf(db);
  opened.push(shop);
});
afterAll(async () => {
  for (const each of opened) await each.close();
});

let number = 0;
const from = (buyer: string, scope: string, more: Partial<SaidOrder> = {}): SaidOrder => ({
  ...{
    number: `n${++number}`,
    buyer,
    scope,
    lines: [{ sku: 'TEA', quantity: 1, amount: 100 }],
    ...more,
  },
});
/** Who is one person, by the keys of their profiles. */
const persons = async (): Promise<string[][]> =>
  (
    await db.query<{ keys: string[] }>(
      `SELECT array_agg(key_scope || '/' || key_value ORDER BY id) AS keys FROM customer GROUP BY person_id ORDER BY min(id)`,
    )
  ).map(({ keys }) => keys);
const suggestions = () =>
  db.query(
    `SELECT a.key_value AS a, b.key_value AS b, s.reason FROM merge_suggestion s JOIN customer a ON a.id = s.customer_a JOIN customer b ON b.id = s.customer_b ORDER BY 1, 2`,
  );

const ann = { email: 'ann@example.com' };

test('the same full email in two scopes is one person, and says why', async () => {
  await shop.orders([from('a1', 'taobao', ann)]);
  await shop.orders([from('a2', 'jd', ann)]);
  expect(await persons()).toEqual([['taobao/a1', 'jd/a2']]);
  expect(await db.query('SELECT reason, valid_to FROM person_link')).toEqual([
    { reason: 'same_email', valid_to: null },
  ]);
});

test('two ids of one platform stay two persons, and are suggested', async () => {
  await shop.orders([
    from('a1', 'taobao', ann),
    from('a2', 'taobao', ann),
    from('a3', 'jd', ann),
    from('a4', 'jd', ann),
  ]);
  expect(await persons()).toEqual([['taobao/a1', 'jd/a3'], ['taobao/a2'], ['jd/a4']]);
  expect(await suggestions()).toMatchObject([
    { a: 'a1', b: 'a2', reason: 'same_email' },
    { a: 'a1', b: 'a4', reason: 'same_email' },
  ]);
});

test('email wins over phone, and the phone only suggests', async () => {
  await shop.orders([from('e', 'taobao', ann), from('p', 'jd', { phone: '+8613800000001' })]);
  await shop.orders([from('both', 'shop:1', { ...ann, phone: '+8613800000001' })]);
  expect(await persons()).toEqual([['taobao/e', 'shop:1/both'], ['jd/p']]);
  expect(await suggestions()).toEqual([{ a: 'p', b: 'both', reason: 'same_phone' }]);
});

test("a receiver's phone needs the same full name; alone it suggests; masked values are no identity", async () => {
  const receiver = { phone: '+8613800000002', receiver: true };
  await shop.orders([from('r1', 'taobao', { ...receiver, name: '王小明' })]);
  await shop.orders([
    from('r2', 'jd', { ...receiver, name: '王小明' }),
    from('r3', 'douyin', { ...receiver, name: '李四' }),
  ]);
  expect(await persons()).toEqual([['taobao/r1', 'jd/r2'], ['douyin/r3']]);
  expect(await suggestions()).toEqual([{ a: 'r1', b: 'r3', reason: 'same_receiver_phone' }]);
  await shop.orders([from('m1', 'pinduoduo', { phone: '138****0001', name: '王*' })]);
  expect(await db.query(`SELECT kind FROM customer_identity WHERE value LIKE '%*%'`)).toEqual([]);
});

test('a value of more than five profiles says nothing', async () => {
  await shop.orders(
    Array.from({ length: 7 }, (_, i) => from(`h${i}`, `shop:${i}`, { phone: '+8613800000003' })),
  );
  expect((await persons()).length).toBe(7);
  expect(await suggestions()).toEqual([]);
});

test('an order of an unknown buyer is suggested to whom its mask fits', async () => {
  const mask = { name: '王小明', phone_masked: '138****0001', district: '西湖区' };
  await shop.orders([from('w', 'taobao', mask)]);
  await shop.orders([{ ...from('', '', mask), buyer: undefined }]);
  expect(await db.query('SELECT customer_id, state FROM tie_suggestion')).toEqual([
    { customer_id: 1, state: 'open' },
  ]);
});

test('a forgotten person stays forgotten: the order counts, nothing personal is written', async () => {
  await shop.orders([from('gone', 'taobao', { ...ann, name: 'Ann' })]);
  await db.query(`INSERT INTO erasure (key_hash, customer_id, erased_at)
    SELECT sha256(convert_to((SELECT value #>> '{}' FROM setting WHERE key = 'erasure_salt') || 'platform_id' || 'taobao' || 'gone', 'UTF8')), 1, '2026-02-01'`);
  await db.query(
    `UPDATE customer SET key_kind = 'erased', key_scope = '', key_value = '1', name = NULL, email = NULL, erased_at = '2026-02-01'`,
  );
  await db.query('DELETE FROM customer_identity');
  await shop.orders([from('gone', 'taobao', { ...ann, name: 'Ann', note: 'for Ann' })]);
  expect(await db.query('SELECT count(*)::int AS n FROM orders WHERE customer_id = 1')).toEqual([
    { n: 2 },
  ]);
  expect(
    await db.query(`SELECT name, email, (SELECT count(*)::int FROM customer_identity) AS identities,
    (SELECT count(*)::int FROM orders WHERE note IS NOT NULL) AS notes FROM customer`),
  ).toEqual([{ name: null, email: null, identities: 0, notes: 0 }]);
});

test('no rule ever puts two platform ids of one scope under one person', async () => {
  const value = fc.constantFrom(undefined, 'x', 'y', 'z');
  const profile = fc.record({
    scope: fc.constantFrom('taobao', 'jd', 'shop:1'),
    id: fc.constantFrom('1', '2', '3'),
    email: value,
    phone: value,
    receiver: fc.boolean(),
    name: fc.constantFrom('Ann', 'Bob'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(profile, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      async (files) => {
        await emptyLedger(db);
        const own = await importerOf(db);
        opened.push(own);
        for (const profiles of files) {
          await own.orders(
            profiles.map(({ id, scope, email, phone, receiver, name }) =>
              from(id, scope, {
                name,
                receiver,
                ...(email !== undefined && { email: `${email}@example.com` }),
                ...(phone !== undefined && { phone: `+861380000000${phone.codePointAt(0) ?? 0}` }),
              }),
            ),
          );
        }
        expect(
          await db.query(
            `SELECT person_id, key_scope FROM customer WHERE key_kind IN ('platform_id', 'nick') GROUP BY 1, 2 HAVING count(*) > 1`,
          ),
        ).toEqual([]);
        expect(
          await db.query(
            'SELECT FROM customer c WHERE NOT EXISTS (SELECT FROM customer p WHERE p.id = c.person_id AND p.person_id = p.id)',
          ),
        ).toEqual([]);
      },
    ),
    { numRuns: 5 },
  );
}, 60_000);
