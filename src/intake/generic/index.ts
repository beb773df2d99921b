import type { Source } from '../source.ts';

const source = (
  name: string,
  kind: Source['kind'],
  zh: string,
  en: string,
  more: Partial<Source> = {},
): Source => ({
  name,
  kind,
  title: { zh, en },
  versions: [],
  fields: {},
  ...more,
});

/** Files of no platform: their columns are found by name, or chosen by the user. */
export const generic: readonly Source[] = [
  // C536379 is how some shop systems number a credit note.
  source(
    'generic_orders',
    'orders',
    '通用订单（一行一个商品，或一行一个订单）',
    'Orders, one row a line or one row an order',
    { creditNumber: '^C[0-9]+$' },
  ),
  source(
    'generic_customers',
    'customers',
    '客户/会员名单（也可导回本系统的导出）',
    'Customers or members, also our own export brought back',
  ),
  source(
    'products',
    'products',
    '商品：成本、可用天数',
    'Products with cost and how long they last',
  ),
  source('parcels', 'parcels', '包裹与物流轨迹', 'Parcels and their scans'),
  source('reviews', 'reviews', '评价', 'Reviews'),
  source('conversations', 'conversations', '聊天与沟通记录', 'Conversations'),
  source('ad_spend', 'ad_spend', '推广花费（按天）', 'Ad spend by day'),
  source('dsr', 'dsr', '店铺动态评分 DSR（按天）', 'DSR scores by day'),
  source('consents', 'consents', '营销授权', 'Marketing consents'),
  source('suppressions', 'suppressions', '退订与勿扰名单', 'Unsubscribed and do-not-contact list'),
];
