import type { Source } from '../source.ts';

const person = (kind: string) =>
  `nullif(concat_ws(' ', {First Name (${kind})}, {Last Name (${kind})}), '')`;
const place = (name: string) => `coalesce({${name} (Shipping)}, {${name} (Billing)})`;

const STATUS = (
  column: string,
) => `CASE lower(regexp_replace({${column}}, '^wc-', '')) WHEN 'processing' THEN 'paid' WHEN 'on-hold' THEN 'unpaid' WHEN 'pending' THEN 'unpaid'
  WHEN 'refunded' THEN 'refunded' ELSE regexp_replace({${column}}, '^wc-', '') END`;

export const woocommerce: readonly Source[] = [
  {
    name: 'woocommerce_csv',
    title: {
      zh: 'WooCommerce 订单 CSV (Advanced Order Export)',
      en: 'WooCommerce orders CSV (Advanced Order Export)',
    },
    kind: 'orders',
    lines: 'real',
    versions: [
      {
        version: '1',
        has: ['Order Number', 'Order Status', 'Order Date', 'Item Name', 'Item Cost'],
      },
    ],
    fields: {
      order_number: ['Order Number'],
      status: STATUS('Order Status'),
      ordered_at: ['Order Date'],
      paid_at: ['Paid Date'],
      confirmed_at: ['Completed Date'],
      customer_id: ['Customer User ID', 'Customer ID'],
      customer_name: person('Billing'),
      email: ['Email (Billing)'],
      phone: ['Phone (Billing)'],
      company: ['Company (Billing)'],
      receiver_name: person('Shipping'),
      country: place('Country Code'),
      province: place('State Code'),
      city: place('City'),
      address: `coalesce({Address 1&2 (Shipping)}, {Address 1&2 (Billing)})`,
      discount: ['Cart Discount Amount'],
      shipping: ['Order Shipping Amount'],
      refunded: 'CASE WHEN num({Order Refund Amount}) != 0 THEN {Order Refund Amount} END',
      paid: `CASE WHEN lower(regexp_replace({Order Status}, '^wc-', '')) IN ('processing', 'completed', 'refunded') THEN {Order Total Amount} END`,
      currency: ['Order Currency', 'Currency'],
      sku: ['SKU'],
      title: ['Item Name'],
      quantity: ['Quantity', 'Quantity (- Refund)'],
      unit_price: ['Item Cost'],
      promotion_code: ['Coupon Code'],
      buyer_note: ['Customer Note'],
    },
  },
  {
    name: 'woocommerce_json',
    title: { zh: 'WooCommerce REST v3 订单 JSON', en: 'WooCommerce REST v3 orders (JSON)' },
    kind: 'orders',
    lines: 'real',
    timeZone: 'UTC',
    versions: [
      {
        version: 'v3',
        has: ['number', 'date_created_gmt', 'line_items.name', 'line_items.subtotal'],
      },
    ],
    fields: {
      order_number: ['number'],
      status: STATUS('status'),
      ordered_at: ['date_created_gmt'],
      paid_at: ['date_paid_gmt'],
      confirmed_at: ['date_completed_gmt'],
      currency: ['currency'],
      // 0 is a guest: the e-mail address carries them.
      customer_id: ['customer_id'],
      customer_name: `nullif(concat_ws(' ', {billing.first_name}, {billing.last_name}), '')`,
      email: ['billing.email'],
      phone: ['billing.phone'],
      company: ['billing.company'],
      receiver_name: `nullif(concat_ws(' ', {shipping.first_name}, {shipping.last_name}), '')`,
      country: 'coalesce({shipping.country}, {billing.country})',
      province: 'coalesce({shipping.state}, {billing.state})',
      city: 'coalesce({shipping.city}, {billing.city})',
      address: `nullif(concat_ws(' ', coalesce({shipping.address_1}, {billing.address_1}), coalesce({shipping.address_2}, {billing.address_2})), '')`,
      discount: ['discount_total'],
      shipping: ['shipping_total'],
      paid: `CASE WHEN {date_paid_gmt} IS NOT NULL THEN {total} END`,
      refunded: ['refunds.total'],
      promotion_code: ['coupon_lines.code'],
      buyer_note: ['customer_note'],
      sku: `coalesce({line_items.sku}, {line_items.product_id})`,
      title: ['line_items.name'],
      quantity: ['line_items.quantity'],
      line_amount: ['line_items.subtotal'],
    },
  },
];
