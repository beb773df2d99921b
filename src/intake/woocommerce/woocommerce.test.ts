import { expect, test } from 'vitest';
import { LONDON, fixture, stagingDesk } from '../../../test/support/staging.ts';

const { read, rows } = stagingDesk();

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
