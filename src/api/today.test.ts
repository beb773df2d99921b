import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';

const api = testApi();
let tea = '';

/** buyer, day, amount in minor units */
const ORDERS: [buyer: string | null, day: string, gross: number][] = [
  ['ann', '2026-01-05', 1000],
  ['ann', '2026-02-10', 3000],
  ['ben', '2026-02-11', 2000],
  [null, '2026-02-12', 700],
  ['ann', '2026-02-20', 3000],
];

beforeAll(async () => {
  const made = await api()
    .as('owner')
    .post('/v1/shops', { name: 'Tea', currency: 'GBP', time_zone: 'Europe/London' });
  tea = made.body.id;
  const { db } = api().ctx;
  const at = '2026-02-28T00:00:00Z';
  await db.query(
    `INSERT INTO customer (person_id, key_kind, key_scope, key_value, shop_id, known_at, changed_at)
    SELECT n, 'nick', 'shop:1', who, 1, $1, $1 FROM unnest('{ann,ben}'::text[]) WITH ORDINALITY AS x(who, n)`,
    [at],
  );
  for (const [i, [buyer, day, gross]] of ORDERS.entries()) {
    await db.query(
      `INSERT INTO orders (shop_id, number, customer_id, untied_reason, kind, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, units, known_at, changed_at)
       VALUES (1, $1, (SELECT id FROM customer WHERE key_value = $2), CASE WHEN $2::text IS NULL THEN 'masked' END, 'order', $3::date + time '12:00', $3::date + time '12:00', $3, $3, 'GBP', $4, $4, 2, $5, $5)`,
      [`n${i}`, buyer, day, gross, at],
    );
  }
});

test('Today follows the definitions: customers, returning share by month, what is new and what returns', async () => {
  const { status, body } = await api()
    .as('viewer')
    .get('/v1/today?as_of=2026-02-28&around=2026-02-15');
  expect(status).toBe(200);
  expect(body.overview).toMatchObject({
    customers: 2,
    purchases: 4,
    guests_purchases: 1,
    guests_value: 700,
    gross_value: 9000,
    repeat_rate: 0.5,
    currency: 'GBP',
  });
  expect(
    body.months.map(
      ({
        month,
        purchases,
        returning_share_orders,
        aov_new,
        aov_returning,
      }: Record<string, unknown>) => ({
        month,
        purchases,
        returning_share_orders,
        aov_new,
        aov_returning,
      }),
    ),
  ).toEqual([
    {
      month: '2026-01',
      purchases: 1,
      returning_share_orders: 0,
      aov_new: 1000,
      aov_returning: null,
    },
    {
      month: '2026-02',
      purchases: 3,
      returning_share_orders: 2 / 3,
      aov_new: 2000,
      aov_returning: 3000,
    },
  ]);
  expect(body.around).toMatchObject({
    days: 14,
    before: { purchases: 2 },
    after: { purchases: 1, gross_value: 3000 },
  });
  expect(body.tied).toMatchObject({
    orders: 5,
    tied: 4,
    share: 0.8,
    reasons: [{ reason: 'masked', orders: 1, text: 'The platform masks the buyer.' }],
  });
});

test('nothing later than as_of counts', async () => {
  const { body } = await api().as('viewer').get('/v1/reports/overview?as_of=2026-01-31');
  expect(body).toMatchObject({
    as_of: '2026-01-31',
    customers: 1,
    purchases: 1,
    gross_value: 1000,
    repeat_rate: 0,
  });
});

test('several shops stand side by side, and a restricted user sees only theirs', async () => {
  const other = await api()
    .as('owner')
    .post('/v1/shops', { name: 'Cups', currency: 'GBP', time_zone: 'Europe/London' });
  const both = await api().as('owner').get('/v1/today?as_of=2026-02-28');
  expect(
    both.body.shops.map((shop: { name: string; overview: { purchases: number } }) => [
      shop.name,
      shop.overview.purchases,
    ]),
  ).toEqual([
    ['Tea', 4],
    ['Cups', 0],
  ]);
  const users = await api().as('owner').get('/v1/users');
  const viewer = users.body.data.find((user: { name: string }) => user.name === 'viewer').id;
  await api()
    .as('owner')
    .send('PATCH', `/v1/users/${viewer}`, { shop_ids: [other.body.id] });
  expect(
    (await api().as('viewer').get('/v1/reports/overview?as_of=2026-02-28')).body.purchases,
  ).toBe(0);
  expect((await api().as('viewer').get(`/v1/reports/overview?shop=${tea}`)).body.code).toBe(
    'shop_not_allowed',
  );
  expect(
    (await api().as('viewer').get('/v1/shops')).body.data.map(
      (shop: { name: string }) => shop.name,
    ),
  ).toEqual(['Cups']);
  await api().as('owner').send('PATCH', `/v1/users/${viewer}`, { shop_ids: null });
});

test('at most five things to do, each from a fact', async () => {
  const { db } = api().ctx;
  await db.query(`INSERT INTO import_batch (shop_id, source, file_name, state, rejected, started_at, finished_at)
    VALUES (1, 'generic_orders', 'a.csv', 'done', 3, '2026-02-20', '2026-02-20')`);
  await db.query(
    `INSERT INTO product (shop_id, sku, title, known_at) VALUES (1, 'POST', 'POSTAGE', '2026-01-01'), (1, 'x', 'Post box', '2026-01-01')`,
  );
  await db.query(
    `INSERT INTO merge_suggestion (customer_a, customer_b, reason, known_at) VALUES (1, 2, 'same_receiver_phone', '2026-02-20')`,
  );
  const { body } = await api()
    .as('owner')
    .get('/v1/today?as_of=2026-02-28', { 'accept-language': 'zh' });
  expect(body.todo.map(({ code, params }: Record<string, unknown>) => [code, params])).toEqual([
    ['rejects_waiting', { rows: 3 }],
    ['no_recent_import', { days: 9 }],
    ['same_people', { pairs: 1 }],
    ['unknown_buyers', { orders: 1 }],
    ['like_shipping', { title: 'POSTAGE', products: 1 }],
  ]);
  expect(body.last_import).toMatchObject({ shop: 'Tea', rejected: 3, file_name: 'a.csv' });
  expect(body.todo[0].import_id).toBe(body.last_import.id);
});

test('a new time zone cuts the days anew', async () => {
  await api().ctx.db.query(
    `UPDATE orders SET placed_at = '2026-02-20T20:00:00Z', purchased_at = '2026-02-20T20:00:00Z' WHERE number = 'n4'`,
  );
  expect(
    (await api().as('owner').send('PATCH', `/v1/shops/${tea}`, { time_zone: 'Asia/Shanghai' }))
      .status,
  ).toBe(200);
  const [row] = await api().ctx.db.query(
    `SELECT placed_day, purchased_day FROM orders WHERE number = 'n4'`,
  );
  expect(row).toEqual({ placed_day: '2026-02-21', purchased_day: '2026-02-21' });
  expect(
    (await api().as('owner').send('PATCH', `/v1/shops/${tea}`, { currency: 'EUR' })).body.code,
  ).toBe('shop_has_orders');
});

test('the doctor looks at everything we stand on', async () => {
  const { body } = await api().as('owner').get('/v1/system');
  expect(body.checks.map((check: { name: string }) => check.name)).toEqual([
    'program',
    'database',
    'migrations',
    'disk',
    'clock',
    'locks',
    'lens',
  ]);
  expect(body.checks.find((check: { name: string }) => check.name === 'lens').params).toMatchObject(
    { built: true },
  );
  expect(body.checks.every((check: { state: string; name: string }) => check.state !== 'bad')).toBe(
    true,
  );
});

test('beside one’s own orders the sample shop counts only where it is asked for', async () => {
  const { db } = api().ctx;
  const today = async (query = '') =>
    (await api().as('viewer').get(`/v1/today?as_of=2026-02-28${query}`)).body;
  const before = await today();
  expect(before.sample_left_out).toBe(false);
  const [sample] = await db.query<{ id: number }>(
    `INSERT INTO shop (name, currency, time_zone, is_sample, created_at) VALUES ('Sample', 'GBP', 'Europe/London', true, '2026-01-01') RETURNING id`,
  );
  await db.query(
    `INSERT INTO orders (shop_id, number, untied_reason, kind, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, units, known_at, changed_at)
     VALUES ($1, 's1', 'masked', 'order', '2026-02-12', '2026-02-12', '2026-02-12', '2026-02-12', 'GBP', 50, 50, 1, '2026-02-28', '2026-02-28')`,
    [sample?.id],
  );
  const after = await today();
  expect(after.sample_left_out).toBe(true);
  expect(after.overview).toEqual(before.overview);
  expect(after.tied).toEqual(before.tied);
  const report = async (query = '') =>
    (await api().as('viewer').get(`/v1/reports/overview?as_of=2026-02-28${query}`)).body;
  const { sample_left_out, ...figures } = await report();
  expect(sample_left_out).toBe(true);
  expect(figures).toEqual(after.overview);
  const id = after.shops.find((shop: { is_sample: boolean }) => shop.is_sample).id;
  expect((await today(`&shop=${id}`)).overview).toMatchObject({ guests_purchases: 1 });
  expect(await report(`&shop=${id}`)).toMatchObject({
    guests_purchases: 1,
    sample_left_out: false,
  });
  const untied = async (query = '') =>
    (await api().as('viewer').get(`/v1/orders?untied=true${query}`)).body.data.length;
  expect(await untied('&reason=masked')).toBe(after.tied.reasons[0].orders);
  expect(await untied('&reason=encrypted')).toBe(0);
  expect(await untied(`&shop=${id}`)).toBe(1);
});

interface Counted {
  data: {
    number: string;
    orders: number;
    spend: number;
    is_first: boolean | null;
    refunded: number | null;
  }[];
  count: number;
}

test('the rows behind a figure are as many as it says, and stay within its shops', async () => {
  const rows = async (path: string): Promise<Counted> =>
    (await api().as('viewer').get(`${path}&as_of=2026-02-28`)).body;
  const { overview } = (await api().as('viewer').get('/v1/today?as_of=2026-02-28')).body;
  for (const [path, count] of [
    ['/v1/customers?min_orders=1', overview.customers],
    ['/v1/customers?min_orders=2', overview.repeat_customers],
    ['/v1/purchases?buyer=known', overview.purchases],
    ['/v1/purchases?buyer=unknown', overview.guests_purchases],
  ]) {
    const found = await rows(path);
    expect([path, found.count, found.data.length]).toEqual([path, count, count]);
  }
  const february = await rows('/v1/purchases?visit=returning&from=2026-02-01&to=2026-02-28');
  expect(february.data.map(({ number, is_first }) => [number, is_first])).toEqual([
    ['n4', false],
    ['n1', false],
  ]);
  const before = await rows('/v1/customers?min_orders=1&to=2026-01-31');
  expect(before.data).toMatchObject([{ orders: 1, spend: 1000 }]);
});

test('the orders behind the refunds carry what was paid back by then', async () => {
  const { db } = api().ctx;
  await db.query(
    `INSERT INTO refund (order_id, amount, occurred_at, occurred_day, origin, known_at)
     SELECT id, back, day::date, day::date, 'stated', '2026-02-28' FROM orders
       JOIN (VALUES ('n1', 200, '2026-02-12'), ('n1', 100, '2026-02-13'), ('n2', 50, '2026-03-05')) x (number, back, day) USING (number)`,
  );
  const viewer = api().as('viewer');
  const refunded = async (asOf: string): Promise<unknown[]> => {
    const { overview } = (await viewer.get(`/v1/today?as_of=${asOf}`)).body;
    const path = `/v1/purchases?buyer=known&refunded=true&as_of=${asOf}`;
    const { data, count } = (await viewer.get(path)).body as Counted;
    const sum = data.reduce((all, row) => all + (row.refunded ?? 0), 0);
    expect([count, sum]).toEqual([data.length, overview.refunds_value]);
    return data.map((row) => [row.number, row.refunded]);
  };
  expect(await refunded('2026-02-28')).toEqual([['n1', 300]]);
  expect(await refunded('2026-03-31')).toEqual([
    ['n2', 50],
    ['n1', 300],
  ]);
  await db.query('DELETE FROM refund');
});

test('who is limited to some shops reads no other shop’s figures off the customer list', async () => {
  const { db } = api().ctx;
  const [cups] = (await api().as('owner').get('/v1/shops')).body.data.filter(
    (shop: { name: string }) => shop.name === 'Cups',
  );
  await db.query(
    `INSERT INTO orders (shop_id, number, customer_id, kind, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, units, known_at, changed_at)
     VALUES (2, 'c1', 1, 'order', '2026-02-13', '2026-02-13', '2026-02-13', '2026-02-13', 'GBP', 40, 40, 1, '2026-02-28', '2026-02-28')`,
  );
  const figures = async (role: 'owner' | 'marketer', query = '') =>
    (await api().as(role).get(`/v1/customers?sort=-spend${query}`)).body.data.map(
      ({ nick, orders, spend, first_order_day, shops }: Record<string, unknown>) => ({
        ...{ nick, orders, spend, first_order_day },
        shops: (shops as string[]).length,
      }),
    );
  const users = await api().as('owner').get('/v1/users');
  const marketer = users.body.data.find((user: { name: string }) => user.name === 'marketer').id;
  const limitTo = (shop_ids: string[] | null) =>
    api().as('owner').send('PATCH', `/v1/users/${marketer}`, { shop_ids });
  const whole = await figures('owner');
  expect(whole[0]).toMatchObject({ orders: 4, spend: 7040, shops: 2 });
  await limitTo([cups.id]);
  const one = { nick: null, orders: 1, spend: 40, first_order_day: '2026-02-13', shops: 1 };
  expect(await figures('marketer')).toEqual([one]);
  expect(await figures('owner', `&shop=${cups.id}`)).toEqual([one]);
  const csv = (await api().as('marketer').get('/v1/customers.csv')).body as string;
  expect(csv.trim().split('\n')).toHaveLength(2);
  expect(csv).toContain(',1,0.4,GBP,');
  expect(csv).not.toContain('70.4');
  await limitTo(null);
});

test('a report as of a day to come says so first', async () => {
  const says = async (day: string) =>
    (await api().as('viewer').get(`/v1/reports/cohorts?as_of=${day}`)).body.says;
  const [first] = await says('2026-12-31');
  expect(first.code).toBe('future');
  expect(first.text).toContain('2026-12-31');
  const codes = (await says('2026-02-28')).map(({ code }: { code: string }) => code);
  expect(codes).not.toContain('future');
});
