/** How numbers, days and money are written, in the reader's language. */
import { useTranslation } from 'react-i18next';
import { formatMoney, minorDigits } from '../../kernel/money.ts';

export type Language = 'zh' | 'en';

/** `tight` leaves the minor units out, for sums in which pennies are noise. */
export interface MoneyStyle {
  tight?: boolean;
}

const localeOf = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-GB');

function money(language: Language, minor: number, currency: string, style?: MoneyStyle): string {
  if (!style?.tight) return formatMoney(minor, currency, language);
  const format = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  return new Intl.NumberFormat(localeOf(language), { ...format, maximumFractionDigits: 0 }).format(
    minor / 10 ** minorDigits(currency),
  );
}

const share = (language: Language, value: number, digits = 1): string =>
  new Intl.NumberFormat(localeOf(language), {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

const count = (language: Language, value: number, digits = 0): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);

/** A calendar day (`2026-03-01`): no zone may move it. */
const day = (language: Language, value: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${value.slice(0, 10)}T00:00:00Z`),
  );

/** `2026-03` as Mar 2026, 2026年3月. */
const month = (language: Language, value: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    ...{ year: 'numeric', month: language === 'zh' ? 'long' : 'short', timeZone: 'UTC' },
  }).format(new Date(`${value.slice(0, 7)}-01T00:00:00Z`));

/** An instant, in the given zone or the reader's own. */
const time = (language: Language, value: string, timeZone?: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone },
  }).format(new Date(value));

function size(language: Language, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(localeOf(language), {
    ...{ style: 'unit', unit: units[step] ?? 'byte', maximumFractionDigits: step > 1 ? 1 : 0 },
  }).format(bytes / 1000 ** step);
}

/** All of them, bound to a language. */
export const formatsFor = (language: Language) => ({
  language,
  money: (minor: number, currency: string, style?: MoneyStyle) =>
    money(language, minor, currency, style),
  share: (value: number, digits?: number) => share(language, value, digits),
  count: (value: number, digits?: number) => count(language, value, digits),
  day: (value: string) => day(language, value),
  month: (value: string) => month(language, value),
  time: (value: string, timeZone?: string) => time(language, value, timeZone),
  size: (bytes: number) => size(language, bytes),
});

export type Formats = ReturnType<typeof formatsFor>;

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsFor(i18n.language === 'zh' ? 'zh' : 'en');
}
