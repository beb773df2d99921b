import { expect, test } from 'vitest';
import { fixture, stagingDesk } from '../../../test/support/staging.ts';

const { read, rows, lines } = stagingDesk();

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
