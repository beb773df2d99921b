import pg from 'pg';

/**
 * How database values become JavaScript values; the only place that decides it.
 *
 * | database      | JavaScript                                   |
 * | int8          | number; beyond 2^53 it throws, never rounds   |
 * | numeric       | string, exact (`sum(int8)` is numeric: cast)  |
 * | date          | 'YYYY-MM-DD', as a day has no time zone       |
 * | timestamptz   | Date                                          |
 * | timestamp     | string, as it names no instant                |
 * | xid8, interval| string                                        |
 */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`int8 value ${text} is too large for a JavaScript number`);
  return value;
}

const text = (value: string): string => value;
/** text[]: the driver's own, which @types/pg does not list. */
const TEXT_ARRAY = 1009 as number as Parameters<typeof pg.types.getTypeParser>[0];
const textArray = pg.types.getTypeParser(TEXT_ARRAY) as (value: string) => (string | null)[];
const integers = (value: string): (number | null)[] =>
  textArray(value).map((item) => (item === null ? null : safeInteger(item)));

const OURS = new Map<number, (value: string) => unknown>([
  [20, safeInteger],
  [1016, integers],
  [1700, text],
  [1231, textArray],
  [1082, text],
  [1182, textArray],
  [1114, text],
  [1115, textArray],
  [1186, text],
  [1187, textArray],
]);

export const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && OURS.get(oid)) ||
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};
