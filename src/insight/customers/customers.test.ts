import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { openLens, type Lens } from '../../lens/index.ts';
import {
  countCustomers,
  listCustomers,
  SORTS,
  type CustomerQuery,
  type CustomerRow,
} from './index.ts';

const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'customers-'));
let lens: Lens;

const AT = `'2024-01-01', '2024-01-01'`;
beforeAll(async () => {
  await db.tx(async (tx) => {
    await tx.run(`INSERT INTO shop (id, name, currency, time_zone, created_at) OVERRIDING SYSTEM VALUE
      VALUES (1, 'One', 'CNY', 'Asia/Shanghai', '2020-01-01'), (2, 'Two', 'CNY', 'Asia/Shanghai', '2020-01-01')`);
    // Two in three have orders; one in five no name; names and figures repeat, so that ties happen.
    await tx.run(`INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, shop_id, name, nick, known_at, changed_at) OVERRIDING SYSTEM VALUE
      SELECT n, n, 'nick', 'shop:1', n, 1, CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN '王小明' WHEN 2 THEN 'Ann Lee' WHEN 3 THEN '阿明' ELSE 'zoe' END, 'n' || n % 7, ${AT} FROM generate_series(1, 60) n`);
    await tx.run(`INSERT INTO orders (shop_id, number, customer_id, kind, placed_at, purchased_at, placed_day, purchased_day, currency, gross, units, known_at, changed_at)
      SELECT 1 + n % 2, 'SO-' || n, 1 + n % 40, 'order', d, d, d::date, d::date, 'CNY', 100 * (n % 4), 1, ${AT} FROM generate_series(1, 90) n, LATERAL (SELECT timestamptz '2024-01-01' + (n % 6) * interval '1 day') x (d)`);
    await tx.run(`INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, name, nick, phone, phone_masked, email, known_at, changed_at) OVERRIDING SYSTEM VALUE
      VALUES (101, 101, 'nick', 'shop:1', 'x', '李一清', 'Tea_Lover', '+8613800000123', NULL, 'tea@example.com', ${AT}), (102, 101, 'nick', 'shop:2', 'y', '照一清', NULL, NULL, '139****7788', NULL, ${AT}),
             (103, 103, 'erased', '', 'z', NULL, NULL, NULL, NULL, NULL, ${AT})`);
    await tx.run(`UPDATE customer SET erased_at = '2024-02-01' WHERE id = 103`);
    await tx.run(
      `INSERT INTO customer_identity (customer_id, kind, scope, value, known_at) VALUES (101, 'phone', '', '+8613800000123', '2024-01-01'), (101, 'email', '', 'tea@example.com', '2024-01-01')`,
    );
    await tx.run(
      `INSERT INTO orders (id, shop_id, number, customer_id, kind, placed_at, placed_day, currency, known_at, changed_at) OVERRIDING SYSTEM VALUE VALUES (901, 2, 'XQ%2024', 102, 'order', '2024-01-01', '2024-01-01', 'CNY', ${AT})`,
    );
    await tx.run(
      `INSERT INTO parcel (order_id, tracking_number, known_at) VALUES (901, 'SF10002000', '2024-01-01')`,
    );
    await tx.run(
      `INSERT INTO customer_tag (customer_id, tag, valid_from, valid_to) VALUES (102, 'vip', '2024-01-01', NULL), (1, 'vip', '2024-01-01', '2024-02-01')`,
    );
  });
  lens = await openLens({
    db,
    dir,
    business: 'b',
    log: { info: () => undefined, warn: () => undefined },
    memoryLimit: '200MB',
  });
});
afterAll(async () => {
  await lens.close();
  rmSync(dir, { recursive: true, force: true });
});

async function found(query: CustomerQuery): Promise<CustomerRow[]> {
  const answer = await listCustomers(lens, db, query);
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value.rows;
}

test.each(SORTS.flatMap((sort) => [sort, `-${sort}` as const]))(
  'pages by %s show every person once, in order',
  async (sort) => {
    const whole = await found({ sort, limit: 1000 });
    expect(whole).toHaveLength(61);
    const paged: CustomerRow[] = [];
    let cursor: string | undefined;
    do {
      const answer = await listCustomers(lens, db, { sort, limit: 7, cursor });
      if (!answer.ok) throw new Error(answer.problem.code);
      paged.push(...answer.value.rows);
      cursor = answer.value.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
    if (sort.endsWith('name')) return;
    const column = sort.replace('-', '') as 'orders' | 'last_order';
    const values = whole.map((row) => (row[column] === null ? null : Number(row[column])));
    const known = values.filter((value) => value !== null);
    expect(values.slice(0, known.length)).toEqual(
      known.toSorted((a, b) => (sort.startsWith('-') ? b - a : a - b)),
    );
  },
);

test('names are in the order of a Chinese index, the nameless by their nick', async () => {
  const names = (await found({ sort: 'name', limit: 1000 })).map(({ name, nick }) => name ?? nick!);
  expect(names).toEqual(names.toSorted(new Intl.Collator('zh').compare));
});

test.each([
  ['一清', [101]],
  ['清', []],
  ['李', [101]],
  ['照', [101]],
  ['tea_l', [101]],
  ['TEA@example.com', [101]],
  ['0123', [101]],
  ['138 0000 0123', [101]],
  ['+8613800000123', [101]],
  ['7788', [101]],
  ['XQ%2024', [101]],
  ['XQ%202', [101]],
  ['XQ_2024', []],
  ['SF10002000', [101]],
  ['sf10002000', [101]],
  ['SO-7', [8]],
  ['%', []],
])('%s finds whom it names', async (search, ids) => {
  expect((await found({ search })).map(({ id }) => id)).toEqual(ids);
  expect(await countCustomers(lens, db, { search })).toBe(ids.length);
});

test('a word in the middle of a name is found by its beginning; tags and shops narrow the list', async () => {
  expect(await countCustomers(lens, db, { search: 'lee' })).toBe(12);
  expect(await countCustomers(lens, db, { search: 'ee' })).toBe(0);
  expect(
    (await found({ tag: 'vip' })).map(({ id, profiles, tags, shops }) => ({
      id,
      profiles,
      tags,
      shops,
    })),
  ).toEqual([{ id: 101, profiles: 2, tags: ['vip'], shops: [2] }]);
  expect(await countCustomers(lens, db, { shops: [2] })).toBe(21);
});

test('one row a person, with what any of its profiles knows', async () => {
  expect((await found({ search: '一清' }))[0]).toMatchObject({
    name: '李一清',
    nick: 'Tea_Lover',
    phone: '+8613800000123',
    phone_masked: '139****7788',
    email: 'tea@example.com',
    orders: 0,
    spend: 0,
  });
});

test('a cursor of another sort, or no cursor at all, is said to be one', async () => {
  const first = await listCustomers(lens, db, { sort: 'orders', limit: 5 });
  const cursor = first.ok ? first.value.nextCursor! : '';
  for (const query of [
    { sort: 'name', cursor } as const,
    { cursor: 'x' },
    { cursor: Buffer.from('[1]').toString('base64url') },
  ])
    expect(await listCustomers(lens, db, query)).toMatchObject({
      ok: false,
      problem: { code: 'cursor_invalid' },
    });
});
