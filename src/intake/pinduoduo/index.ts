import type { Source } from '../source.ts';

// The order number begins with the day: 251101-….
const DAY = `CASE WHEN regexp_matches({订单号}, '^[0-9]{6}-') THEN '20' || left({订单号}, 6) END`;
const REFUNDED = `CASE WHEN {售后状态} LIKE '%退款成功%' THEN coalesce({商家实收金额(元)}, {商品总价(元)}) END`;

/** 拼多多: no buyer in the file; what the platform takes off is paid to the shop. */
export const pinduoduo: readonly Source[] = [
  {
    name: 'pinduoduo_orders',
    title: { zh: '拼多多订单导出', en: 'Pinduoduo orders' },
    kind: 'orders',
    scope: 'pinduoduo',
    timeZone: 'Asia/Shanghai',
    country: 'CN',
    currency: 'CNY',
    lines: 'real',
    versions: [{ version: '1', has: ['订单号', '订单状态', '商品总价(元)', '商家实收金额(元)'] }],
    fields: {
      order_number: ['订单号'],
      ordered_at: `coalesce({订单成交时间}, {支付时间}, ${DAY})`,
      paid_at: `CASE WHEN {支付时间} IS NOT NULL THEN {支付时间} WHEN {售后状态} LIKE '%退款成功%' THEN coalesce({订单成交时间}, ${DAY}) END`,
      status: ['订单状态'],
      title: ['商品'],
      sku: 'coalesce({商家编码-规格维度}, {商家编码-商品维度}, {商品id})',
      variant: `nullif({商品规格}, '无规格')`,
      category: 'coalesce({商品四级类目}, {商品三级类目}, {商品二级类目}, {商品一级类目})',
      quantity: ['商品数量(件)'],
      line_amount: ['商品总价(元)'],
      shipping: ['邮费(元)'],
      discount: ['店铺优惠折扣(元)'],
      platform_discount:
        '(coalesce(num({平台优惠折扣(元)}), 0) + coalesce(num({多多支付立减金额(元)}), 0))::VARCHAR',
      paid: ['用户实付金额(元)'],
      refunded: REFUNDED,
      shipped_at: ['发货时间'],
      promised_at: ['承诺发货时间'],
      confirmed_at: ['确认收货时间'],
      receiver_name: ['收货人'],
      receiver_phone: ['手机'],
      province: ['省'],
      city: ['市'],
      district: ['区'],
      address: ['街道'],
      buyer_note: ['买家留言'],
      note: ['商家备注'],
      tracking_number: ['快递单号'],
      carrier: ['快递公司'],
    },
  },
];
