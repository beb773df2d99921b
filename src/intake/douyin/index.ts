import type { Source } from '../source.ts';

// Several sub-orders in one row (joined by ";") have several prices: what was paid, with what others gave, is their sum.
const SEVERAL = `contains(coalesce({商品单价}, ''), ';')`;
const TOTAL = [
  '订单应付金额',
  '平台实际承担优惠金额',
  '商家实际承担优惠金额',
  '达人实际承担优惠金额',
]
  .map((name) => `coalesce(num({${name}}), 0)`)
  .join(' + ');

/** 抖店: receivers are ciphertext, buyers are not named; discounts by the platform or an influencer are income. */
export const douyin: readonly Source[] = [
  {
    name: 'douyin_orders',
    title: { zh: '抖店订单导出', en: 'Douyin orders' },
    kind: 'orders',
    scope: 'douyin',
    timeZone: 'Asia/Shanghai',
    country: 'CN',
    currency: 'CNY',
    lines: 'real',
    dashIsEmpty: true,
    sums: ['paid', 'discount', 'platform_discount', 'refunded'],
    versions: [{ version: '1', has: ['主订单编号', '选购商品', '商品数量', '订单应付金额'] }],
    fields: {
      order_number: ['主订单编号'],
      line_number: ['子订单编号'],
      title: ['选购商品'],
      variant: ['商品规格'],
      quantity: ['商品数量'],
      sku: 'coalesce({商家编码}, {商品ID})',
      unit_price: `CASE WHEN NOT ${SEVERAL} THEN {商品单价} END`,
      line_amount: `CASE WHEN ${SEVERAL} THEN (${TOTAL} - coalesce(num({运费}), 0))::VARCHAR END`,
      shipping: ['运费'],
      paid: 'CASE WHEN {支付完成时间} IS NOT NULL THEN {订单应付金额} END',
      discount: ['商家实际承担优惠金额'],
      platform_discount:
        '(coalesce(num({平台实际承担优惠金额}), 0) + coalesce(num({达人实际承担优惠金额}), 0))::VARCHAR',
      refunded: `CASE WHEN {售后状态} LIKE '%退款成功%' OR {售后状态} LIKE '%全额退款%' THEN {订单应付金额} END`,
      refund_reason: ['取消原因'],
      receiver_name: ['收件人'],
      receiver_phone: ['收件人手机号'],
      province: ['省'],
      city: ['市'],
      district: ['区'],
      address: `concat_ws(' ', {街道}, {详细地址})`,
      buyer_note: ['买家留言'],
      note: ['商家备注'],
      ordered_at: ['订单提交时间'],
      paid_at: ['支付完成时间'],
      shipped_at: ['发货时间'],
      confirmed_at: ['订单完成时间'],
      status: ['订单状态'],
      source: 'coalesce({达人昵称}, {流量来源}, {APP渠道})',
      tracking_number: `nullif(split_part({快递信息}, '-', 1), '')`,
      carrier: `nullif(split_part({快递信息}, '-', 2), '')`,
    },
  },
];
