import { expect, test } from 'vitest';
import { fixture, stagingDesk } from '../../../test/support/staging.ts';

const { read, rows, lines, accounted } = stagingDesk();

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
