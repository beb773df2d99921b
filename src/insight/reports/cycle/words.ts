import type { Text } from '../../../kernel/index.ts';
import type { Column, Table, Words } from '../contract.ts';
import { linked } from '../linked.ts';
import type { Answer, Group, Rhythmic } from './schema.ts';

const RHYTHM: Column[] = [
  { key: 'gaps', title: ['Gaps', '间隔数'], kind: 'count' },
  { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
  { key: 'median', title: ['Median days', '中位天数'], kind: 'days' },
  { key: 'p25', title: ['A quarter within', '四分之一在内'], kind: 'days' },
  { key: 'p75', title: ['Three quarters within', '四分之三在内'], kind: 'days' },
  { key: 'p90', title: ['90 % within', '90% 在内'], kind: 'days' },
  { key: 'mean', title: ['Mean', '平均'], kind: 'days' },
];

const groups = (name: 'product' | 'category', title: Text, head: Text, rows: Group[]): Table => ({
  name: `by_${name}`,
  title,
  columns: [{ key: 'title', title: head, kind: 'text' }, ...RHYTHM],
  rows: rows.map((cells) => ({
    cells,
    people: linked({ customers: [cells.customers, `${name}:${cells.key}`] }),
  })),
});

/** Of those with a cycle of their own nothing else is reckoned by. */
const persons = (name: string, title: Text, rows: Rhythmic[], only = false): Table => ({
  name,
  title,
  columns: [
    { key: 'customer', title: ['Customer', '客户'], kind: 'text' },
    { key: 'number_of_orders', title: ['Purchases', '购买次数'], kind: 'number' },
    { key: 'last_order_date', title: ['Last purchase', '最近购买'], kind: 'day' },
    { key: 'purchase_cycle_days', title: ['Own cycle, days', '自己的周期（天）'], kind: 'days' },
    ...(only
      ? []
      : [
          {
            key: 'cycle_days',
            title: ['Reckoned by, days', '所用周期（天）'],
            kind: 'days',
          } as const,
        ]),
    { key: 'expected_next_order_date', title: ['Expected', '预计日期'], kind: 'day' },
    { key: 'overdue_ratio', title: ['Cycles since', '已过几个周期'], kind: 'number' },
  ],
  rows: rows.map(({ customer_id: id, external_id, name: own, ...cells }) => ({
    cells: { ...cells, customer: own ?? external_id ?? String(id) },
    customer: String(id),
  })),
});

const histogram = (answer: Answer): Table => ({
  name: 'histogram',
  title: ['Days between purchases', '两次购买之间的天数'],
  columns: [
    { key: 'days', title: ['Days', '天数'], kind: 'text' },
    { key: 'gaps', title: ['Gaps', '间隔数'], kind: 'count' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'share', title: ['Share', '占比'], kind: 'share' },
  ],
  // Before anyone came back there is nothing to draw: eleven zeros are no picture.
  rows: (answer.gaps === 0 ? [] : answer.histogram).map(
    ({ from_days: from, to_days: to, gaps, customers }, bar) => ({
      cells: {
        days: to === null ? `${from}+` : `${from}–${to}`,
        ...{ gaps, customers },
        share: answer.gaps === 0 ? null : gaps / answer.gaps,
      },
      people: linked({ customers: [customers, `gap:${bar}`] }),
    }),
  ),
});

const due = ({ due: { days } }: Answer): Table => ({
  name: 'due',
  title: ['Due this week, by expected day', '本周到期，按预计日期'],
  columns: [
    { key: 'in_days', title: ['Days from now', '几天后'], kind: 'count' },
    { key: 'day', title: ['Expected', '预计日期'], kind: 'day' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
  ],
  rows: days.map((cells) => ({
    cells,
    people: linked({ customers: [cells.customers, `due:${cells.day}`] }),
  })),
});

export const words: Words<Answer> = {
  title: ['Purchase cycle', '购买周期'],
  definition: [
    'A gap is the number of whole days between two consecutive days on which a customer bought. Of a product or category: between two consecutive days on which the customer bought it. Due this week: two purchases or more, and the next one expected from the day shown to seven days later, which is the last purchase day plus the cycle: their own from three purchase days on, else that of the product, the category or the shop.',
    '间隔指同一客户相邻两个购买日之间的整天数。商品或品类的间隔，指客户相邻两次购买它之间的天数。本周到期：购买两次及以上，且下一单预计在所示日期起七天之内；预计日期为最后购买日加周期，有三个购买日起用客户自己的周期，否则用商品、品类或店铺的周期。',
  ],
  sayings: {
    median: [
      'Half of the repeat purchases come within {median:days} days, the middle half between {p25:days} and {p75:days}.',
      '一半的再次购买发生在 {median:days} 天以内，中间一半在 {p25:days} 到 {p75:days} 天之间。',
    ],
    steady: [
      '“{title}” is bought most regularly, about every {median:days} days.',
      '“{title}”的复购最规律，大约每 {median:days} 天一次。',
    ],
    due: [
      '{customers:count} {customers|customer is|customers are} expected to buy within a week: remind them, no discount needed.',
      '{customers:count} 位客户预计一周内复购：提醒即可，不必打折。',
    ],
    few: [
      'Of {gaps:count} {gaps|gap|gaps} the median is {median:days} days; so few may be chance.',
      '目前只有 {gaps:count} 个间隔，中位数 {median:days} 天；数量太少，可能只是偶然。',
    ],
    none: [
      'Nobody has bought on two different days yet, so there is no cycle to see.',
      '还没有客户在两个不同的日子购买，暂时看不出周期。',
    ],
    cannot: [
      'Only those who came back have gaps: for everyone else the time may be longer.',
      '只有回来的人才有间隔，其他人的周期可能更长。',
    ],
  },
  view: (answer) => ({
    figures: [
      {
        key: 'median',
        title: ['Median gap, days', '间隔中位数（天）'],
        kind: 'days',
        value: answer.median,
      },
      {
        key: 'p75',
        title: ['Three quarters within, days', '四分之三在内（天）'],
        kind: 'days',
        value: answer.p75,
      },
      {
        key: 'customers',
        title: ['Customers with a gap', '有间隔的客户'],
        kind: 'count',
        value: answer.customers,
        people: 'gap',
      },
      {
        key: 'due',
        title: ['Due this week', '本周到期'],
        kind: 'count',
        value: answer.due.customers,
        people: 'due',
      },
    ],
    charts: [
      {
        kind: 'bar',
        table: 'histogram',
        title: ['Days between purchases', '两次购买之间的天数'],
        x: 'days',
        series: [{ column: 'gaps' }],
      },
    ],
    tables: [
      histogram(answer),
      due(answer),
      persons('due_customers', ['Due this week, one by one', '本周到期，逐位'], answer.due.people),
      persons(
        'by_customer',
        ['Customers with a cycle of their own', '有自己周期的客户'],
        answer.by_customer,
        true,
      ),
      groups('product', ['By product', '按商品'], ['Product', '商品'], answer.by_product),
      groups('category', ['By category', '按品类'], ['Category', '品类'], answer.by_category),
    ].filter(({ rows }) => rows.length > 0),
  }),
};
