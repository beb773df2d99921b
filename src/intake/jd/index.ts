import type { Source } from '../source.ts';

/** 京东: one row a SKU, the order's own amounts repeated on each. 结算金额 is after the shop's discounts. */
export const jd: readonly Source[] = [
  {
    name: 'jd_orders',
    title: { zh: '京东订单导出', en: 'JD orders' },
    kind: 'orders',
    scope: 'jd',
    timeZone: 'Asia/Shanghai',
    country: 'CN',
    currency: 'CNY',
    lines: 'real',
    versions: [{ version: '1', has: ['订单号', '商品ID', '订购数量', '京东价', '下单时间'] }],
    fields: {
      order_number: ['订单号'],
      customer_id: ['下单帐号', '下单账号'],
      ordered_at: ['下单时间'],
      paid_at: ['付款确认时间'],
      confirmed_at: ['订单完成时间'],
      status: ['订单状态'],
      sku: 'coalesce({货号}, {商品ID})',
      title: ['商品名称'],
      quantity: ['订购数量'],
      unit_price: ['京东价'],
      goods: ['结算金额'],
      shipping: ['运费金额'],
      paid: 'CASE WHEN {付款确认时间} IS NOT NULL THEN {应付金额} END',
      receiver_name: ['客户姓名'],
      receiver_phone: ['联系电话'],
      address: ['客户地址'],
      source: 'coalesce({订单渠道}, {订单来源})',
      buyer_note: ['订单备注'],
      note: ['商家备注'],
    },
  },
];
