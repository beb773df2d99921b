import type { Text } from '../../../kernel/index.ts';
import type { Column, Table, View, Words } from '../contract.ts';
import { linked } from '../linked.ts';
import type { Answer } from './schema.ts';
import { THEMES, type Theme } from './themes.ts';

const CLASSES: Record<Answer['classes'][number]['class'], Text> = {
  good: ['good (4–5)', '好评（4–5 分）'],
  middle: ['middle (3)', '中评（3 分）'],
  bad: ['bad (1–2)', '差评（1–2 分）'],
  silent: ['silent', '未评价'],
};

const THEME = new Map(THEMES.map((one) => [one.theme, one]));
const named = (theme: string | null, which: 'title' | 'mend'): Text | null =>
  (theme === null ? undefined : THEME.get(theme)?.[which]) ?? null;

const SCORES: Column[] = [
  { key: 'description', title: ['Description', '描述相符'], kind: 'number' },
  { key: 'service', title: ['Service', '服务态度'], kind: 'number' },
  { key: 'logistics', title: ['Logistics', '物流服务'], kind: 'number' },
];
const MONTH: Column = { key: 'month', title: ['Month', '月份'], kind: 'month' };

const classes = (answer: Answer): Table => ({
  name: 'classes',
  title: ['Good, middle, bad, silent', '好评、中评、差评、未评价'],
  columns: [
    { key: 'class', title: ['Class', '类别'], kind: 'text' },
    { key: 'orders', title: ['Orders', '订单'], kind: 'count' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'share', title: ['Share', '占比'], kind: 'share' },
  ],
  rows: answer.classes.map((row) => ({
    cells: { ...row, class: CLASSES[row.class] },
    people: linked({ customers: [row.customers, `class:${row.class}`] }),
  })),
});

const months = (answer: Answer): Table => ({
  name: 'months',
  title: ['Scores by month', '每月评分'],
  columns: [
    MONTH,
    { key: 'reviews', title: ['Reviews', '评价'], kind: 'count' },
    { key: 'mean_score', title: ['Mean score', '平均评分'], kind: 'number' },
    { key: 'good_share', title: ['Good', '好评率'], kind: 'share' },
    { key: 'middle_share', title: ['Middle', '中评率'], kind: 'share' },
    { key: 'bad_share', title: ['Bad', '差评率'], kind: 'share' },
  ],
  rows: answer.months.map((cells) => ({ cells: { ...cells } })),
});

const dsr = (answer: Answer): Table => ({
  name: 'dsr',
  title: ['The shop’s DSR, last day of each month', '店铺 DSR（每月最后一天）'],
  columns: [MONTH, { key: 'shop', title: ['Shop', '店铺'], kind: 'text' }, ...SCORES],
  rows: answer.dsr.map((cells) => ({ cells: { ...cells } })),
});

const reviewScores = (answer: Answer): Table => ({
  name: 'review_scores',
  title: ['Average of reviews with three scores (not the DSR)', '带三项评分的评价均值（不是 DSR）'],
  columns: [MONTH, { key: 'reviews', title: ['Reviews', '评价'], kind: 'count' }, ...SCORES],
  rows: answer.review_scores.map((cells) => ({ cells: { ...cells } })),
});

const themes = (answer: Answer): Table => ({
  name: 'themes',
  title: ['What middle and bad reviews speak of', '中差评在说什么'],
  columns: [
    { key: 'theme', title: ['Theme', '话题'], kind: 'text' },
    { key: 'middle', title: ['Middle', '中评'], kind: 'count' },
    { key: 'bad', title: ['Bad', '差评'], kind: 'count' },
    { key: 'share', title: ['Share', '占比'], kind: 'share' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
  ],
  rows: answer.themes.map((row) => ({
    cells: { ...row, theme: named(row.theme, 'title') },
    people: linked({ customers: [row.customers, `theme:${row.theme}`] }),
  })),
});

const SMALL: Text = ['few reviews', '评价较少'];

const products = (answer: Answer): Table => ({
  name: 'products',
  title: ['What to mend on which page', '商品页该改什么'],
  columns: [
    { key: 'title', title: ['Product', '商品'], kind: 'text' },
    { key: 'mend', title: ['Mend first', '先改'], kind: 'text' },
    { key: 'let_down', title: ['Middle and bad', '中差评'], kind: 'count' },
    { key: 'let_down_share', title: ['Share', '占比'], kind: 'share' },
    { key: 'reviews', title: ['Reviews', '评价'], kind: 'count' },
    { key: 'mean_score', title: ['Mean score', '平均评分'], kind: 'number' },
    { key: 'customers', title: ['Customers let down', '不满意的客户'], kind: 'count' },
    { key: 'small', title: ['Note', '备注'], kind: 'text' },
  ],
  rows: answer.products.map((row) => ({
    cells: {
      title: row.title || row.sku,
      mend: named(row.mend, 'mend'),
      ...{ let_down: row.let_down, let_down_share: row.let_down_share, reviews: row.reviews },
      ...{ mean_score: row.mean_score, customers: row.customers },
      small: row.small ? SMALL : null,
    },
    people: linked({ customers: [row.customers, `product:${row.product_id}`] }),
  })),
});

const view = (answer: Answer): View => ({
  figures: [
    {
      key: 'mean_score',
      title: ['Mean score', '平均评分'],
      kind: 'number',
      value: answer.mean_score,
    },
    { key: 'good_share', title: ['Good', '好评率'], kind: 'share', value: answer.good_share },
    {
      key: 'bad_share',
      title: ['Bad', '差评率'],
      kind: 'share',
      value: answer.bad_share,
      people: 'class:bad',
    },
    {
      key: 'silent',
      title: ['Silent customers', '未评价的客户'],
      kind: 'count',
      value: answer.classes[3]!.customers,
      people: 'class:silent',
    },
  ],
  charts: [
    {
      kind: 'line',
      table: 'months',
      title: ['Mean score by month', '每月平均评分'],
      x: 'month',
      series: [{ column: 'mean_score' }],
    },
    {
      kind: 'stacked',
      table: 'themes',
      title: ['What middle and bad reviews speak of', '中差评在说什么'],
      x: 'theme',
      series: [{ column: 'middle' }, { column: 'bad' }],
    },
  ],
  tables: [
    ...[classes(answer), months(answer), themes(answer), products(answer)],
    ...[dsr(answer), reviewScores(answer)],
  ],
});

const each = (name: string, text: (one: Theme) => Text): Record<string, Text> =>
  Object.fromEntries(THEMES.map((one) => [`${name}_${one.theme}`, text(one)]));

export const words: Words<Answer> = {
  title: ['Reviews', '评价'],
  definition: [
    'The latest review of an order counts: good 4–5, middle 3, bad 1–2; silent is a purchase received 15 days ago or more without one. Themes are found by words, in middle and bad reviews; a product’s reviews are those that name it, or those of an order of it alone. The shop’s DSR is the platform’s own six-month series; reviews that carry three scores have their own average.',
    '每笔订单以最后一次评价为准：好评 4–5 分，中评 3 分，差评 1–2 分；签收满 15 天仍无评价为未评价。话题按关键词在中差评中识别；商品的评价是点名该商品的，或只含该商品的订单的。店铺 DSR 是平台的六个月序列；带三项评分的评价另算均值。',
  ],
  sayings: {
    no_reviews: [
      'There are no reviews yet; {silent:count} received {silent|order is|orders are} silent.',
      '还没有评价；{silent:count} 笔已签收订单未评价。',
    ],
    classes: [
      'Of {reviewed:count} reviewed {reviewed|order|orders} {good:share} are good and {bad:share} bad; {silent:count} received {silent|order is|orders are} silent.',
      '{reviewed:count} 笔有评价的订单中，好评 {good:share}，差评 {bad:share}；{silent:count} 笔已签收订单未评价。',
    ],
    ...each('most', ({ title }) => [
      `Middle and bad reviews speak most of ${title[0]} ({share:share} of those with words).`,
      `中差评说得最多的是${title[1]}（占有文字的 {share:share}）。`,
    ]),
    ...each('mend', ({ mend }) => [
      `Mend first: ${mend[0]} of “{title}”.`,
      `先改：“{title}”的${mend[1]}。`,
    ]),
    cannot: [
      'Words are counted, not understood, and the silent are not heard: who writes is happier or angrier than most.',
      '这里只数关键词，并不理解句意；沉默的买家没有声音，写评价的人往往比一般人更满意或更生气。',
    ],
  },
  view,
};
