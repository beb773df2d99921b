import type { Text } from '../../../kernel/index.ts';
import type { Table, Words } from '../contract.ts';
import type { Answer, Group } from './schema.ts';

const windows = (answer: Answer): Table => ({
  name: 'windows',
  title: ['How soon they came back', '多久回来'],
  columns: [
    { key: 'days', title: ['Within days', '天数内'], kind: 'count' },
    { key: 'base', title: ['First purchases long enough ago', '可统计的首单客户'], kind: 'count' },
    { key: 'repurchased', title: ['Came back', '已复购'], kind: 'count' },
    { key: 'rate', title: ['Repurchase rate', '复购率'], kind: 'share' },
  ],
  rows: answer.windows.map((cells) => ({
    cells,
    people: { base: `base:${cells.days}`, repurchased: `back:${cells.days}` },
  })),
});

const groups = (by: string, title: Text, head: Text, days: number, rows: Group[]): Table => ({
  name: `by_${by}`,
  title,
  columns: [
    { key: 'title', title: head, kind: 'text' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'base', title: ['Long enough ago', '可统计'], kind: 'count' },
    { key: 'repurchased', title: ['Came back', '已复购'], kind: 'count' },
    { key: 'rate', title: ['Repurchase rate', '复购率'], kind: 'share' },
  ],
  rows: rows.map((cells) => ({
    cells,
    people: {
      customers: `${by}:${cells.key}:all:${days}`,
      base: `${by}:${cells.key}:base:${days}`,
      repurchased: `${by}:${cells.key}:back:${days}`,
    },
  })),
});

export const words: Words<Answer> = {
  title: ['Repurchase', '复购率'],
  definition: [
    'The share of customers whose second purchase came within so many days (of 24 hours) after the first. Only customers whose first purchase is at least that long ago count. The product of a first purchase is its line of highest amount.',
    '首次购买后若干天（按 24 小时计）内再次购买的客户占比。只统计首单距今已满该天数的客户。首单的商品取金额最高的一行。',
  ],
  sayings: {
    rate: [
      '{rate:share} of {base:count} {base|customer|customers} bought again within {days} days.',
      '{base:count} 位客户中，{rate:share} 在 {days} 天内复购。',
    ],
    best: [
      'After “{title}” most came back: {rate:share}.',
      '首单买“{title}”的客户回来得最多：{rate:share}。',
    ],
    few: [
      '{rate:share} of {base:count} {base|customer|customers} bought again within {days} days; so few customers may be chance.',
      '{base:count} 位客户中，{rate:share} 在 {days} 天内复购；人数太少，可能只是偶然。',
    ],
    too_early: [
      'No first purchase is long enough ago to tell who comes back.',
      '还没有足够早的首单，暂时看不出复购情况。',
    ],
    cannot: [
      'A product whose buyers come back need not be the reason: they may have been better customers to begin with.',
      '某商品的买家更常回来，不等于就是它带来的：他们可能本来就更爱回购。',
    ],
  },
  view: (answer) => ({
    figures: answer.windows.map(({ days, rate, base }) => ({
      key: `rate_${days}`,
      title: [`Within ${days} days`, `${days} 天复购率`],
      kind: 'share',
      value: rate,
      ...(base > 0 && { people: `back:${days}` }),
    })),
    charts: [
      {
        kind: 'bar',
        table: 'windows',
        title: ['Repurchase rate', '复购率'],
        x: 'days',
        series: [{ column: 'rate' }],
      },
    ],
    tables: [
      windows(answer),
      groups(
        'product',
        [`By first product, within ${answer.by_days} days`, `按首单商品（${answer.by_days} 天内）`],
        ['First product', '首单商品'],
        answer.by_days,
        answer.by_product,
      ),
      groups(
        'source',
        [`By source, within ${answer.by_days} days`, `按来源（${answer.by_days} 天内）`],
        ['Source', '来源'],
        answer.by_days,
        answer.by_source,
      ),
      groups(
        'promotion',
        [`By promotion, within ${answer.by_days} days`, `按活动（${answer.by_days} 天内）`],
        ['Promotion', '活动'],
        answer.by_days,
        answer.by_promotion,
      ),
    ].filter((table) => table.name === 'windows' || table.rows.length > 0),
  }),
};
