import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';

const api = testApi();

/** buyer, day, amount in minor units */
const ORDERS: [buyer: string, day: string, gross: number][] = [
  ['ann', '2025-11-05', 1000],
  ['ann', '2026-02-10', 3000],
  ['ben', '2025-10-11', 2000],
  ['cleo', '2026-02-20', 9999],
];
const DAY = 86_400_000;

beforeAll(async () => {
  await api()
    .as('owner')
    .post('/v1/shops', { name: 'Tea', currency: 'GBP', time_zone: 'Europe/London' });
  await api()
    .as('owner')
    .post('/v1/shops', { name: 'Other', currency: 'GBP', time_zone: 'Europe/London' });
  const { db } = api().ctx;
  const at = '2026-02-28T00:00:00Z';
  await db.query(
    `INSERT INTO customer (person_id, key_kind, key_scope, key_value, shop_id, name, nick, phone, city, known_at, changed_at)
     SELECT n, 'nick', 'shop:1', who, CASE who WHEN 'dev' THEN 2 ELSE 1 END, initcap(who), who, '+861380000000' || n, CASE who WHEN 'ann' THEN 'Bath' END, $1, $1
     FROM unnest('{ann,ben,cleo,dev}'::text[]) WITH ORDINALITY AS x(who, n)`,
    [at],
  );
  for (const [i, [buyer, day, gross]] of ORDERS.entries())
    await db.query(
      `INSERT INTO orders (shop_id, number, customer_id, kind, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, units, known_at, changed_at)
       VALUES (1, $1, (SELECT id FROM customer WHERE key_value = $2), 'order', $3::date + time '12:00', $3::date + time '12:00', $3, $3, 'GBP', $4, $4, 2, $5, $5)`,
      [`N-${i}`, buyer, day, gross, at],
    );
});

const preview = (text: string, more: object = {}, role: 'owner' | 'viewer' = 'owner') =>
  api()
    .as(role)
    .post('/v1/segments/preview', { text, ...more });
const names = (body: { sample: { name: string }[] }) =>
  body.sample.map(({ name }) => name).toSorted();

test('a preview counts, values and shows people, each as the asker may see them', async () => {
  const { status, body } = await preview('number_of_orders >= 2 OR amount_spent = 99.99');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    customers: 2,
    of: 4,
    buyers: 3,
    share: 0.5,
    value: 13_999,
    currency: 'GBP',
    as_of: '2026-03-01',
  });
  expect(names(body)).toEqual(['Ann', 'Cleo']);
  expect(body.sample[0].phone).toMatch(/^\+86138/);
  const seen = await preview("city = 'bath'", {}, 'viewer');
  expect(seen.body.sample).toMatchObject([{ name: 'Ann', phone: expect.stringContaining('***') }]);
});

test('as of a day in the past nothing later has occurred', async () => {
  const { body } = await preview('number_of_orders >= 1 AND last_order_date <= -30d', {
    as_of: '2025-12-31',
  });
  expect([names(body), body.of]).toEqual([['Ann', 'Ben'], 4]);
  expect(body.value).toBe(3000);
});

test('a parcel is on its way from the day it was sent in the shop’s zone', async () => {
  const { db } = api().ctx;
  await db.query(`UPDATE shop SET time_zone = 'Asia/Shanghai' WHERE id = 1`);
  // One in the morning of the 21st there.
  await db.query(
    `INSERT INTO parcel (order_id, carrier, tracking_number, state, shipped_at, known_at)
     SELECT id, 'SF', 'T-1', 'shipped', '2026-02-20T17:00Z', '2026-02-20T17:00Z' FROM orders WHERE number = 'N-3'`,
  );
  const sent = async (as_of: string) =>
    names((await preview('parcel_under_way = true', { as_of })).body);
  expect([await sent('2026-02-20'), await sent('2026-02-21')]).toEqual([[], ['Cleo']]);
  await db.query(`DELETE FROM parcel`);
  await db.query(`UPDATE shop SET time_zone = 'Europe/London' WHERE id = 1`);
});

test('a mistake is told with its place, and nothing written becomes SQL', async () => {
  const wrong = await preview('number_of_ordres >= 2');
  expect([wrong.status, wrong.body.code, wrong.body.params, wrong.body.pointer]).toEqual([
    422,
    'segment_unknown_field_meant',
    { word: 'number_of_ordres', meant: 'number_of_orders', at: 1, from: 0, to: 16 },
    '/text',
  ]);
  const attack = await preview(
    "city = 'x''; DROP TABLE lens.main.trait; --' OR products_purchased(title: '%'') OR 1=1 --')",
  );
  expect([attack.status, attack.body.customers]).toEqual([200, 0]);
});

test('one customer is told which clause lets them in and which keeps them out', async () => {
  const { body: list } = await api().as('owner').get('/v1/customers?search=ann');
  const ask = {
    text: "number_of_orders >= 3 OR (city = 'Bath' AND NOT orders_placed(since: -30d))",
    customer: list.data[0].id,
  };
  const { status, body } = await api().as('viewer').post('/v1/segments/explain', ask);
  expect(status).toBe(200);
  expect(body.holds).toBe(false);
  expect(
    body.verdicts.map((one: { depth: number; text: string; holds: boolean; have: unknown }) => [
      one.depth,
      one.holds,
      one.have,
    ]),
  ).toEqual([
    [0, false, null],
    [1, false, 2],
    [1, false, null],
    [2, true, 'Bath'],
    [2, false, null],
    [3, true, null],
  ]);
  const { from, to } = body.verdicts[3];
  expect(ask.text.slice(from, to)).toBe("city = 'Bath'");
});

test('text becomes clicks, clicks become text', async () => {
  const format = (body: object) => api().as('viewer').post('/v1/segments/format', body);
  const { body } = await format({
    text: "number_of_orders>=2 and (city='Bath' or tags contains 'vip')",
  });
  expect(body.text).toBe("number_of_orders >= 2 AND (city = 'Bath' OR tags CONTAINS 'vip')");
  expect(body.builder.groups.map((group: { match: string }) => group.match)).toEqual([
    'all',
    'any',
  ]);
  expect((await format({ builder: body.builder })).body).toEqual(body);
  expect(
    (await format({ text: 'NOT (number_of_orders > 1 OR number_of_orders < 1)' })).body,
  ).toMatchObject({ rewritten: true, builder: { groups: [{ match: 'all' }] } });
});

test('a saved segment keeps its versions and its size by day, is put away and comes back', async () => {
  const office = api().as('marketer');
  const made = await office.post('/v1/segments', { name: 'Twice', text: 'number_of_orders >= 2' });
  expect(made.status).toBe(201);
  const path = `/v1/segments/${made.body.id}`;
  expect(
    (await office.post('/v1/segments', { name: 'twice', text: 'number_of_orders >= 9' })).body.code,
  ).toBe('segment_name_taken');
  expect((await api().as('agent').send('PATCH', path, { name: 'Mine' })).status).toBe(403);
  const sizes = async () =>
    (await office.get(path)).body.sizes.map((one: { day: string; customers: number }) => [
      one.day,
      one.customers,
    ]);
  expect(await sizes()).toEqual([['2026-03-01', 1]]);
  api().pass(DAY);
  const changed = await office.send('PATCH', path, { text: 'number_of_orders >= 1' });
  expect(changed.body).toMatchObject({ version: 2, text: 'number_of_orders >= 1', name: 'Twice' });
  expect(await sizes()).toEqual([
    ['2026-03-01', 1],
    ['2026-03-02', 3],
  ]);
  const listed = await office.get('/v1/segments');
  expect(listed.body.data).toMatchObject([
    { name: 'Twice', size: { customers: 3, value: 15_999 } },
  ]);
  const { body: versions } = await office.get(`${path}/versions`);
  expect(versions.data).toMatchObject([
    { number: 2, by: 'marketer' },
    { number: 1, text: 'number_of_orders >= 2' },
  ]);
  expect((await office.send('DELETE', path)).body.archived_at).not.toBeNull();
  expect((await office.get('/v1/segments')).body.data).toEqual([]);
  expect((await office.send('PATCH', path, { name: 'New' })).body.code).toBe('segment_archived');
  expect((await office.post(`${path}/restore`)).body.archived_at).toBeNull();
  expect((await office.get('/v1/segments')).body.data).toHaveLength(1);
});

test('a file for platforms fed by hand has nick and latest order number, and contacts only for the owner', async () => {
  const path = `/v1/segments/export.csv?text=${encodeURIComponent('number_of_orders >= 1')}`;
  const file = async (role: 'owner' | 'marketer') =>
    (await api().as(role).get(path)).body as string;
  const lines = (await file('owner')).trim().split(/\r?\n/);
  expect(lines[0]).toContain('Buyer nick,Phone,Email,Region,City,Shop,Latest order number');
  expect(lines.slice(1).map((line) => line.split(',').slice(1, 11).join())).toEqual([
    'Cleo,cleo,+8613800000003,,,,Tea,N-3,2026-02-20,1',
    'Ann,ann,+8613800000001,,,Bath,Tea,N-1,2026-02-10,2',
    'Ben,ben,+8613800000002,,,,Tea,N-2,2025-10-11,1',
  ]);
  expect(await file('marketer')).not.toContain('138000');
  expect((await api().as('viewer').get(path)).status).toBe(403);
});

test('ready-made ones are counted; the catalogue speaks both languages', async () => {
  const { body } = await api().as('viewer').get('/v1/segments/ready', { 'accept-language': 'zh' });
  expect(body.data.length).toBeGreaterThanOrEqual(24);
  expect(body.data.find((one: { key: string }) => one.key === 'trial_only').customers).toBe(1);
  const { body: catalogue } = await api().as('viewer').get('/v1/segments/fields');
  expect(catalogue.fields[0]).toMatchObject({
    name: 'number_of_orders',
    label: { en: 'Number of orders', zh: '购买次数' },
  });
});
