import { expect, test } from 'vitest';
import { fixture, LONDON, stagingDesk } from '../../../test/support/staging.ts';
import { inspect } from '../index.ts';

const { all, written, planOf, previewed, read, rows, lines, accounted } = stagingDesk();

const RETAIL = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,LANTERN,6,2010-12-01 08:26:00,3.385,17850.0,United Kingdom
C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527,EIRE
536414,22139,,56,2010-12-01 11:52:00,0,,Unspecified
`;

test('Online Retail is known by its columns: credit notes, gifts, guests and countries', async () => {
  expect(await read(written('retail.csv', RETAIL), LONDON)).toMatchObject({
    source: 'generic_orders',
    read: 4,
    rejected: 0,
    orders: 3,
  });
  expect(await rows('order')).toMatchObject([
    {
      number: '536365',
      buyer_kind: 'platform_id',
      buyer_scope: 'shop:7',
      buyer_value: '17850',
      goods: 1530 + 2031,
      ship_country: 'GB',
      credit_mark: false,
      has_status: false,
      units: 12,
    },
    {
      number: 'C536379',
      credit_mark: true,
      all_negative: true,
      goods: 0,
      negative_goods: 2750,
      ship_country: 'IE',
    },
    {
      number: '536414',
      untied_reason: 'no_buyer',
      goods: 0,
      all_negative: false,
      ship_country: null,
    },
  ]);
});

test('hashes do not depend on the order of rows', async () => {
  const [head = '', ...body] = RETAIL.trim().split('\n');
  await read(written('a.csv', RETAIL), LONDON);
  const hashes = () => all('SELECT number, lines_hash, head_hash FROM stage_order ORDER BY number');
  const before = await hashes();
  await read(written('b.csv', [head, ...body.toReversed()].join('\n')), LONDON);
  expect(await hashes()).toEqual(before);
});

test('a member export under a title line brings birthdays, tags and attributes; masked phones never become keys', async () => {
  expect(await read(fixture('members.csv'))).toMatchObject({
    source: 'generic_customers',
    read: 3,
    rejected: 0,
  });
  expect(await rows('customer')).toMatchObject([
    {
      first_line: 4,
      buyer_value: 'M001',
      phone: '+8613800000001',
      gender: 'female',
      birthday_year: 1990,
      birthday_month: 5,
      tags: '老客,爱茶',
      attributes: '{"肤质":"干性"}',
      province: '广西壮族自治区',
      city: '南宁市',
      district: '青秀区',
      address_kind: 'home',
    },
    {
      phone: null,
      phone_masked: '139****0002',
      lunar: true,
      birthday_month: 8,
      birthday_day: 15,
      address_kind: 'company',
      attributes: null,
    },
    { phone: null, phone_masked: null, birthday_year: null, birthday_month: 10 },
  ]);
});

test('scans make a parcel, whose last scan says its state', async () => {
  expect(await read(fixture('parcels.csv'))).toMatchObject({
    source: 'parcels',
    read: 2,
    rejected: 0,
  });
  expect(await rows('parcel')).toMatchObject([
    {
      number: 'B1',
      state: 'delivered',
      delivered_at: new Date('2025-01-03T01:00:00Z'),
      file_rows: 2,
    },
  ]);
  expect(await rows('scan')).toHaveLength(2);
  expect(await accounted()).toBe(2);
});

test('orders that say when they were promised, or by whom, have a parcel without a number', async () => {
  // The columns of a public data set of orders; the second row of `a` is another line of it.
  const file = `order_id,customer_unique_id,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date,price
a,u1,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,2017-10-10 21:25:13,2017-10-18 00:00:00,29.99
a,u1,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,2017-10-10 21:25:13,2017-10-18 00:00:00,5.00
b,u2,2017-10-02 10:56:33,,,,,29.99
`;
  expect(await read(written('dated.csv', file), LONDON)).toMatchObject({
    ...{ source: 'generic_orders', orders: 2, rejected: 0 },
  });
  expect(await rows('parcel')).toMatchObject([
    {
      ...{ number: 'a', tracking_number: '', state: 'delivered', file_rows: 0 },
      shipped_at: new Date('2017-10-04T18:55:00Z'),
      promised_at: new Date('2017-10-17T23:00:00Z'),
      delivered_at: new Date('2017-10-10T20:25:13Z'),
    },
  ]);
  expect(await rows('order')).toMatchObject([
    { paid_at: new Date('2017-10-02T10:07:15Z'), received_at: new Date('2017-10-10T20:25:13Z') },
    { paid_at: null },
  ]);
});

test('deliveries of orders need no tracking number', async () => {
  const file = `order_number,carrier,promised_at,delivered_at
a,DHL,2024-01-05,2024-01-04 10:00:00
a,DHL,2024-01-05,2024-01-06 10:00:00
,DHL,2024-01-05,2024-01-06 10:00:00
`;
  expect(await read(written('deliveries.csv', file), LONDON)).toMatchObject({
    ...{ source: 'parcels', read: 3, rejected: 1 },
  });
  expect(await rows('parcel')).toMatchObject([
    { number: 'a', tracking_number: '', delivered_at: new Date('2024-01-06T10:00:00Z') },
  ]);
});

test.each([
  [
    'products',
    'sku,title,category,cost,lasts_days\nT1,Tea,Drinks,3.20,30\n',
    'product',
    { sku: 'T1', cost: 320, lasts_days: 30 },
  ],
  [
    'reviews',
    '订单号,评分,评价内容,评价时间\nB1,5,很好,2025-01-09 10:00:00\n',
    'review',
    { number: 'B1', score: 5, text: '很好' },
  ],
  [
    'conversations',
    '买家昵称,发送时间,聊天内容,客服,方向\ntb_a,2025-01-09 10:00:00,你好,小王,买家\n',
    'conversation',
    { buyer_value: 'tb_a', direction: 'in', text: '你好', staff: '小王' },
  ],
  [
    'ad_spend',
    '日期,推广渠道,花费,点击量\n2025-01-09,直通车,"1,100.50元",200\n',
    'ad_spend',
    { day: '2025-01-09', source: '直通车', amount: 110050, clicks: 200, kind: 'click' },
  ],
  [
    'dsr',
    '日期,描述相符,服务态度,物流服务\n2025/1/9,4.81,4.90,4.79\n',
    'dsr',
    { day: '2025-01-09', description: 4.81, logistics: 4.79 },
  ],
  [
    'consents',
    'email,channel,consent,occurred_at,proof\nAnn@Example.com,email,yes,2025-01-09T10:00:00Z,checkout box\n',
    'consent',
    { buyer_value: 'ann@example.com', channel: 'email', state: 'granted' },
  ],
  [
    'suppressions',
    'address,channel,reason,date\nann@example.com,email,Hard bounce,2025-01-09\n',
    'suppression',
    { channel: 'email', address: 'ann@example.com', reason: 'bounced' },
  ],
])('%s are found by their columns', async (source, text, table, expected) => {
  expect(await read(written(`${source}.csv`, text))).toMatchObject({
    source,
    read: 1,
    rejected: 0,
  });
  expect(await rows(table)).toMatchObject([expected]);
  expect(await accounted()).toBe(1);
});

test('one row an order gives one summary line', async () => {
  await read(
    written('heads.csv', 'order id,date,customer id,total\n1,2025-01-09,C9,12.50\n'),
    LONDON,
  );
  expect(await rows('order')).toMatchObject([{ goods: 1250, lines_rank: 1, units: 1 }]);
  expect(await lines()).toMatchObject([{ amount: 1250, quantity: 1 }]);
});

test('days that could be months are asked about, and both answers are read', async () => {
  const path = written('ambiguous.csv', 'order id,date,total\n1,03/04/2025,1.00\n');
  const found = await inspect({ path, name: path });
  expect(found).toMatchObject({
    ok: true,
    value: { questions: [{ code: 'date_order', column: 'date', suggested: 'dmy' }] },
  });
  await read(path, LONDON, { date_order: 'mdy' });
  expect(await rows('order')).toMatchObject([{ placed_day: '2025-03-04' }]);
  await read(path, LONDON, { date_order: 'dmy' });
  expect(await rows('order')).toMatchObject([{ placed_day: '2025-04-03' }]);
});

test('a word for a state that nobody knows is asked about, never taken for paid', async () => {
  const path = written(
    'states.csv',
    'order id,date,total,status\n1,2025-01-01,1.00,whatever\n2,2025-01-01,1.00,Completed\n',
  );
  const plan = await planOf(path);
  const shown = await previewed(path, plan, LONDON);
  expect(shown).toMatchObject({
    ok: true,
    value: {
      questions: [{ code: 'unknown_statuses', values: ['whatever'] }],
      problems: [{ line: 2, reason: 'bad_status' }],
      rows: [{ number: '2' }],
    },
  });
  expect(await read(path, LONDON, { statuses: { whatever: 'shipped' } })).toMatchObject({
    rejected: 0,
  });
  expect(await rows('order')).toMatchObject([{ status: 'shipped' }, { status: 'completed' }]);
});

test('statuses of other shop systems are understood: approved and invoiced are paid, created is not, unavailable is closed', async () => {
  const said = ['created', 'approved', 'invoiced', 'processing', 'unavailable', 'canceled'];
  const file = `order_number,ordered_at,status,customer_id,sku,quantity,unit_price
${said.map((status, n) => `A${n},2024-01-0${n + 1} 10:00:00,${status},c${n},S,1,5`).join('\n')}
`;
  expect(await read(written('statuses.csv', file), LONDON)).toMatchObject({ read: 6, rejected: 0 });
  expect((await rows('order')).map(({ status }) => status)).toEqual([
    ...['unpaid', 'paid', 'paid', 'paid', 'closed', 'closed'],
  ]);
});
