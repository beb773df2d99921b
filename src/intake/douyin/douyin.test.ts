import { expect, test } from 'vitest';
import { fixture, stagingDesk } from '../../../test/support/staging.ts';

const { read, rows } = stagingDesk();

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
