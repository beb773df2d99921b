import type { Source } from '../source.ts';

/** 淘宝/天猫: the order list and the list of its lines, which comes as a file of its own. */
const COMMON = {
  scope: 'taobao',
  timeZone: 'Asia/Shanghai',
  country: 'CN',
  currency: 'CNY',
} as const;

const ORDER_HEADERS = [
  '订单编号',
  '买家会员名',
  '买家应付货款',
  '订单状态',
  '订单创建时间',
] as const;

// 打款商家金额 is what the shop is paid: goods and postage less refunds. Older files state no refund.
const REFUNDED = `CASE WHEN {订单付款时间} IS NULL THEN NULL
  WHEN {退款金额} IS NOT NULL THEN {退款金额}
  WHEN {订单状态} = '交易关闭' THEN {买家应付货款}
  WHEN {订单状态} = '交易成功' AND {打款商家金额} IS NOT NULL THEN
    greatest(coalesce(num({买家应付货款}), 0) + coalesce(num({买家应付邮费}), 0) - num({打款商家金额}), 0)::VARCHAR END`;

// A closed trade without a refund stated that was paid and never shipped was refunded all the same.
const CLOSED = `CASE WHEN {订单状态} = '买家已签收' THEN '已签收' ELSE {订单状态} END`;

export const taobao: readonly Source[] = [
  {
    ...COMMON,
    name: 'taobao_orders',
    title: {
      zh: '淘宝/天猫订单报表 (ExportOrderList)',
      en: 'Taobao/Tmall orders (ExportOrderList)',
    },
    kind: 'orders',
    lines: 'summary',
    versions: [
      { version: 'later', has: [...ORDER_HEADERS, '退款金额', '发货时间'] },
      { version: '2018', has: [...ORDER_HEADERS, '退款金额'] },
      { version: '2016', has: ORDER_HEADERS },
    ],
    fields: {
      order_number: ['订单编号', '主订单编号'],
      customer_nick: ['买家会员名'],
      goods: ['买家应付货款'],
      shipping: ['买家应付邮费'],
      paid: ['买家实际支付金额'],
      status: CLOSED,
      buyer_note: ['买家留言'],
      receiver_name: ['收货人姓名'],
      address: ['修改后的收货地址 (2)', '收货地址'],
      receiver_phone: 'coalesce({联系手机}, {联系电话})',
      ordered_at: ['订单创建时间'],
      paid_at: ['订单付款时间'],
      shipped_at: ['发货时间'],
      confirmed_at: ['确认收货时间'],
      title: ['宝贝标题'],
      quantity: ['宝贝总数量'],
      tracking_number: `regexp_replace({物流单号}, '^No[:：]\\s*', '')`,
      carrier: ['物流公司'],
      note: ['订单备注', '商家备忘'],
      refunded: REFUNDED,
      refund_reason: `CASE WHEN {订单关闭原因} != '订单未关闭' THEN {订单关闭原因} END`,
    },
  },
  {
    ...COMMON,
    name: 'taobao_details',
    title: {
      zh: '淘宝/天猫宝贝报表 (ExportOrderDetailList)',
      en: 'Taobao/Tmall order lines (ExportOrderDetailList)',
    },
    kind: 'orders',
    lines: 'real',
    linesOnly: true,
    versions: [
      { version: 'tmall', has: ['子订单编号', '主订单编号', '标题', '价格', '购买数量'] },
      { version: '2016', has: ['订单编号', '标题', '价格', '购买数量', '商品属性'] },
    ],
    fields: {
      order_number: ['主订单编号', '订单编号'],
      line_number: ['子订单编号'],
      title: ['标题'],
      unit_price: ['价格'],
      quantity: ['购买数量'],
      sku: 'coalesce({商家编码}, {外部系统编号})',
      variant: 'coalesce({商品属性}, {套餐信息})',
    },
  },
];
