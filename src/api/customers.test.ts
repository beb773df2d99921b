import { beforeAll, expect, test } from 'vitest';
import readXlsxFile from 'read-excel-file/node';
import { testApi, type TestApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop, DAY_ONE, insert } from '../../test/support/people.ts';
import { publicId } from './context.ts';

type Row = Record<string, unknown>;
const ready = testApi();
let api: TestApi;
let shop: number;
let ann: number;
let path: string;
const cus = (id: number): string => publicId(api.ctx, 'cus', id);

beforeAll(async () => {
  api = ready();
  await api.ctx.db.tx(async (tx) => {
    shop = await addShop(tx);
    ann = await addCustomer(tx, {
      name: 'Ann',
      phone: '+8613800000001',
      email: 'ann@example.com',
      address: '1 Tea Lane',
      shop_id: shop,
    });
    for (let day = 1; day <= 25; day++) {
      const order = await addOrder(tx, shop, ann, {
        placed_at: new Date(Date.UTC(2026, 0, day)),
        ship_phone: '+8613800000001',
        ship_address: '1 Tea Lane',
      });
      await insert(tx, 'order_line', {
        order_id: order,
        position: 1,
        kind: 'goods',
        title: 'Mug',
        quantity: 1,
        amount: 1000,
      });
      const parcel = await insert(tx, 'parcel', {
        order_id: order,
        tracking_number: `T${order}`,
        shipped_at: new Date(Date.UTC(2026, 0, day, 5)),
        known_at: DAY_ONE,
      });
      await insert(tx, 'parcel_scan', {
        parcel_id: parcel,
        scanned_at: new Date(Date.UTC(2026, 0, day, 6)),
        text: 'on its way',
        known_at: DAY_ONE,
      });
    }
  });
  path = `/v1/customers/${cus(ann)}`;
});

test('one answer holds the whole customer, and their orders go on page by page', async () => {
  const { status, body } = await api.as('agent').get(path);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    name: 'Ann',
    phone: '+8613800000001',
    figures: [{ currency: 'CNY', orders: 25, spend: 25000 }],
  });
  expect(body.orders).toHaveLength(20);
  expect(body.orders[0]).toMatchObject({
    lines: [{ title: 'Mug', amount: 1000 }],
    parcels: [{ scans: [{ text: 'on its way' }] }],
  });
  const rest = await api.as('agent').get(`${path}/orders?cursor=${body.orders_next_cursor}`);
  expect(rest.body.data).toHaveLength(5);
  expect(rest.body.next_cursor).toBeNull();
});

test('a customer’s traits are today’s, or those of any day, where nothing later counts', async () => {
  const { status, body } = await api.as('agent').get(`${path}/traits?as_of=2026-01-25`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ customer_id: cus(ann), as_of: '2026-01-25', number_of_orders: 25, gap_median: 1 },
    ...{ lifecycle_stage: 'loyal', days_since_last_order: 0, loss_reason: null, has_email: true },
  });
  const before = await api.as('agent').get(`${path}/traits?as_of=2026-01-02`);
  expect(before.body).toMatchObject({ number_of_orders: 2, purchase_cycle_days: null });
  const now = await api.as('agent').get(`${path}/traits`);
  expect(now.body).toMatchObject({ number_of_orders: 25, purchase_cycle_days: 1 });
  expect((await api.as('agent').get(`/v1/customers/${cus(987_654)}/traits`)).status).toBe(404);
});

test('the timeline shows everything once, the latest first, however it is cut into pages', async () => {
  const seen: { at: string; id: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await api
      .as('viewer')
      .get(`${path}/timeline?limit=7${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.data);
    cursor = body.next_cursor;
  }
  expect(seen).toHaveLength(25 * 3);
  expect(new Set(seen.map((item) => item.id)).size).toBe(75);
  expect(seen.map((item) => item.at)).toEqual(
    seen
      .map((item) => item.at)
      .toSorted()
      .toReversed(),
  );
});

test('marketer and viewer see that there is a phone, an email and an address, not which', async () => {
  for (const role of ['marketer', 'viewer'] as const) {
    const { body } = await api.as(role).get(path);
    expect(body).toMatchObject({ phone: '138****0001', email: 'a***@example.com', address: '***' });
    const list = await api.as(role).get('/v1/customers?search=Ann');
    expect(list.body.data[0]).toMatchObject({
      name: 'Ann',
      phone: '138****0001',
      email: 'a***@example.com',
    });
    const timeline = await api.as(role).get(`${path}/timeline`);
    for (const answer of [body, list.body, timeline.body])
      expect(JSON.stringify(answer)).not.toMatch(/13800000001|ann@example|Tea Lane/);
  }
});

test('an edit is refused to the second of two editors, undone by its change, and written into the audit without its values', async () => {
  const agent = api.as('agent');
  const before = await agent.get(path);
  const etag = before.headers.get('etag') ?? '';
  const edit = await agent.send(
    'PATCH',
    path,
    { name: 'Anne', phone: '13800000009', birthday: { month: 5, day: 1 } },
    { 'if-match': etag },
  );
  expect(edit.status).toBe(200);
  const late = await agent.send('PATCH', path, { name: 'Anna' }, { 'if-match': etag });
  expect([late.status, late.body.code]).toEqual([409, 'customer_changed']);
  const page = (await api.as('viewer').get(path)).body;
  expect(page).toMatchObject({ name: 'Anne', occasions: [{ kind: 'birthday', month: 5, day: 1 }] });
  expect(page.changes[0].changes).toContainEqual({
    field: 'phone',
    name: null,
    before: '138****0001',
    after: '138****0009',
  });
  expect((await agent.post(`${path}/changes/${edit.body.change_id}/undo`)).status).toBe(204);
  const after = await agent.get(path);
  const same = (body: Row): Row => ({ ...body, changes: null, changed_at: null });
  expect(same(after.body)).toEqual(same(before.body));
  const audit = await api.as('owner').get('/v1/audit');
  expect(JSON.stringify(audit.body)).not.toMatch(/Anne|13800000009/);
  expect(audit.body.data.map((row: Row) => row.action)).toEqual(
    expect.arrayContaining(['customer.updated', 'customer.undone']),
  );
});

test('tags, attributes, occasions, consents and conversations are kept, and bad ones refused with a sentence', async () => {
  const agent = api.as('agent');
  await agent.post(`${path}/tags`, { tag: 'vip' });
  await agent.send('PUT', `${path}/attributes/shoe%20size`, { type: 'number', value: 41 });
  await agent.send('PUT', `${path}/occasions/wedding`, { month: 6, day: 8 });
  await agent.send('PUT', `${path}/consents`, {
    channel: 'sms',
    state: 'granted',
    proof: { words: 'yes please' },
  });
  const complaint = await agent.post(`${path}/conversations`, {
    kind: 'complaint',
    text: 'It broke',
  });
  expect(complaint.status).toBe(201);
  await agent.send('PATCH', `${path}/conversations/${complaint.body.id}`, { resolved: true });
  const { body } = await agent.get(path);
  expect(body).toMatchObject({
    tags: [{ tag: 'vip' }],
    attributes: [{ key: 'shoe size', type: 'number', value: '41' }],
    occasions: [{ kind: 'wedding', month: 6, day: 8 }],
    consents: [{ channel: 'sms', state: 'granted', address: '+8613800000001', is_current: true }],
    conversations: [{ kind: 'complaint', text: 'It broke', resolved_at: expect.any(String) }],
  });
  expect((await agent.send('DELETE', `${path}/tags/vip`)).status).toBe(200);
  const bad = await agent.send(
    'PATCH',
    path,
    { phone: '138****0001' },
    { 'accept-language': 'zh' },
  );
  expect([bad.status, bad.body.code, bad.body.pointer]).toEqual([422, 'phone_masked', '/phone']);
  expect((await api.as('viewer').post(`${path}/tags`, { tag: 'x' })).status).toBe(403);
});

test('customers are merged, taken apart and orders tied over HTTP', async () => {
  const { other, order } = await api.ctx.db.tx(async (tx) => {
    const other = await addCustomer(tx, { name: 'A. N. N.', shop_id: shop });
    const order = await addOrder(tx, shop, null, { untied_reason: 'masked', ship_name: 'Ann' });
    await insert(tx, 'merge_suggestion', {
      customer_a: ann,
      customer_b: other,
      reason: 'same_phone',
      evidence: '{"phone": "+8613800000001"}',
      known_at: DAY_ONE,
    });
    await insert(tx, 'tie_suggestion', { order_id: order, customer_id: ann, known_at: DAY_ONE });
    return { other, order };
  });
  const agent = api.as('agent');
  const suggestions = (await agent.get('/v1/suggestions')).body.data;
  expect(suggestions.map((one: Row) => one.kind)).toEqual(['merge', 'tie']);
  const first = await agent.get('/v1/suggestions?limit=1');
  expect(
    (await agent.get(`/v1/suggestions?limit=1&cursor=${first.body.next_cursor}`)).body.data,
  ).toMatchObject([{ kind: 'tie' }]);
  for (const one of suggestions)
    expect((await agent.post(`/v1/suggestions/${one.id}/accept`)).status).toBe(200);
  expect((await agent.get(`/v1/customers/${cus(other)}`)).body).toMatchObject({
    id: cus(ann),
    profiles: [{ id: cus(ann) }, { id: cus(other) }],
  });
  expect((await agent.get('/v1/orders?untied=true')).body.data).toEqual([]);
  const apart = await agent.post(`${path}/unmerge`, { profile_id: cus(other) });
  expect(apart.status).toBe(200);
  expect((await agent.get(`/v1/customers/${cus(other)}`)).body.id).toBe(cus(other));
  const tie = await agent.post(`/v1/orders/${publicId(api.ctx, 'ord', order)}/tie`, {
    customer_id: cus(other),
  });
  expect([tie.status, tie.body.code]).toEqual([409, 'order_tied']);
});

test('the export opens in a spreadsheet, runs no formula, and hides contacts from whoever may not take them along', async () => {
  await api.ctx.db.tx((tx) => addCustomer(tx, { name: '=cmd|calc', email: 'evil@example.com' }));
  const owner = await api.as('owner').get('/v1/customers.csv?sort=name');
  const lines = String(owner.body).split('\n');
  expect(lines[0]).toMatch(/^public_id,customer_name,.*attribute:shoe size/);
  expect(owner.body).toContain(",'=cmd|calc,");
  expect(owner.body).toMatch(/Ann,.*,\+8613800000001,ann@example.com/);
  const marketer = await api.as('marketer').get('/v1/customers.csv');
  expect(marketer.body).not.toMatch(/13800000001|ann@example|Tea Lane/);
  const response = await api.app.request('http://localhost/v1/customers.xlsx?sort=name', {
    headers: { authorization: `Bearer ${api.ctx.localToken}` },
  });
  const sheets: unknown = await readXlsxFile(Buffer.from(await response.arrayBuffer()));
  const rows: unknown[][] = (sheets as [{ data: unknown[][] }])[0].data;
  expect(rows.map((row) => row[1])).toEqual(
    expect.arrayContaining(['customer_name', 'Ann', '=cmd|calc']),
  );
  expect((await api.as('agent').get('/v1/customers.csv')).status).toBe(403);
});

test('an export says the days of the shop, not those of London', async () => {
  const [placed, day] = [new Date('2025-11-10T16:00:09Z'), '2025-11-11'];
  await api.ctx.db.tx(async (tx) => {
    const night = await addCustomer(tx, { name: 'Night Owl' });
    await addOrder(tx, shop, night, {
      ...{ placed_at: placed, purchased_at: placed, placed_day: day, purchased_day: day },
    });
  });
  const { body } = await api.as('owner').get('/v1/customers?search=Night');
  expect(body.data).toMatchObject([
    { last_order: placed.toISOString(), first_order_day: day, last_order_day: day },
  ]);
  const csv = String((await api.as('owner').get('/v1/customers.csv?search=Night')).body);
  expect(csv).toContain(`,${day},${day}`);
});

test('an erased customer is a nameless page that can no longer be changed', async () => {
  const id = await api.ctx.db.tx((tx) => addCustomer(tx, { name: 'Gone' }));
  const gone = `/v1/customers/${cus(id)}`;
  expect((await api.as('agent').post(`${gone}/erase`)).status).toBe(403);
  expect((await api.as('owner').post(`${gone}/erase`)).status).toBe(204);
  expect((await api.as('agent').get(gone)).body).toMatchObject({
    name: null,
    erased_at: expect.any(String),
  });
  expect((await api.as('agent').send('PATCH', gone, { name: 'Back' })).body.code).toBe(
    'customer_erased',
  );
});
