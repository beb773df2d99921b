import {
  DuckDBTimestampValue,
  DuckDBTypeId,
  JSDuckDBValueConverter,
  LIST,
  BIGINT,
  DOUBLE,
  VARCHAR,
  listValue,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBValueConverter,
} from '@duckdb/node-api';

export type DuckParam =
  | string
  | number
  | boolean
  | bigint
  | Date
  | null
  | readonly string[]
  | readonly number[];

function listOf(items: readonly (string | number)[]): { value: DuckDBValue; type: DuckDBType } {
  const numbers = items.length > 0 && items.every((item) => typeof item === 'number');
  const whole = numbers && items.every((item) => Number.isSafeInteger(item));
  const values = whole ? items.map((item) => BigInt(item)) : items;
  // An empty list has no type of its own; VARCHAR[] casts to any other.
  return { value: listValue(values), type: LIST(whole ? BIGINT : numbers ? DOUBLE : VARCHAR) };
}

/** A JavaScript value as DuckDB binds it; whole numbers are BIGINT whatever their size, a Date is a UTC TIMESTAMP. */
function bindable(param: DuckParam): { value: DuckDBValue; type?: DuckDBType } {
  if (param instanceof Date)
    return { value: new DuckDBTimestampValue(BigInt(param.getTime()) * 1000n) };
  if (Array.isArray(param)) return listOf(param as readonly (string | number)[]);
  if (Number.isSafeInteger(param)) return { value: BigInt(param as number), type: BIGINT };
  return { value: param as string | number | boolean | bigint | null };
}

export function bindings(params: readonly DuckParam[]): [DuckDBValue[], DuckDBType[]] {
  const bound = params.map(bindable);
  // A hole in the list of types lets the binding go by the value.
  return [bound.map(({ value }) => value), bound.map(({ type }) => type as DuckDBType)];
}

function safeInteger(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`integer ${String(value)} is too large for a JavaScript number`);
  return number;
}

/** 64-bit integers and the sums over them are numbers, as in the ledger's parsers; beyond 2^53 it throws. */
const INTEGERS = new Set<number>([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
]);

/** As the ledger's driver gives them: a date is 'YYYY-MM-DD', a TIMESTAMP (UTC) a Date. */
export const toJs: DuckDBValueConverter<unknown> = (value, type, converter) => {
  if (value === null || value === undefined) return null;
  if (INTEGERS.has(type.typeId)) return safeInteger(value);
  if (type.typeId === DuckDBTypeId.DATE) return String(value);
  return JSDuckDBValueConverter(value, type, converter as typeof JSDuckDBValueConverter);
};
