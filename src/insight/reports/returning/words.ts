import type { Table, Words } from '../contract.ts';
import type { Answer } from './schema.ts';

const table = (months: Answer['months']): Table => ({
  name: 'months',
  title: ['By month', '按月'],
  columns: [
    { key: 'month', title: ['Month', '月份'], kind: 'month' },
    { key: 'orders', title: ['Purchases', '购买次数'], kind: 'count' },
    { key: 'customers', title: ['Buyers', '购买人数'], kind: 'count' },
    { key: 'new_customers', title: ['New', '新客'], kind: 'count' },
    { key: 'returning_customers', title: ['Returning', '老客'], kind: 'count' },
    { key: 'gross_value', title: ['Gross value', '成交额'], kind: 'money' },
    { key: 'returning_share_order', title: ['Share, by order', '占比（按订单）'], kind: 'share' },
    { key: 'returning_share_month', title: ['Share, by month', '占比（按月）'], kind: 'share' },
    {
      key: 'returning_share_365',
      title: ['Of buyers, 365 days', '人数占比（365 天）'],
      kind: 'share',
    },
  ],
  rows: months.map((cells) => ({
    cells,
    people: {
      customers: `all:${cells.month}`,
      new_customers: `new:${cells.month}`,
      returning_customers: `returning:${cells.month}`,
    },
  })),
});

export const words: Words<Answer> = {
  title: ['Returning share', '老客占比'],
  definition: [
    'By order: the value of orders that were not their customer’s first. By month: the value from customers whose first purchase lies in an earlier month. 365 days: the month’s buyers who had also bought in the 365 days before it.',
    '按订单：不是客户首单的订单金额占比。按月：首次购买早于当月的客户带来的金额占比。365 天：当月买家中，此前 365 天内也买过的人数占比。',
  ],
  sayings: {
    returning_up: [
      'Returning customers bring {share:share} of the value, and their share grew: {before:share} in the earlier half of these months, {after:share} in the later.',
      '老客带来 {share:share} 的成交额，占比在上升：前半段 {before:share}，后半段 {after:share}。',
    ],
    returning_down: [
      'Returning customers bring {share:share} of the value, and their share fell: {before:share} in the earlier half of these months, {after:share} in the later.',
      '老客带来 {share:share} 的成交额，占比在下降：前半段 {before:share}，后半段 {after:share}。',
    ],
    returning_same: [
      'Returning customers bring {share:share} of the value, and this has hardly changed.',
      '老客带来 {share:share} 的成交额，基本没有变化。',
    ],
    returning_short: [
      'Returning customers bring {share:share} of the value. {months} {months|month is|months are} too few to see where it goes.',
      '老客带来 {share:share} 的成交额。只有 {months} 个月的数据，还看不出趋势。',
    ],
    returning_few: [
      'Returning customers bring {share:share} of the value; so few purchases ({orders:count}) may be chance.',
      '老客带来 {share:share} 的成交额；订单太少（{orders:count} 笔），可能只是偶然。',
    ],
    returning_cannot: [
      'At the start of your data everybody looks new, so part of a growing share may be just that; it also grows when fewer new customers come.',
      '数据开头人人都像新客，占比上升有一部分可能只因如此；新客变少时占比同样会上升。',
    ],
  },
  view: ({ months, total }) => ({
    figures: [
      {
        key: 'returning_share_order',
        title: ['Returning share of value', '老客金额占比'],
        kind: 'share',
        value: total.returning_share_order,
      },
      {
        key: 'returning_customers',
        title: ['Buyers who came back', '回头买家'],
        kind: 'count',
        value: total.returning_customers,
        people: 'returning',
      },
      {
        key: 'new_customers',
        title: ['New buyers', '新买家'],
        kind: 'count',
        value: total.new_customers,
        people: 'new',
      },
    ],
    charts: [
      {
        kind: 'line',
        table: 'months',
        title: ['Returning share of value by month', '每月老客金额占比'],
        x: 'month',
        series: [{ column: 'returning_share_order' }, { column: 'returning_share_month' }],
      },
    ],
    tables: [table(months)],
  }),
};
