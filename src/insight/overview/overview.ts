import { NO_CURRENCY, type Lens, type Read } from '../../lens/index.ts';
import { asOfParameter } from '../as-of.ts';
import { figures, nothing, type CurrencyRow, type Figures } from './rules.ts';

export interface Overview extends Figures {
  as_of: string;
  /** Only when a rate is missing: the same figures within each currency, and none for money above. */
  by_currency?: Figures[];
}

export interface Question {
  /** A day ('YYYY-MM-DD': the end of it in each shop's zone) or an instant (RFC 3339). */
  asOf: string;
  /** Shop ids; absent: all. */
  shops?: number[] | undefined;
}

async function rows(
  read: Read,
  { asOf, shops }: Question,
  into: string | null,
): Promise<CurrencyRow[]> {
  const { type, value } = asOfParameter(asOf);
  return read<CurrencyRow>(
    `FROM overview(CAST($1 AS ${type}), CAST($2 AS BIGINT[]), CAST($3 AS VARCHAR))`,
    [value, shops ?? null, into],
  );
}

async function shopCurrency(read: Read, shops: number[] | undefined): Promise<string | null> {
  const found = await read<{ currency: string }>(
    'SELECT DISTINCT currency FROM shop WHERE CAST($1 AS BIGINT[]) IS NULL OR list_contains(CAST($1 AS BIGINT[]), id) LIMIT 2',
    [shops ?? null],
  );
  return found.length === 1 ? found[0]!.currency : null;
}

/**
 * The rows in one currency where that can be had: everything converted to the reporting currency, or
 * everything already in one. Undefined: a rate is missing, figures must stay apart.
 */
async function oneCurrency(
  read: Read,
  question: Question,
  apart: CurrencyRow[],
  reporting: string | null,
): Promise<CurrencyRow | undefined> {
  const [only] = apart;
  if (only === undefined) return nothing(reporting ?? (await shopCurrency(read, question.shops)));
  if (reporting !== null && (apart.length > 1 || only.currency !== reporting)) {
    const [whole] = await rows(read, question, reporting);
    if (whole?.unrated === 0) return whole;
  }
  return apart.length === 1 ? only : undefined;
}

/** The figures of the customer base, each as DEFINITIONS.md says. */
export async function overview(lens: Lens, question: Question): Promise<Overview> {
  return lens.view(async (read) => {
    const apart = await rows(read, question, null);
    const whole = await oneCurrency(read, question, apart, lens.reportingCurrency);
    if (whole !== undefined) return { as_of: question.asOf, ...figures(whole) };
    const [counted] = await rows(read, question, NO_CURRENCY);
    return {
      as_of: question.asOf,
      ...figures(counted ?? nothing(null), false),
      by_currency: apart.map((row) => figures(row)),
    };
  });
}
