import { expect, test } from 'vitest';
import { LONDON, fixture, stagingDesk } from '../../../test/support/staging.ts';

const { read, rows, lines } = stagingDesk();

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
