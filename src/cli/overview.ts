import { formatMoney, type Language, type Text } from '../kernel/index.ts';

type Figure = number | null;
export type Figures = Record<string, unknown> & { currency: string | null };
export type Overview = Figures & { as_of: string; by_currency?: Figures[] };

type Kind = 'count' | 'money' | 'share' | 'number';

/** In the order people ask: who, how much, do they come back, what is a purchase worth. */
const ROWS: [name: string, kind: Kind, words: Text][] = [
  ['customers', 'count', ['Customers', '客户']],
  ['repeat_customers', 'count', ['Came back at least once', '回头客']],
  ['repeat_rate', 'share', ['Repeat rate', '复购率']],
  ['repeat_rate_by_day', 'share', ['Came back on another day', '隔日复购率']],
  ['purchases', 'count', ['Purchases', '购买次数']],
  ['guests_purchases', 'count', ['Purchases by unknown buyers', '未知买家的购买次数']],
  ['gross_value', 'money', ['Gross value', '成交额']],
  ['refunds_value', 'money', ['Refunded', '退款']],
  ['net_value', 'money', ['Net value', '净成交额']],
  ['guests_value', 'money', ['Value of unknown buyers', '未知买家的成交额']],
  ['returning_share_orders', 'share', ['Returning share of orders', '回头客订单占比']],
  ['returning_share_value', 'share', ['Returning share of value', '回头客成交额占比']],
  ['aov_new', 'money', ['First order, on average', '首单客单价']],
  ['aov_returning', 'money', ['Returning order, on average', '回头客客单价']],
  ['value_per_buyer', 'money', ['Value per buyer', '人均成交额']],
  ['items_per_order', 'number', ['Items per order', '每单件数']],
];

const AS_OF: Text = ['As of {day}', '截至 {day}'];
const ALL: Text = ['All', '合计'];
const NONE: Text = ['no value', '无金额'];

function written(value: Figure, kind: Kind, currency: string | null, language: Language): string {
  if (value === null) return '–';
  if (kind === 'money') return currency === null ? '–' : formatMoney(value, currency, language);
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    style: kind === 'share' ? 'percent' : 'decimal',
    maximumFractionDigits: { count: 0, money: 0, share: 1, number: 2 }[kind],
  });
  return format.format(value);
}

/** A row a figure; a column a currency where several stand apart, after one for what can be said of all. */
export function overviewRows(report: Overview, language: Language): Record<string, string>[] {
  const said = ([en, zh]: Text) => (language === 'zh' ? zh : en);
  const apart = report.by_currency ?? [];
  const columns: [string, Figures][] = [
    [apart.length > 0 ? said(ALL) : (report.currency ?? said(NONE)), report],
    ...apart.map((one): [string, Figures] => [one.currency ?? said(NONE), one]),
  ];
  const first = said(AS_OF).replace('{day}', report.as_of);
  return ROWS.map(([name, kind, words]) => ({
    [first]: said(words),
    ...Object.fromEntries(
      columns.map(([title, figures]) => [
        title,
        written((figures[name] ?? null) as Figure, kind, figures.currency, language),
      ]),
    ),
  }));
}
