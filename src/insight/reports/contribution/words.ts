import type { Table, Words } from '../contract.ts';
import type { Answer } from './schema.ts';

const tenths = (answer: Answer): Table => ({
  name: 'tenths',
  title: ['By tenths of customers, the most valuable first', '按价值排序，每 10% 客户的贡献'],
  columns: [
    { key: 'tenth', title: ['Tenth', '第几个 10%'], kind: 'count' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'gross_value', title: ['Gross value', '成交额'], kind: 'money' },
    { key: 'share', title: ['Share of value', '金额占比'], kind: 'share' },
  ],
  rows: answer.tenths.map((cells) => ({ cells, people: { customers: `tenth:${cells.tenth}` } })),
});

const profit = ({ profit: known }: Answer): Table[] =>
  known === null
    ? []
    : [
        {
          name: 'profit',
          title: ['Of profit, where costs are known', '利润占比（已录入成本的商品）'],
          columns: [
            {
              key: 'known_share',
              title: ['Value with known cost', '已知成本的成交额'],
              kind: 'share',
            },
            { key: 'top20_share', title: ['Top fifth’s share', '前 20% 客户占比'], kind: 'share' },
            {
              key: 'repeat_share',
              title: ['Repeat customers’ share', '回头客占比'],
              kind: 'share',
            },
          ],
          rows: [{ cells: known }],
        },
      ];

export const words: Words<Answer> = {
  title: ['Who carries the shop', '谁撑起了店铺'],
  definition: [
    'Customers ordered by the gross value of their purchases. The top fifth is 20 % of them, rounded up. Repeat customers have two or more purchases. Profit counts only lines whose product has a cost.',
    '客户按成交额排序。前 20% 的人数向上取整。回头客指购买两次及以上的客户。利润只统计已录入成本的商品行。',
  ],
  sayings: {
    shares: [
      'The most valuable {customers:count} {customers|customer brings|customers bring} {top:share} of the value; repeat customers bring {repeat:share}.',
      '最有价值的 {customers:count} 位客户带来 {top:share} 的成交额；回头客带来 {repeat:share}。',
    ],
    few: [
      'Repeat customers bring {repeat:share} of the value. {customers:count} {customers|customer is|customers are} too few to speak of a top fifth.',
      '回头客带来 {repeat:share} 的成交额。只有 {customers:count} 位客户，谈不上前 20%。',
    ],
    no_money: [
      'Your shops sell in several currencies and a rate is missing, so values cannot be added up.',
      '店铺使用多种币种且缺少汇率，金额无法相加。',
    ],
    cannot: [
      'It says who was valuable, not who will be: someone high up may have left already.',
      '这是过去的贡献，不代表将来：排在前面的人可能已经流失。',
    ],
  },
  view: (answer) => ({
    figures: [
      {
        key: 'top20_share',
        title: ['Value from the top fifth', '前 20% 客户的金额占比'],
        kind: 'share',
        value: answer.top20_share,
        people: 'top20',
      },
      {
        key: 'repeat_share',
        title: ['Value from repeat customers', '回头客的金额占比'],
        kind: 'share',
        value: answer.repeat_share,
        people: 'repeat',
      },
      {
        key: 'customers',
        title: ['Customers', '客户'],
        kind: 'count',
        value: answer.customers,
        people: 'all',
      },
    ],
    charts: [
      {
        kind: 'bar',
        table: 'tenths',
        title: ['Share of value by tenths of customers', '每 10% 客户的金额占比'],
        x: 'tenth',
        series: [{ column: 'share' }],
      },
    ],
    tables: [tenths(answer), ...profit(answer)],
  }),
};
