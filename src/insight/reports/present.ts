import { toDecimal, type Language, type Text } from '../../kernel/index.ts';
import type { AnyReport, Saying, View } from './contract.ts';
import type { Cell, ReportListed, ReportView } from './schema.ts';

const COMMON: Record<string, Text> = {
  nothing_yet: ['There are no purchases to look at here yet.', '这里还没有可看的购买记录。'],
  future: [
    'This is as of {day}, a day to come: whoever buys until then is not known, so customers look quieter than they will be.',
    '这是截至 {day} 的情形，尚未到来：此前的新购买无从得知，因此客户会显得比届时更沉寂。',
  ],
};

const word = (text: Text, language: Language): string => text[language === 'zh' ? 1 : 0];

const worded = (cell: Cell | Text, language: Language): Cell =>
  cell !== null && typeof cell === 'object' ? word(cell, language) : cell;

const wordedAll = (cells: Record<string, Cell | Text>, language: Language): Record<string, Cell> =>
  Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, worded(cell, language)]));

/** A parameter as people write it. */
function written(
  value: string | number,
  as: string | undefined,
  language: Language,
  currency: string | null,
): string {
  if (typeof value === 'string') return value;
  const digits = (most: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: most }).format(value);
  if (as === 'share')
    return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(
      value,
    );
  if (as === 'money' && currency !== null)
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(
      Number(toDecimal(value, currency)),
    );
  return digits(as === 'number' ? 2 : 0);
}

/** English counts: `{customers|customer is|customers are}`. */
const NUMBERED = /\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g;

/** What a report says of an answer, and first of all if the day asked about is yet to come. */
export function sayingsOf(
  report: Pick<AnyReport, 'says'>,
  answer: object,
  { asOf, today }: { asOf: string; today: string },
): Saying[] {
  const day = asOf.slice(0, 10);
  const says = report.says(answer);
  return day > today ? [{ code: 'future', params: { day } }, ...says] : says;
}

/** The sentence of a saying; its texts are its report’s. */
export function said(
  report: Pick<AnyReport, 'sayings'>,
  { code, params }: Saying,
  language: Language,
  currency: string | null,
): { code: string; params: Saying['params']; text: string } {
  const template = report.sayings[code] ?? COMMON[code];
  if (template === undefined) throw new Error(`no words for ${code}`);
  const text = word(template, language)
    .replaceAll(NUMBERED, (_, name: string, one: string, many: string) =>
      params[name] === 1 ? one : many,
    )
    .replaceAll(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, as?: string) => {
      const value = params[name];
      return value === undefined ? whole : written(value, as, language, currency);
    });
  return { code, params, text };
}

/** The view in one language. */
export function viewed(report: AnyReport, answer: unknown, language: Language): ReportView {
  const { figures, charts, tables }: View = report.view(answer);
  const titled = <T extends { title: Text }>(one: T): Omit<T, 'title'> & { title: string } => ({
    ...one,
    title: word(one.title, language),
  });
  return {
    title: word(report.title, language),
    definition: word(report.definition, language),
    figures: figures.map((one) => ({ ...titled(one), value: worded(one.value, language) })),
    charts: charts.map(titled),
    tables: tables.map((table) => ({
      ...titled(table),
      columns: table.columns.map(titled),
      rows: table.rows.map((row) => ({ ...row, cells: wordedAll(row.cells, language) })),
    })),
  };
}

function usualOf({ options }: AnyReport, name: string): string {
  const usual = options?.parse({})[name];
  return typeof usual === 'string' ? usual : '';
}

/** What there is to ask a report for, in one language. */
export const listed = (report: AnyReport, language: Language): ReportListed => ({
  name: report.name,
  title: word(report.title, language),
  definition: word(report.definition, language),
  choices: Object.entries(report.choices ?? {}).map(([name, { title, of }]) => ({
    name,
    title: word(title, language),
    usual: usualOf(report, name),
    of: Object.entries(of).map(([value, text]) => ({ value, title: word(text, language) })),
  })),
  amounts: Object.entries(report.amounts ?? {}).map(([name, { title, kind }]) => ({
    ...{ name, title: word(title, language), kind },
  })),
});
