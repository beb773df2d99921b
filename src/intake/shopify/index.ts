import type { Source } from '../source.ts';

// Cancelled beats all; then the money, then the parcel.
const STATUS = `CASE WHEN {Cancelled at} IS NOT NULL AND {Financial Status} IN ('refunded', 'paid', 'partially_refunded') THEN 'refunded'
  WHEN {Cancelled at} IS NOT NULL OR {Financial Status} IN ('voided', 'expired') THEN 'closed'
  WHEN {Financial Status} IN ('pending', 'authorized', 'partially_paid') THEN 'unpaid'
  WHEN {Fulfillment Status} = 'fulfilled' THEN 'shipped'
  WHEN {Fulfillment Status} = 'partial' THEN 'part_shipped'
  WHEN {Financial Status} IN ('paid', 'partially_refunded', 'refunded') THEN 'paid'
  ELSE {Financial Status} END`;

const JSON_STATUS = STATUS.replaceAll('{Cancelled at}', '{cancelled_at}')
  .replaceAll('{Financial Status}', '{financial_status}')
  .replaceAll('{Fulfillment Status}', '{fulfillment_status}');

const street = (kind: 'Shipping' | 'Billing') =>
  `concat_ws(' ', {${kind} Address1}, {${kind} Address2}, {${kind} Zip})`;
const either = (name: string) => `coalesce({Shipping ${name}}, {Billing ${name}})`;

const CONSENTS = {
  consent_email: ['Accepts Email Marketing', 'Accepts Marketing'],
  consent_sms: ['Accepts SMS Marketing'],
} as const;

export const shopify: readonly Source[] = [
  {
    name: 'shopify_orders',
    title: { zh: 'Shopify 订单导出', en: 'Shopify orders' },
    kind: 'orders',
    lines: 'real',
    versions: [
      {
        version: '1',
        has: ['Name', 'Financial Status', 'Created at', 'Lineitem quantity', 'Lineitem price'],
      },
    ],
    fields: {
      order_number: ['Name'],
      customer_id: ['Customer ID'],
      email: ['Email'],
      phone: 'coalesce({Phone}, {Billing Phone})',
      customer_name: 'coalesce({Billing Name}, {Shipping Name})',
      status: STATUS,
      ordered_at: ['Created at'],
      paid_at: ['Paid at'],
      shipped_at: ['Fulfilled at'],
      closed_at: ['Cancelled at'],
      currency: ['Currency'],
      // What the goods cost after every discount; order and line discounts overlap in the other columns.
      goods: ['Subtotal'],
      discount: 'CASE WHEN {Subtotal} IS NULL THEN {Discount Amount} END',
      shipping: ['Shipping'],
      paid: `CASE WHEN {Financial Status} NOT IN ('pending', 'authorized', 'voided') THEN {Total} END`,
      refunded: `CASE WHEN num({Refunded Amount}) > 0 THEN {Refunded Amount} END`,
      refunded_at: `CASE WHEN num({Refunded Amount}) > 0 THEN {Cancelled at} END`,
      promotion_code: ['Discount Code'],
      sku: ['Lineitem sku'],
      title: ['Lineitem name'],
      quantity: ['Lineitem quantity'],
      unit_price: ['Lineitem price'],
      receiver_name: ['Shipping Name'],
      receiver_phone: ['Shipping Phone'],
      country: either('Country'),
      province: `coalesce({Shipping Province Name}, {Shipping Province}, {Billing Province Name}, {Billing Province})`,
      city: either('City'),
      address: `nullif(coalesce(nullif(${street('Shipping')}, ''), ${street('Billing')}), '')`,
      company: either('Company'),
      source: ['Source'],
      note: ['Notes'],
    },
  },
  {
    name: 'shopify_customers',
    title: { zh: 'Shopify 客户导出', en: 'Shopify customers' },
    kind: 'customers',
    versions: [
      {
        version: 'current',
        has: ['Customer ID', 'First Name', 'Last Name', 'Email', 'Total Orders', 'Tags'],
      },
      {
        version: 'older',
        has: ['First Name', 'Last Name', 'Email', 'Total Spent', 'Total Orders', 'Tags'],
      },
    ],
    fields: {
      ...CONSENTS,
      customer_id: ['Customer ID'],
      customer_name: `nullif(concat_ws(' ', {First Name}, {Last Name}), '')`,
      email: ['Email'],
      phone: 'coalesce({Phone}, {Default Address Phone})',
      company: ['Default Address Company', 'Company'],
      address: `nullif(concat_ws(' ', {Default Address Address1}, {Default Address Address2}, {Default Address Zip}, {Address1}, {Address2}, {Zip}), '')`,
      city: ['Default Address City', 'City'],
      province: ['Default Address Province Code', 'Province', 'Province Code'],
      country: ['Default Address Country Code', 'Country Code', 'Country'],
      note: ['Note'],
      tags: ['Tags'],
    },
  },
  {
    name: 'shopify_json',
    title: { zh: 'Shopify REST 订单 JSON', en: 'Shopify REST orders (JSON)' },
    kind: 'orders',
    lines: 'real',
    versions: [
      { version: '1', has: ['name', 'financial_status', 'created_at', 'line_items.price'] },
    ],
    fields: {
      order_number: ['name'],
      customer_id: ['customer.id'],
      email: ['email'],
      phone: 'coalesce({phone}, {customer.phone}, {billing_address.phone})',
      customer_name: `coalesce(nullif(concat_ws(' ', {customer.first_name}, {customer.last_name}), ''), {billing_address.name})`,
      status: JSON_STATUS,
      ordered_at: 'coalesce({processed_at}, {created_at})',
      closed_at: ['cancelled_at'],
      currency: ['currency'],
      goods: ['subtotal_price'],
      shipping: ['shipping_lines.price'],
      paid: `CASE WHEN {financial_status} NOT IN ('pending', 'authorized', 'voided') THEN {total_price} END`,
      refunded: ['refunds.amount'],
      promotion_code: ['discount_codes.code'],
      sku: ['line_items.sku'],
      title: ['line_items.title'],
      variant: ['line_items.variant_title'],
      quantity: ['line_items.quantity'],
      unit_price: ['line_items.price'],
      receiver_name: ['shipping_address.name'],
      receiver_phone: ['shipping_address.phone'],
      country: 'coalesce({shipping_address.country_code}, {billing_address.country_code})',
      province: 'coalesce({shipping_address.province}, {billing_address.province})',
      city: 'coalesce({shipping_address.city}, {billing_address.city})',
      address: `nullif(concat_ws(' ', {shipping_address.address1}, {shipping_address.address2}, {shipping_address.zip}), '')`,
      company: 'coalesce({shipping_address.company}, {billing_address.company})',
      source: ['source_name'],
      buyer_note: ['note'],
      tracking_number: ['fulfillments.tracking_number'],
      carrier: ['fulfillments.tracking_company'],
      shipped_at: ['fulfillments.created_at'],
    },
  },
];
