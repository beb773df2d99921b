import { useTranslation } from 'react-i18next';
import type { Kind } from '../../../insight/reports/schema.ts';
import { useFormats, type Formats } from '../../ui/index.ts';

export type Value = string | number | null | undefined;

const DASH = '–';

const NUMBERS: Record<Kind, (format: Formats, value: number, currency: string | null) => string> = {
  text: (format, value) => format.count(value, 2),
  count: (format, value) => format.count(value),
  money: (format, value, currency) => (currency === null ? DASH : format.money(value, currency)),
  share: (format, value) => format.share(value),
  days: (format, value) => format.count(value, 1),
  number: (format, value) => format.count(value, 2),
  month: (format, value) => format.count(value),
  day: (format, value) => format.count(value),
};

function text(format: Formats, value: string, kind: Kind): string {
  if (kind === 'month' && /^\d{4}-\d{2}/.test(value)) return format.month(value);
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}/.test(value)) return format.day(value);
  return value;
}

/** How a value of a kind is written in the reader's language; what is not known is a dash. */
export function useWrite(currency: string | null) {
  const format = useFormats();
  const { t } = useTranslation('insight');
  const write = (value: Value, kind: Kind): string => {
    if (value == null || value === '') return DASH;
    return typeof value === 'string'
      ? text(format, value, kind)
      : NUMBERS[kind](format, value, currency);
  };
  /** Where many stand close: shares and money without their last digits. */
  const writeTight = (value: Value, kind: Kind): string => {
    if (typeof value !== 'number') return write(value, kind);
    if (kind === 'share') return format.share(value, 0);
    return kind === 'money' && currency !== null
      ? format.money(value, currency, { tight: true })
      : write(value, kind);
  };
  /** Alone, without a column's title: with its unit, and without pennies. */
  const writeFigure = (value: Value, kind: Kind): string => {
    if (typeof value !== 'number') return write(value, kind);
    if (kind === 'days') return t('days', { count: value, shown: format.count(value, 1) });
    return kind === 'money' ? writeTight(value, kind) : write(value, kind);
  };
  return { write, writeTight, writeFigure };
}

/** Kinds whose places lie on a line of time. */
export const isTime = (kind: Kind | undefined): boolean => kind === 'month' || kind === 'day';
