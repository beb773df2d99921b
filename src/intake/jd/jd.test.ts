import { expect, test } from 'vitest';
import { fixture, stagingDesk } from '../../../test/support/staging.ts';

const { read, rows } = stagingDesk();

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
