import type { Text } from '../../../kernel/index.ts';
import type { Column, Table, View, Words } from '../contract.ts';
import { linked } from '../linked.ts';
import { parcels, UNKNOWN } from './parcel-words.ts';
import type { Cell } from '../schema.ts';
import type { Answer, Lateness, Pace } from './schema.ts';

const PACE: Column[] = [
  { key: 'delivered', title: ['Delivered', '已签收'], kind: 'count' },
  { key: 'mean_days', title: ['Mean days', '平均天数'], kind: 'days' },
  { key: 'median_days', title: ['Half within', '半数不超过'], kind: 'days' },
  { key: 'p90_days', title: ['Nine in ten within', '九成不超过'], kind: 'days' },
  { key: 'promised', title: ['With a promise', '有承诺时间'], kind: 'count' },
  { key: 'late_by_day', title: ['Late by day', '迟到（按天）'], kind: 'count' },
  { key: 'late_share_by_day', title: ['Late, share', '迟到占比'], kind: 'share' },
  { key: 'late_by_time', title: ['Late by time', '迟到（按时刻）'], kind: 'count' },
];

const paces = (name: string, title: Text, heads: Column[], rows: Pace[]): Table => ({
  name,
  title,
  columns: [...heads, ...PACE],
  rows: rows.map((one) => {
    const heading = heads.map(({ key }) => [key, one[key as keyof Pace] || UNKNOWN]);
    return { cells: { ...one, ...(Object.fromEntries(heading) as Record<string, Cell | Text>) } };
  }),
});

const REGION: Column = { key: 'region', title: ['Region', '地区'], kind: 'text' };
const CARRIER: Column = { key: 'carrier', title: ['Carrier', '快递公司'], kind: 'text' };

const LATENESS: Record<Lateness['lateness'], Text> = {
  on_time: ['on time', '准时'],
  late: ['late', '迟到'],
  late_1_3: ['late 1–3 days', '迟 1–3 天'],
  late_4_7: ['late 4–7 days', '迟 4–7 天'],
  late_8: ['late 8 days or more', '迟 8 天以上'],
};

const lateness = (name: string, title: Text, rows: Lateness[]): Table => ({
  name,
  title,
  columns: [
    { key: 'lateness', title: ['Arrived', '到货'], kind: 'text' },
    { key: 'delivered', title: ['Delivered', '已签收'], kind: 'count' },
    { key: 'reviewed', title: ['With a review', '有评价'], kind: 'count' },
    { key: 'mean_score', title: ['Mean score', '平均评分'], kind: 'number' },
    { key: 'bad', title: ['Bad reviews', '差评'], kind: 'count' },
    { key: 'bad_share', title: ['Bad, share', '差评占比'], kind: 'share' },
    {
      key: 'base',
      title: ['First purchases 90 days ago or more', '满 90 天的首单'],
      kind: 'count',
    },
    { key: 'repurchased', title: ['Back within 90 days', '90 天内复购'], kind: 'count' },
    { key: 'repurchase_rate', title: ['Repurchase rate', '复购率'], kind: 'share' },
  ],
  rows: rows.map((row) => ({
    cells: { ...row, lateness: LATENESS[row.lateness] },
    people: linked({
      base: [row.base, `after:${row.lateness}:base`],
      repurchased: [row.repurchased, `after:${row.lateness}:back`],
    }),
  })),
});

const view = (answer: Answer): View => ({
  figures: [
    {
      key: 'median_days',
      title: ['Half arrive within', '半数订单签收不超过'],
      kind: 'days',
      value: answer.median_days,
    },
    {
      key: 'p90_days',
      title: ['Nine in ten within', '九成签收不超过'],
      kind: 'days',
      value: answer.p90_days,
    },
    {
      key: 'late_share_by_day',
      title: ['Late by day', '迟到（按天）'],
      kind: 'share',
      value: answer.late_share_by_day,
      people: 'late',
    },
    {
      key: 'abnormal',
      title: ['Customers whose parcel looks stuck', '包裹异常的客户'],
      kind: 'count',
      value: answer.abnormal.customers,
      people: 'abnormal',
    },
  ],
  charts: [
    {
      kind: 'bar',
      table: 'score_by_days_late',
      title: ['Mean score by lateness', '准时与迟到的平均评分'],
      x: 'lateness',
      series: [{ column: 'mean_score' }],
    },
    {
      kind: 'bar',
      table: 'regions',
      title: ['Days to each region', '各地区签收天数'],
      x: 'region',
      series: [{ column: 'median_days' }, { column: 'p90_days' }],
    },
  ],
  tables: [
    paces('regions', ['By region', '按地区'], [REGION], answer.regions),
    paces('carriers', ['By carrier', '按快递公司'], [CARRIER], answer.carriers),
    paces('lanes', ['Carrier by region', '快递公司 × 地区'], [CARRIER, REGION], answer.lanes),
    lateness(
      'score_by_lateness',
      ['What goes with lateness', '准时与迟到之后'],
      answer.score_by_lateness,
    ),
    lateness('score_by_days_late', ['By days late', '按迟到天数'], answer.score_by_days_late),
    ...parcels(answer.abnormal),
  ],
});

export const words: Words<Answer> = {
  title: ['Delivery', '物流时效'],
  definition: [
    'Days are from purchase to delivery (签收). Late by day: delivered after the promised day of the shop; by time: after the promised instant. Only orders that say when they arrived count, and only those with a promise can be late. A parcel looks abnormal without a first scan 48 hours after shipping, without a scan for 72 hours on its way, when it takes longer than nine in ten of its carrier’s parcels to that province (7 days where fewer than 30 are known), or after a failed attempt, a refusal, a return or an exception.',
    '天数从购买算到签收。按天迟到：签收晚于承诺日（店铺当地）；按时刻：晚于承诺时刻。只统计有签收时间的订单，有承诺时间的才会算迟到。异常包裹：发货 48 小时无揽收，运输中 72 小时无更新，比该快递到该省九成的包裹更久（不足 30 件时按 7 天），或派送失败、拒收、退回、异常。',
  ],
  sayings: {
    no_deliveries: [
      'Nothing says yet when orders arrived ({without_data:count} {without_data|purchase|purchases}): import parcels or delivery times.',
      '还没有任何签收时间（{without_data:count} 笔购买）：请导入包裹或签收时间。',
    ],
    days: [
      'Half of the orders arrive within {median:number} days, nine in ten within {p90:number}; of {without_data:count} {without_data|purchase|purchases} nobody says when they arrived.',
      '半数订单 {median:number} 天内签收，九成 {p90:number} 天内；{without_data:count} 笔购买没有签收时间。',
    ],
    days_and_late: [
      'Half of the orders arrive within {median:number} days, nine in ten within {p90:number}, and {late:share} come after the promised day; of {without_data:count} {without_data|purchase|purchases} nobody says when they arrived.',
      '半数订单 {median:number} 天内签收，九成 {p90:number} 天内，{late:share} 晚于承诺日；{without_data:count} 笔购买没有签收时间。',
    ],
    worse: [
      'Late orders get more bad reviews: {late:share} against {on_time:share} of those on time.',
      '迟到订单差评更多：{late:share}，准时订单 {on_time:share}。',
    ],
    better: [
      'Late orders get fewer bad reviews here: {late:share} against {on_time:share} of those on time.',
      '这里迟到订单的差评反而更少：{late:share}，准时订单 {on_time:share}。',
    ],
    same_scores: [
      'Late orders get about as many bad reviews as those on time ({late:share} and {on_time:share}): the difference may be chance.',
      '迟到与准时订单的差评率差不多（{late:share} 与 {on_time:share}），差异可能只是偶然。',
    ],
    few_reviews: [
      '{reviewed:count} late {reviewed|order has|orders have} a review: too few to compare their scores.',
      '有评价的迟到订单只有 {reviewed:count} 笔，还不能比较评分。',
    ],
    association: [
      'This shows what goes together, not what causes what: far regions are late more often and may differ in other ways, and silent buyers are not heard.',
      '这里只说明同时发生，不等于因果：偏远地区更常迟到，也可能有别的不同；不评价的买家也没有声音。',
    ],
    no_promise: [
      'Without promised times nobody can tell what came late.',
      '没有承诺送达时间，无法判断是否迟到。',
    ],
  },
  view,
};
