import { expect, test } from 'vitest';
import { testApi, type Client, type Reply } from '../../test/support/api.ts';

const api = testApi();

const CSV = `order_number,ordered_at,customer_nick,title,quantity,unit_price
A1,2026-01-02 10:00:00,ann,Tea,2,3.50
A1,2026-01-02 10:00:00,ann,Cup,1,9.00
A2,2026-01-05 11:00:00,ben,Tea,1,3.50
A3,some day,cleo,Tea,1,3.50
`;
const SHOP = { name: 'Tea house', currency: 'GBP', time_zone: 'Europe/London' };

async function upload(client: Client, text: string, name = '订单.csv'): Promise<Reply> {
  return client.raw(`/v1/imports?file_name=${encodeURIComponent(name)}`, text);
}

async function ended(client: Client, id: string): Promise<Reply['body']> {
  for (let i = 0; i < 400; i++) {
    const { body } = await client.get(`/v1/imports/${id}`);
    if (body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the import did not end');
}

test('a file goes from upload to report, every row accounted for, and can be taken back', async () => {
  const owner = api().as('owner');
  const up = await upload(owner, CSV);
  expect(up.status).toBe(201);
  expect(up.body).toMatchObject({
    state: 'ready',
    file_name: '订单.csv',
    source: 'generic_orders',
    needed: [],
    confidence: 'generic',
  });
  expect(up.body.headers).toContain('unit_price');
  const id = up.body.id;
  expect((await owner.post(`/v1/imports/${id}/start`)).body.code).toBe('shop_missing');

  const chosen = await owner.send('PATCH', `/v1/imports/${id}`, { shop: SHOP });
  expect(chosen.body.new_shop).toMatchObject({ name: 'Tea house' });
  expect(chosen.body.preview[0].values).toMatchObject({
    order_number: 'A1',
    title: 'Tea',
    quantity: '2',
  });
  expect((await owner.get('/v1/shops')).body.data).toEqual([]);

  const dry = await owner.post(`/v1/imports/${id}/start`, { dry_run: true });
  expect(dry.status).toBe(202);
  expect(await ended(owner, id)).toMatchObject({
    state: 'checked',
    read: 4,
    rejected: 1,
    accepted: 3,
  });
  expect((await owner.get('/v1/shops')).body.data).toEqual([]);
  expect((await owner.get('/v1/imports')).body.data).toEqual([]);

  const started = await owner.post(`/v1/imports/${id}/start`);
  expect(started.status).toBe(202);
  const done = await ended(owner, started.body.id);
  expect(done).toMatchObject({
    state: 'done',
    read: 4,
    accepted: 3,
    unchanged: 0,
    rejected: 1,
    customers_new: 2,
    orders_new: 2,
    shop: { name: 'Tea house' },
  });
  expect(done.undo).toEqual({ possible: true, reason: null });
  expect((await owner.get(`/v1/imports/${id}`)).body.id).toBe(done.id);

  const rejects = await owner.get(`/v1/imports/${done.id}/rejects`);
  expect(rejects.body.data).toMatchObject([
    {
      line_number: 5,
      reason: 'bad_date',
      text: 'ordered_at: “some day” is not a date we can read.',
    },
  ]);
  const csv = await owner.get(`/v1/imports/${done.id}/rejects.csv`);
  expect(csv.body).toContain('A3,some day,cleo,Tea,1,3.50');

  expect((await owner.post(`/v1/imports/${done.id}/undo`)).status).toBe(202);
  expect(await ended(owner, done.id)).toMatchObject({ state: 'undone' });
  expect((await owner.get('/v1/reports/overview?as_of=2026-02-01')).body.purchases).toBe(0);
  expect((await owner.post(`/v1/imports/${done.id}/undo`)).body.code).toBe('batch_not_done');
}, 30_000);

test('a mended reject file brings the missing order, and the same file twice changes nothing', async () => {
  const owner = api().as('owner');
  const run = async (text: string) => {
    const { body } = await upload(owner, text);
    await owner.send('PATCH', `/v1/imports/${body.id}`, { shop: SHOP });
    const started = await owner.post(`/v1/imports/${body.id}/start`);
    return ended(owner, started.body.id);
  };
  const first = await run(CSV);
  const rejects = await owner.get(`/v1/imports/${first.id}/rejects.csv`);
  const mended = await run(rejects.body.replace('some day', '2026-01-06 09:00:00'));
  expect(mended).toMatchObject({ read: 1, accepted: 1, rejected: 0, orders_new: 1 });
  const again = await run(CSV);
  expect(again).toMatchObject({ accepted: 0, unchanged: 3, rejected: 1 });
  expect((await owner.get('/v1/imports?limit=2')).body.data).toHaveLength(2);
}, 30_000);

test('columns of an unknown file are asked for, kept, and known the next time', async () => {
  const owner = api().as('owner');
  const odd =
    'Q,Order date,Wer,Product title,Stück,Preis\nB1,2026-01-02,ann,Tea,1,3.50\nB2,2026-01-03,ben,Tea,1,3.50\n';
  const mapping = Object.fromEntries(
    Object.entries({
      order_number: 'Q',
      ordered_at: 'Order date',
      customer_nick: 'Wer',
      title: 'Product title',
      quantity: 'Stück',
      unit_price: 'Preis',
    }).map(([field, column]) => [field, { column }]),
  );
  const up = await upload(owner, odd, 'odd.csv');
  expect(up.body.code).toBe(undefined);
  const id = up.body.id;
  const blank = await owner.send('PATCH', `/v1/imports/${id}`, {
    shop: SHOP,
    source: 'generic_orders',
    mapping: {},
  });
  expect(blank.body.needed).toContain('order_number');
  expect((await owner.post(`/v1/imports/${id}/start`)).body).toMatchObject({
    code: 'mapping_incomplete',
    pointer: '/mapping',
  });
  const mapped = await owner.send('PATCH', `/v1/imports/${id}`, { mapping });
  expect(mapped.body.needed).toEqual([]);
  const started = await owner.post(`/v1/imports/${id}/start`);
  expect(await ended(owner, started.body.id)).toMatchObject({ state: 'done', accepted: 2 });
  const next = await upload(owner, odd.replaceAll('B', 'C'), 'odd2.csv');
  const again = await owner.send('PATCH', `/v1/imports/${next.body.id}`, { shop: SHOP });
  expect(again.body).toMatchObject({ remembered: true, mapping, needed: [] });
}, 30_000);

test('what cannot be a file of orders is refused in words, and leaves nothing behind', async () => {
  const owner = api().as('owner');
  const codes = [];
  for (const text of ['', '\n', 'order_number,ordered_at\n', '{"a":'])
    codes.push((await upload(owner, text)).body.code);
  expect(codes).toEqual([
    expect.stringMatching(/empty_file|file_missing/),
    'empty_file',
    'no_rows',
    expect.stringMatching(/bad_json|truncated_file|no_rows/),
  ]);
});

test('an upload is its owner’s: neither another user nor a viewer reaches it', async () => {
  const { body } = await upload(api().as('owner'), CSV);
  expect((await api().as('marketer').get(`/v1/imports/${body.id}`)).status).toBe(404);
  expect((await api().as('marketer').post(`/v1/imports/${body.id}/start`)).body.code).toBe(
    'import_gone',
  );
  expect((await upload(api().as('viewer'), CSV)).status).toBe(403);
});

test('the sample shop comes and goes without touching what was imported', async () => {
  const owner = api().as('owner');
  const before = (await owner.get('/v1/reports/overview?as_of=2030-01-01')).body.purchases;
  expect((await owner.post('/v1/samples')).status).toBe(202);
  let state = 'loading';
  for (let i = 0; i < 1200 && state === 'loading'; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    state = (await owner.get('/v1/samples')).body.state;
  }
  expect(state).toBe('there');
  expect((await owner.post('/v1/samples')).body.code).toBe('sample_loaded');
  expect((await owner.send('DELETE', '/v1/samples')).status).toBe(204);
  expect((await owner.get('/v1/samples')).body.state).toBe('absent');
  expect((await owner.get('/v1/reports/overview?as_of=2030-01-01')).body.purchases).toBe(before);
}, 90_000);

test('a new shop is what its file says: Chinese headings mean yuan and Shanghai days', async () => {
  const owner = api().as('owner');
  const text =
    '订单号,下单时间,买家昵称,手机,商品,数量,单价\nZ1,2026-01-02 10:00:00,安安,13800000000,茶,2,35.00元\n';
  const { id } = (await upload(owner, text)).body;
  const chosen = await owner.send('PATCH', `/v1/imports/${id}`, { shop: { name: '茶铺' } });
  const yuan = { name: '茶铺', currency: 'CNY', time_zone: 'Asia/Shanghai' };
  expect(chosen.body.new_shop).toMatchObject(yuan);
  const done = await ended(owner, (await owner.post(`/v1/imports/${id}/start`)).body.id);
  expect(done).toMatchObject({ state: 'done', accepted: 1, shop: yuan });
});
