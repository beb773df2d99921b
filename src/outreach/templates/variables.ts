import type { Param, ParamType } from './schema.ts';

export interface Variable {
  path: string;
  type: ParamType;
  /** For some customers, or some shops, there is nothing to say here. */
  mayBeEmpty: boolean;
  en: string;
  zh: string;
}

const one = (
  path: string,
  type: ParamType,
  mayBeEmpty: boolean,
  en: string,
  zh: string,
): Variable => ({ path, type, mayBeEmpty, en, zh });

/** Everything a text may say of a customer. What is not here is refused when a template is saved. */
export const VARIABLES: readonly Variable[] = [
  one(
    'customer.name',
    'text',
    false,
    'Name, else nick, else “there” (zh: 亲)',
    '姓名，没有则昵称，再没有则“亲”（英文为 there）',
  ),
  one(
    'customer.first_name',
    'text',
    false,
    'First name, else “there” (zh: the whole name, else 亲)',
    '名（中文为全名），没有则“亲”（英文为 there）',
  ),
  one('customer.nick', 'text', true, 'Nick on the platform', '平台昵称'),
  one('customer.city', 'text', true, 'City', '城市'),
  one('customer.orders', 'number', false, 'Number of orders so far', '至今的订单数'),
  one('customer.since', 'date', true, 'Day of the first order', '首次下单日期'),
  one('shop.name', 'text', false, 'Name of the shop that writes', '发信店铺的名称'),
  one('shop.url', 'url', true, 'Web address of the shop', '店铺网址'),
  one('shop.phone', 'text', true, 'Phone of the shop', '店铺电话'),
  one('shop.address', 'text', true, 'Postal address of the shop', '店铺邮寄地址'),
  one('last_order.number', 'text', true, 'Number of the last order', '最近订单的编号'),
  one(
    'last_order.title',
    'text',
    true,
    'What was bought last: the order’s dearest goods',
    '最近购买的商品（该订单金额最高的一件）',
  ),
  one('last_order.units', 'number', true, 'Pieces in the last order', '最近订单的件数'),
  one('last_order.day', 'date', true, 'Day of the last order', '最近下单日期'),
  one('last_order.days_since', 'number', true, 'Days since the last order', '距最近下单的天数'),
  one(
    'last_order.amount',
    'money',
    true,
    'Goods of the last order after discount',
    '最近订单的商品金额（折后）',
  ),
  one('last_order.carrier', 'text', true, 'Carrier of its last parcel', '最近包裹的快递公司'),
  one(
    'last_order.tracking',
    'text',
    true,
    'Tracking number of its last parcel',
    '最近包裹的快递单号',
  ),
  one('last_order.shipped_day', 'date', true, 'Day it was shipped', '发货日期'),
  one('last_order.received_day', 'date', true, 'Day it was received', '签收日期'),
  one('today', 'date', false, 'The day it is sent', '发送当天'),
  one('unsubscribe_url', 'url', true, 'Where the customer says no to these messages', '退订链接'),
  one(
    'preferences_url',
    'url',
    true,
    'Where the customer chooses what to receive',
    '接收偏好设置链接',
  ),
];

/** With what this template declares. */
export const variablesWith = (params: readonly Param[]): Variable[] => [
  ...VARIABLES,
  ...params.map(({ name, type, required, label }) =>
    one(`params.${name}`, type, !required, label || name, label || name),
  ),
];

/** Languages in which a customer without a name has something to be called by. */
const CALLED = { zh: '亲', en: 'there' } as const;
export const calledIn = (language: string): string | null => {
  const base = language.toLowerCase().split('-')[0];
  return base === 'zh' || base === 'en' ? CALLED[base] : null;
};

/** A name falls back on a word that only some languages have here. */
export const mayBeEmptyIn = ({ path, mayBeEmpty }: Variable, language: string): boolean =>
  mayBeEmpty || (/^customer\.(first_)?name$/.test(path) && calledIn(language) === null);
