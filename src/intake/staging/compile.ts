import { minorDigits } from '../../kernel/index.ts';
import { ATTRIBUTE, type Field, type FieldType, isField, typeOf } from '../fields.ts';
import type { Plan } from '../schema.ts';
import type { From, Source } from '../source.ts';
import { literal } from '../sql.ts';
import type { InUtc } from './zones.ts';

export interface Shop {
  id: number;
  platform: string;
  currency: string;
  timeZone: string;
}

/** How the cells of this file are read. */
export interface Reading {
  timeZone: string;
  utc: InUtc;
  currency: string;
  /** Fields some of whose cells need more than the plain reading: see slow.ts. */
  slow?: ReadonlySet<Field>;
  decimalComma: boolean;
}

/** A file's columns as canonical fields: SQL over the table `raw`. */
export interface Compiled {
  /** `SELECT line, problem, bad, <field …>` with typed values. */
  select: string;
  has(field: Field): boolean;
  /** The field's column of `typed`, or NULL of its type where the file has none. */
  col(field: Field): string;
  /** The file's own names of the columns a field is read from. */
  columnOf(field: Field): string;
  attributes: string[];
}

const SQL_TYPES: Record<FieldType, string> = {
  text: 'VARCHAR',
  id: 'VARCHAR',
  money: 'BIGINT',
  price: 'DECIMAL(18, 6)',
  quantity: 'DECIMAL(18, 4)',
  number: 'DECIMAL(18, 6)',
  integer: 'BIGINT',
  time: 'TIMESTAMP',
  day: 'DATE',
  status: 'VARCHAR',
  yes: 'BOOLEAN',
  consent: 'VARCHAR',
  email: 'VARCHAR',
  phone: 'VARCHAR',
  currency: 'VARCHAR',
  gender: 'VARCHAR',
  birthday: 'VARCHAR',
  country: 'VARCHAR',
};

/** What a cell that cannot be read is refused for. Types that are not here keep what they can and forget the rest. */
const REASONS: Partial<Record<FieldType, string>> = {
  money: 'bad_amount',
  price: 'bad_amount',
  quantity: 'bad_quantity',
  number: 'bad_number',
  integer: 'bad_number',
  time: 'bad_date',
  day: 'bad_date',
  status: 'bad_status',
  currency: 'bad_currency',
  consent: 'bad_choice',
};

// {6} is a count in a pattern, not a column.
const HOLE = /\{(?!\d+(?:,\d*)?\})([^{}]+)\}/g;

const NUMERIC = new Set<FieldType>(['money', 'price', 'quantity', 'number', 'integer']);

/** `text` is the field's cell; for numbers and times `plain` is what it says, a time in the shop's zone. */
function converted(
  type: FieldType,
  text: string,
  plain: string,
  reading: Reading,
  factor: string,
): string {
  switch (type) {
    case 'money':
      return `CAST(${plain} * ${factor} AS BIGINT)`;
    case 'price':
    case 'number':
      return plain;
    case 'quantity':
      return `CAST(${plain} AS DECIMAL(18, 4))`;
    case 'integer':
      return `CAST(${plain} AS BIGINT)`;
    case 'time':
      return reading.utc(plain);
    case 'day':
      return 'NULL::DATE';
    case 'status':
      return `as_status(${text})`;
    case 'yes':
      return `as_yes(${text})`;
    case 'consent':
      return `as_consent(${text})`;
    case 'currency':
      return `CASE WHEN regexp_matches(${text}, '^[A-Za-z]{3}$') THEN upper(${text}) END`;
    case 'gender':
      return `as_gender(${text})`;
    case 'id':
      return `clean_id(${text})`;
    case 'text':
    case 'email':
    case 'phone':
    case 'birthday':
    case 'country':
      return text;
  }
}

/** Read as they stand, and cleaned only where that fails: cleaning every number took a third of the time. */
const CLEANED_LATER = new Set<FieldType>([...NUMERIC, 'time', 'day']);

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Fields in the file, each with its SQL over cleaned cells and the columns it reads. */
function fieldSql(source: Source, plan: Plan, headers: readonly string[]) {
  const cell = (header: string): string => {
    const at = headers.indexOf(header);
    if (at === -1) return 'NULL';
    return source.dashIsEmpty ? `nullif(clean(c${at}), '-')` : `clean(c${at})`;
  };
  const bare = (field: string, header: string): string =>
    isField(field) && CLEANED_LATER.has(typeOf(field)) && !source.dashIsEmpty
      ? `c${headers.indexOf(header)}`
      : cell(header);
  const fields = new Map<string, { sql: string; columns: string[] }>();
  for (const [field, from] of Object.entries(source.fields) as [Field, From][]) {
    const found = fromSource(from, headers, cell, (header) => bare(field, header));
    if (found) fields.set(field, found);
  }
  for (const [field, from] of Object.entries(plan.mapping)) {
    if (!isField(field) && !field.startsWith(ATTRIBUTE)) continue;
    if ('value' in from) fields.set(field, { sql: literal(from.value), columns: [] });
    else if (headers.includes(from.column))
      fields.set(field, { sql: bare(field, from.column), columns: [from.column] });
  }
  return fields;
}

function fromSource(
  from: From,
  headers: readonly string[],
  cell: (header: string) => string,
  bare: (header: string) => string,
) {
  if (typeof from !== 'string') {
    const column = from.find((name) => headers.includes(name));
    return column === undefined ? undefined : { sql: bare(column), columns: [column] };
  }
  const holes = [...from.matchAll(HOLE)].map((match) => match[1] ?? '');
  const columns = holes.filter((name) => headers.includes(name));
  if (holes.length && !columns.length) return undefined;
  return {
    sql: from.replace(HOLE, (_, name: string) => cell(name)),
    columns: [...new Set(columns)],
  };
}

/** Which of the minor units an amount of this row has: fixed by the file's currency, or per row. */
function factorSql(currency: string | undefined, fallback: string): string {
  const fixed = 10 ** minorDigits(fallback);
  if (!currency) return String(fixed);
  return `minor_factor(upper(coalesce(${currency}, ${literal(fallback)})))`;
}

/** The number a cell plainly is, else what slow.ts made of it. */
function plainNumber(field: Field, reading: Reading): string {
  const plain = plainNumberOf(`${field}_text`, reading.decimalComma);
  return reading.slow?.has(field) ? `coalesce(${plain}, s_${field}.value)` : plain;
}

/** The time a cell plainly says, in the shop's zone. */
const localTime = (field: Field): string =>
  `CASE WHEN is_iso(${field}_text) THEN TRY_CAST(${field}_text AS TIMESTAMP) END`;

/** 1.234 is no plain number where the comma is the decimal sign. */
export const plainNumberOf = (text: string, decimalComma: boolean): string =>
  decimalComma
    ? `CASE WHEN NOT contains(${text}, '.') THEN TRY_CAST(${text} AS DECIMAL(18, 6)) END`
    : `TRY_CAST(${text} AS DECIMAL(18, 6))`;

/** Which columns each field is read from, by the source or by the plan. */
export function mappingOf(
  source: Source,
  plan: Plan,
  headers: readonly string[],
): Record<string, { column: string }> {
  const found = [...fieldSql(source, plan, headers)].filter(([, { columns }]) => columns.length);
  return Object.fromEntries(
    found.map(([field, { columns }]) => [field, { column: columns.join(' / ') }]),
  );
}

/** The cells of the file's fields, before they are read: what slow.ts looks at. */
export function cellsToRead(
  source: Source,
  plan: Plan,
  headers: readonly string[],
): [Field, string][] {
  return [...fieldSql(source, plan, headers)].flatMap(([name, { sql }]): [Field, string][] =>
    isField(name) ? [[name, sql]] : [],
  );
}

export const isNumeric = (field: Field): boolean => NUMERIC.has(typeOf(field));

export function compile(
  source: Source,
  plan: Plan,
  headers: readonly string[],
  reading: Reading,
): Compiled {
  const fields = fieldSql(source, plan, headers);
  const factor = factorSql(fields.has('currency') ? 'currency_text' : undefined, reading.currency);
  const known = [...fields].filter((entry): entry is [Field, { sql: string; columns: string[] }] =>
    isField(entry[0]),
  );
  const attributes = [...fields.keys()].filter((name) => name.startsWith(ATTRIBUTE));
  const texts = [...fields].map(([name, { sql }]) => `${sql} AS ${identifier(`${name}_text`)}`);
  const statuses = statusSql(plan);
  const slow = [...(reading.slow ?? [])];
  const joins = slow.map(
    (field) =>
      `LEFT JOIN slow_${isNumeric(field) ? 'numbers' : 'times'} s_${field} ON s_${field}.field = '${field}' AND s_${field}.text = ${field}_text`,
  );
  const numbers = known
    .filter(([field]) => isNumeric(field))
    .map(([field]) => `${plainNumber(field, reading)} AS ${field}_number`);
  const found = known
    .filter(([field]) => typeOf(field) === 'time' || slow.includes(field))
    .filter(([field]) => !isNumeric(field))
    .map(
      ([field]) =>
        `${reading.slow?.has(field) ? `s_${field}.value` : localTime(field)} AS ${field}_time`,
    );
  const typed = known.map(([field]) => {
    const late = `CASE WHEN is_iso(${field}_text) THEN iso_time(${field}_text, ${literal(reading.timeZone)}) ELSE ${field}_time END`;
    const time = typeOf(field) === 'day' ? `${field}_time::DATE` : late;
    const isLate = reading.slow?.has(field) && !isNumeric(field);
    const plain = isNumeric(field) ? `${field}_number` : `${field}_time`;
    const sql = isLate ? time : converted(typeOf(field), `${field}_text`, plain, reading, factor);
    return `${field === 'status' && statuses ? `coalesce(${statuses}, ${sql})` : sql} AS ${field}`;
  });
  const kept = attributes.map((name) => `${identifier(`${name}_text`)} AS ${identifier(name)}`);
  const helpers = [
    ...known.map(([field]) => `${field}_text`),
    ...[...numbers, ...found].map((sql) => sql.split(' AS ').at(-1) ?? ''),
  ];
  const spare = attributes.map((name) => identifier(`${name}_text`));
  const select = `SELECT * EXCLUDE (${helpers.join(', ')}), ${badSql(known)} AS bad FROM (
      SELECT *${spare.length ? ` EXCLUDE (${spare.join(', ')})` : ''}, ${[...typed, ...kept].join(', ')} FROM (
        SELECT texts.*${[...numbers, ...found].map((sql) => `, ${sql}`).join('')} FROM (SELECT line, problem, ${texts.join(', ')} FROM raw) texts ${joins.join(' ')}))`;
  return {
    select,
    has: (field) => fields.has(field),
    col: (field) => (fields.has(field) ? field : `NULL::${SQL_TYPES[typeOf(field)]}`),
    columnOf: (field) => fields.get(field)?.columns.join(' / ') ?? field,
    attributes: attributes.map((name) => name.slice(ATTRIBUTE.length)),
  };
}

function statusSql(plan: Plan): string | undefined {
  const told = Object.entries(plan.options.statuses ?? {});
  if (!told.length) return undefined;
  return `CASE status_text ${told.map(([word, status]) => `WHEN ${literal(word)} THEN ${literal(status)}`).join(' ')} END`;
}

/** Why a row cannot be taken, as {reason, …params}; NULL when it can. The first reason counts. */
function badSql(known: [Field, { columns: string[] }][]): string {
  const checks = known.flatMap(([field, { columns }]) => {
    const reason = REASONS[typeOf(field)];
    if (!reason) return [];
    const column = literal(columns.join(' / ') || field);
    return [
      `WHEN ${field} IS NULL AND clean(${field}_text) IS NOT NULL THEN json_object('reason', '${reason}', 'column', ${column}, 'value', left(${field}_text, 80))::VARCHAR`,
    ];
  });
  const read = `WHEN problem IS NOT NULL THEN CASE WHEN starts_with(problem, 'column_count')
      THEN json_object('reason', 'column_count', 'found', split_part(problem, ':', 2)::INT, 'expected', split_part(problem, ':', 3)::INT)::VARCHAR
      ELSE json_object('reason', problem)::VARCHAR END`;
  return `CASE ${read} ${checks.join(' ')} END`;
}
