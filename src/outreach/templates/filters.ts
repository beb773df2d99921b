import { filters as own, toValue, type FilterImplOptions } from 'liquidjs';
import { DAY_STYLES, Day, Money, printMoney, readDay, type DayStyle } from './values.ts';

/** What the filters know of the message being written. */
export interface Surroundings {
  language: string;
  currency: string;
  zone: string;
}

/** Those of Liquid that say something in a message and cost little. The rest is unknown, `raw` before all. */
const KEPT = [
  ...[
    'default',
    'upcase',
    'downcase',
    'capitalize',
    'strip',
    'lstrip',
    'rstrip',
    'append',
    'prepend',
  ],
  ...['replace', 'replace_first', 'remove', 'remove_first', 'truncate', 'truncatewords', 'squish'],
  ...['plus', 'minus', 'times', 'divided_by', 'modulo', 'round', 'ceil', 'floor', 'abs'],
  ...['at_least', 'at_most', 'size', 'split', 'join', 'first', 'last', 'url_encode'],
] as const;

const around = (context: { context: { globals: object } }): Surroundings =>
  context.context.globals as Surroundings;

const isStyle = (format: unknown): format is DayStyle =>
  (DAY_STYLES as readonly unknown[]).includes(format);

/** {{ params.price | money }}, in the shop's currency, or {{ 12.5 | money: 'EUR' }}. */
const money: FilterImplOptions = function money(value: unknown, currency?: unknown) {
  const { language, currency: usual } = around(this);
  if (value instanceof Money) return String(value);
  const known = toValue(value);
  if (known === null || known === undefined || known === '') return '';
  const major = Number(known);
  if (!Number.isFinite(major)) return '';
  const asked = typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency) ? currency : usual;
  return printMoney(major, asked.toUpperCase(), language);
};

/** {{ last_order.day | date: 'short' }}: long, short, weekday, month, or strftime's %Y %m %d %-d %B %A. */
const date: FilterImplOptions = function date(value: unknown, format?: unknown) {
  const { zone, language } = around(this);
  const day = value instanceof Day ? value : readDay(toValue(value), zone, language);
  if (day === null) return '';
  if (isStyle(format)) return day.print(format);
  return typeof format === 'string' ? day.strftime(format.slice(0, 100)) : String(day);
};

/** Texts are escaped where they are put into HTML, once; asking for it again must not do it twice. */
const escape: FilterImplOptions = (value: unknown) => value;

export const FILTERS: Record<string, FilterImplOptions> = {
  ...Object.fromEntries(
    KEPT.map((name) => [name, own[name as keyof typeof own] as FilterImplOptions]),
  ),
  money,
  date,
  escape,
};
