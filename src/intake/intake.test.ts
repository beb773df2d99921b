import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Duck, openDuck } from '../platform/duckdb/index.ts';
import {
  inspect,
  preview,
  type Plan,
  type Shop,
  sourceList,
  sources,
  stage,
  type StageReport,
} from './index.ts';

let duck: Duck;
let tempDir: string;
beforeAll(async () => {
  tempDir = mkdtempSync(join(tmpdir(), 'intake-'));
  duck = await openDuck({ path: ':memory:', threads: 2, memoryLimit: '200MB', tempDir });
});
afterAll(() => {
  duck.close();
  rmSync(tempDir, { recursive: true, force: true });
});

const fixture = (name: string) => join(import.meta.dirname, '../../test/fixtures/intake', name);
const SHANGHAI: Shop = { id: 7, platform: 'other', currency: 'CNY', timeZone: 'Asia/Shanghai' };
const LONDON: Shop = { id: 7, platform: 'other', currency: 'GBP', timeZone: 'Europe/London' };
const now = new Date('2026-01-01T00:00:00Z');

function written(name: string, bytes: string | Buffer): string {
  const path = join(tempDir, name);
  writeFileSync(path, bytes);
  return path;
}

const planOf = async (path: string): Promise<Plan> => {
  const found = await inspect({ path, name: path });
  if (!found.ok) throw new Error(found.problem.code);
  return found.value.plan;
};

async function read(
  path: string,
  shop = SHANGHAI,
  options: Plan['options'] = {},
): Promise<StageReport & { source: string }> {
  const plan = await planOf(path);
  const report = await stage(
    { path, name: path },
    { ...plan, options: { ...plan.options, ...options } },
    duck,
    { shop, now, tempDir },
  );
  if (!report.ok) throw new Error(report.problem.code);
  return { ...report.value, source: plan.source };
}

/** The smallest ZIP that holds these parts. */
function zipped(parts: Record<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    entries.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        Buffer.from([20, 0]),
        fields,
        place,
        Buffer.from(name),
      ]),
    );
    bodies.push(body);
    at += body.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}

type Row = Record<string, unknown>;
const rows = (table: string, order = 'first_line') =>
  duck.all<Row>(`SELECT * FROM stage_${table} ORDER BY ${order}`);
const lines = () => rows('line', 'ord, position');
const rejects = () =>
  duck.all<Row>('SELECT line_number, reason, params, raw FROM stage_reject ORDER BY line_number');

const TABLES = [
  'order',
  'parcel',
  'scan',
  'customer',
  'product',
  'review',
  'conversation',
  'consent',
  'suppression',
  'ad_spend',
  'dsr',
];

/** Rows of the file that the staging tables and the rejects stand for. */
async function accounted(): Promise<number> {
  const staged = TABLES.map((table) => `SELECT file_rows FROM stage_${table}`).join(' UNION ALL ');
  const [sum] = await duck.all<{ n: number }>(
    `SELECT (SELECT coalesce(sum(file_rows), 0)::BIGINT FROM (${staged})) + (SELECT count(*) FROM stage_reject) AS n`,
  );
  return sum?.n ?? -1;
}

describe('the platforms', () => {
  test('a Taobao order list keeps nicks, refunds, full addresses and one summary line an order', async () => {
    expect(await read(fixture('ExportOrderList202512010900.gbk.csv'))).toMatchObject({
      source: 'taobao_orders',
      read: 5,
      rejected: 0,
      orders: 5,
      lines: 5,
    });
    expect(await rows('order')).toMatchObject([
      {
        number: '1801000000000000001',
        buyer_kind: 'nick',
        buyer_scope: 'taobao',
        buyer_value: 'tb_test_a',
        name: null,
        phone: '+8613800000001',
        phone_is_receiver: true,
        status: 'completed',
        goods: 59800,
        paid: 59800,
        lines_rank: 1,
        ship_province: '吉林省',
        ship_city: '通化市',
        ship_district: '柳河县',
        climate_zone: 'severe_cold',
        placed_at: new Date('2025-10-01T14:02:11Z'),
        placed_day: '2025-10-01',
        confirmed_at: new Date('2025-10-09T02:00:00Z'),
      },
      { goods: 12000, shipping: 800, refunded_stated: 2000, placed_day: '2025-11-11' },
      { buyer_value: '測試_buyer☆', status: 'closed', paid_at: null, refunded_stated: null },
      {
        status: 'closed',
        refunded_stated: 29900,
        ship_city: '伊犁哈萨克自治州',
        ship_district: '伊宁市',
      },
      { status: 'paid', ship_province: '海南省', ship_city: '琼海市', ship_district: null },
    ]);
    expect(await rows('parcel')).toMatchObject([
      { tracking_number: 'YT0000000000001', carrier: '圆通速递' },
      { tracking_number: 'SF0000000000002' },
      { tracking_number: 'ZT0000000000004' },
    ]);
    expect(await accounted()).toBe(5);
  });

  test('a Taobao line list has lines and no head', async () => {
    expect(await read(fixture('ExportOrderDetailList202512010900.gbk.csv'))).toMatchObject({
      source: 'taobao_details',
      read: 5,
      rejected: 0,
    });
    expect((await rows('order'))[0]).toMatchObject({
      has_head: false,
      placed_at: null,
      untied_reason: null,
      lines_rank: 2,
      goods: 59800,
    });
    expect((await lines())[0]).toMatchObject({
      sku: 'SKU-A',
      title: '测试洗面奶,旅行装"小样"',
      variant: '颜色分类:白色;规格:100ml',
      quantity: 2,
      amount: 59800,
    });
  });

  test('a Pinduoduo order has no buyer, its day from its number, and the platform pays its own discounts', async () => {
    expect(await read(fixture('pdd_orders.utf8bom.csv'))).toMatchObject({
      source: 'pinduoduo_orders',
      rejected: 0,
    });
    expect(await rows('order')).toMatchObject([
      {
        untied_reason: 'no_buyer',
        goods: 1780,
        discount: 0,
        platform_discount: 200,
        paid: 1580,
        status: 'completed',
      },
      { placed_day: '2025-11-01', goods: 111780, units: 60, refunded_stated: 111780 },
    ]);
    expect(await lines()).toMatchObject([
      { sku: 'SKU-P1', variant: null },
      { sku: 'SKU-P2', variant: '大号', unit_price: 18.63 },
    ]);
  });

  test('a JD order of two SKUs counts its own amounts once', async () => {
    expect(await read(fixture('jd_orders.gbk.csv'))).toMatchObject({
      source: 'jd_orders',
      read: 3,
      orders: 2,
    });
    expect(await rows('order')).toMatchObject([
      {
        buyer_kind: 'platform_id',
        buyer_scope: 'jd',
        buyer_value: 'jd_test_a',
        phone: null,
        phone_masked: '138****0001',
        goods: 13000,
        discount: 1000,
        paid: 12000,
        file_rows: 2,
        address_kind: 'company',
        ship_district: '朝阳区',
      },
      { status: 'closed', paid: null, paid_at: null },
    ]);
  });

  test('a Douyin order hides its receiver; joined sub-orders are worth their sum', async () => {
    expect(await read(fixture('douyin_orders.csv'))).toMatchObject({
      source: 'douyin_orders',
      rejected: 0,
    });
    expect(await rows('order')).toMatchObject([
      {
        number: '6917000000000000001',
        untied_reason: 'encrypted',
        goods: 9900,
        discount: 500,
        platform_discount: 500,
        paid: 8900,
        buyer_note: null,
        phone: null,
      },
      { goods: 10000, units: 2, refunded_stated: 10000, status: 'completed' },
    ]);
    expect(await rows('parcel')).toMatchObject([
      { tracking_number: 'SF0000001', carrier: '顺丰速运' },
    ]);
  });

  test('a Shopify order takes its head from its first row; discounts, cancellation and offsets are right', async () => {
    expect(
      await read(fixture('shopify_orders_export.csv'), {
        ...LONDON,
        currency: 'EUR',
        timeZone: 'Europe/Paris',
      }),
    ).toMatchObject({ source: 'shopify_orders', read: 4, orders: 3 });
    expect(await rows('order')).toMatchObject([
      {
        number: '#1001',
        file_rows: 2,
        first_line: 2,
        buyer_kind: 'email',
        buyer_value: 'jane@example.com',
        goods: 5990,
        discount: 599,
        paid: 5391,
        promotion_code: 'WELCOME10',
        status: 'shipped',
        note: 'line one\nline two',
        placed_at: new Date('2025-10-07T07:50:20Z'),
      },
      {
        number: '#1002',
        first_line: 5,
        buyer_kind: 'phone',
        buyer_value: '+33600000002',
        status: 'closed',
        refunded_stated: 2990,
        refunded_at: new Date('2025-10-09T06:00:00Z'),
        placed_day: '2025-10-09',
      },
      {
        number: '#1003',
        buyer_value: 'jane@example.com',
        status: 'part_shipped',
        goods: 7500,
        refunded_stated: 2500,
        units: 3,
      },
    ]);
    expect((await lines())[0]).toMatchObject({
      title: 'Mask, "Bio" - 3 pack',
      sku: 'MASK-3',
      unit_price: 34.9,
    });
  });

  test('Shopify customers bring consents and tags; a row of nobody is refused', async () => {
    expect(await read(fixture('shopify_customers.csv'))).toMatchObject({
      source: 'shopify_customers',
      read: 3,
      rejected: 1,
    });
    expect(await rows('customer')).toMatchObject([
      {
        buyer_value: '8400000000001',
        buyer_scope: 'shop:7',
        name: 'Jane Test',
        consent_email: 'granted',
        consent_sms: 'refused',
        tags: 'vip,tea',
        phone: '+33600000001',
      },
      { consent_sms: 'granted', email: null },
    ]);
  });

  test('WooCommerce comes as CSV with two columns of one name, and as JSON with guests', async () => {
    expect(await read(fixture('woocommerce_orders.csv'), LONDON)).toMatchObject({
      source: 'woocommerce_csv',
      read: 3,
      orders: 2,
    });
    expect(await rows('order')).toMatchObject([
      {
        goods: 2000,
        discount: 200,
        shipping: 495,
        phone: '+447700900123',
        address_kind: 'company',
      },
      { status: 'unpaid', paid: null },
    ]);
    expect(await read(fixture('wc_rest_v3_order.json'), LONDON)).toMatchObject({
      source: 'woocommerce_json',
      read: 2,
      orders: 1,
    });
    expect(await rows('order')).toMatchObject([
      {
        buyer_kind: 'email',
        buyer_value: 'john.doe@example.com',
        currency: 'USD',
        goods: 1800,
        shipping: 1000,
        status: 'paid',
        paid_at: new Date('2017-03-22T19:28:08Z'),
      },
    ]);
  });

  test('Shopify JSON gives lines, discount and parcel', async () => {
    expect(await read(fixture('shopify_rest_order.json'), LONDON)).toMatchObject({
      source: 'shopify_json',
      read: 3,
      orders: 1,
      lines: 3,
    });
    expect(await rows('order')).toMatchObject([
      { goods: 59700, discount: 19900, status: 'unpaid', buyer_kind: 'platform_id' },
    ]);
  });
});

describe('files of no platform', () => {
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
    const hashes = () =>
      duck.all('SELECT number, lines_hash, head_hash FROM stage_order ORDER BY number');
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
    const shown = await preview({ path, name: path }, plan, duck, { shop: LONDON, now, tempDir });
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
});

describe('bad input', () => {
  const TEXT =
    '订单号,下单时间,商品名称,数量,单价\nA1,2025-01-01 10:00:00,"绿茶\n新",1,9.90\nA2,2025-01-02 10:00:00,红茶,2,5\n';
  const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['GB18030', iconv.encode(TEXT, 'gb18030')],
    ['UTF-16LE', utf16(TEXT)],
    ['UTF-16BE', utf16(TEXT).swap16()],
    ['tabs', Buffer.from(TEXT.replaceAll(',', '\t'))],
    ['semicolons', Buffer.from(TEXT.replaceAll(',', ';'))],
    ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['blank lines and zero bytes', Buffer.from(`${TEXT}\n\n`.replace('红茶', '\0红茶'))],
    ['gzip', gzipSync(TEXT)],
  ])('%s reads the same, with the line numbers of the file', async (name, bytes) => {
    await read(written(`enc-${name}.csv`, bytes));
    expect(await rows('order')).toMatchObject([
      { number: 'A1', first_line: 2, goods: 990 },
      { number: 'A2', first_line: 4, goods: 1000 },
    ]);
    expect((await lines()).map(({ title }) => String(title).replace('\r', ''))).toEqual([
      '绿茶\n新',
      '红茶',
    ]);
  });

  test('dates and amounts in several forms in one column are each read; what no day is, is refused', async () => {
    expect(await read(fixture('three_dates.csv'), LONDON)).toMatchObject({ read: 5, rejected: 1 });
    expect(await rows('order')).toMatchObject([
      { placed_day: '2025-03-04', goods: 123450 },
      { placed_day: '2025-03-14', goods: 2500 },
      { placed_day: '2025-03-05', all_negative: true },
      { placed_day: '2025-04-03' },
    ]);
    expect(await rejects()).toEqual([
      {
        line_number: 5,
        reason: 'bad_date',
        params: '{"column":"Date","value":"31/02/2025"}',
        raw: 'A4,31/02/2025,Tea,1,"3,00",dan@example.com',
      },
    ]);
    expect((await lines()).at(-1)).toMatchObject({ title: "=cmd()|' /C calc'!A0" });
  });

  test('ragged rows and broken quotes cost themselves and their order, and no other', async () => {
    expect(await read(fixture('ragged.csv'))).toMatchObject({ read: 7, rejected: 4, orders: 3 });
    expect(await rejects()).toMatchObject([
      {
        line_number: 4,
        reason: 'column_count',
        params: '{"found":4,"expected":6}',
        raw: 'B2,2025-01-02 10:00:00,Tea,1',
      },
      { line_number: 5, reason: 'order_incomplete', params: '{"line":4}' },
      { line_number: 7, reason: 'broken_quotes' },
      { line_number: 8, reason: 'bad_quantity' },
    ]);
    expect(await accounted()).toBe(7);
  });

  const empty = Buffer.alloc(0);
  const whole = gzipSync(
    Buffer.from(
      `order id,date,total\n${Array.from({ length: 20_000 }, (_, i) => `${i * 7919},2025-01-01,${i}.37`).join('\n')}`,
    ),
  );
  test.each([
    ['empty_file', empty],
    ['no_rows', Buffer.from('order id,date,total\n')],
    ['no_header', Buffer.from('1,2025-01-01,2.50\n2,2025-01-02,3.50\n')],
    ['truncated_file', whole.subarray(0, whole.length - 2000)],
    ['bad_xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 7)])],
    ['bad_json', Buffer.from('{"orders": [{"name": }]}')],
    ['old_excel', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ])('%s is said plainly', async (code, bytes) => {
    const path = written(`bad-${code}`, bytes);
    await expect(read(path)).rejects.toThrow(code);
  });

  test('an XLSX reads as its cells show; a bomb of one is refused before it goes off', async () => {
    const { default: writeXlsx } = await import('write-excel-file/node');
    const path = join(tempDir, 'orders.xlsx');
    await writeXlsx([
      ['订单号', '下单时间', '商品', '数量', '单价'].map((value) => ({ value })),
      [
        { value: '1801000000000000001' },
        { value: new Date('2025-01-01T10:00:00Z'), format: 'yyyy-mm-dd hh:mm' },
        { value: '绿茶 & "红"' },
        { value: 2 },
        { value: 0.1 + 0.2 },
      ],
    ]).toFile(path);
    expect(await read(path)).toMatchObject({ source: 'generic_orders', read: 1, rejected: 0 });
    expect(await rows('order')).toMatchObject([
      {
        number: '1801000000000000001',
        placed_at: new Date('2025-01-01T02:00:00Z'),
        first_line: 2,
        goods: 60,
      },
    ]);
    written(
      'bomb.xlsx',
      zipped({
        'xl/workbook.xml': Buffer.from('<workbook/>'),
        'xl/worksheets/sheet1.xml': Buffer.alloc(30_000_000, 48),
      }),
    );
    await expect(read(join(tempDir, 'bomb.xlsx'))).rejects.toThrow('zip_bomb');
  });

  test('whatever is done to a file, every row of it is staged or refused', async () => {
    const good =
      readFileSync(fixture('ragged.csv'), 'utf8') +
      'B7,2025-01-07 10:00:00,"a,b",-1,"1,234.50元",x\nB8,2025年1月8日,c,2,(3.00),\n'.repeat(3);
    const [head = ''] = good.split('\n');
    const garbage = fc.constantFrom(
      '"',
      ',',
      '\n',
      '\r\n',
      '""',
      '\t',
      '=',
      "'",
      '1e9',
      '９',
      '\0',
      '9'.repeat(25),
      '元',
      '-',
      '茶',
      ' ',
    );
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      put: garbage,
      cut: fc.nat(6),
    });
    const plan: Plan = { ...(await planOf(fixture('ragged.csv'))), options: {} };
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 6 }),
        fc.constantFrom('utf8', 'utf16le' as const),
        async (changes, encoding) => {
          let body = good.slice(head.length + 1);
          for (const { at, put, cut } of changes) {
            const i = Math.floor(at * body.length);
            body = body.slice(0, i) + put + body.slice(i + cut);
          }
          const path = written(
            'garbage.csv',
            Buffer.from(`\uFEFF${head}\n${body}`, encoding as BufferEncoding),
          );
          const report = await stage({ path, name: path }, plan, duck, {
            shop: SHANGHAI,
            now,
            tempDir,
          });
          // A body of nothing but blank lines has no rows: nothing is staged then.
          const { read: total, rejected } = report.ok ? report.value : { read: 0, rejected: 0 };
          expect(report).toMatchObject(report.ok ? {} : { problem: { code: 'no_rows' } });
          expect(report.ok ? await accounted() : 0).toBe(total);
          if (!report.ok) return;
          const [{ n } = { n: -1 }] = await duck.all<{ n: number }>(
            'SELECT count(*) AS n FROM stage_reject',
          );
          expect(n).toBe(rejected);
        },
      ),
      {
        numRuns: 25,
        // Line ends of two kinds: DuckDB's reader gave up with words of its own.
        examples: [
          [
            [
              { at: 0, put: '\r\n', cut: 0 },
              { at: 0, put: "'", cut: 0 },
            ],
            'utf8',
          ],
        ],
      },
    );
  }, 60_000);
});

test('every source says what it is in both languages and which columns it reads', () => {
  for (const entry of sourceList(sources())) {
    expect(entry.title.zh && entry.title.en).toBeTruthy();
    expect(entry.columns.length).toBeGreaterThan(2);
  }
});
