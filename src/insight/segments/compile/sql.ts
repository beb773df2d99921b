import { attributeSql } from './attribute-sql.ts';
import { factsSql } from './facts-sql.ts';
import type { Params } from './params.ts';
import type { AnyTest, FieldTest, Operand, Query } from './query.ts';

const isDay = ({ field }: FieldTest): boolean => field.type === 'day';

function bound(test: FieldTest, params: Params, operand: Operand): string {
  const place = params.bind(operand);
  if (isDay(test)) return `CAST(${place} AS DATE)`;
  return test.field.type === 'text' ? `lower(${place})` : place;
}

function between(test: FieldTest, sql: string, params: Params): string {
  const [low, high] = test.operands.map((one) => bound(test, params, one));
  // From December to January: outside of what lies between the two.
  const overTheYear = test.field.type === 'yearly' && test.operands[0]! > test.operands[1]!;
  return overTheYear
    ? `(${sql} >= ${low} OR ${sql} <= ${high})`
    : `${sql} BETWEEN ${low} AND ${high}`;
}

function holds({ field, operands }: FieldTest, params: Params): string {
  const [wanted] = operands;
  if (field.member !== undefined)
    return `list_has_any(${field.sql}, ${params.fill(field.member, wanted!)})`;
  if (field.type === 'list') return params.fill(`lower(${field.sql}) = lower(?)`, wanted!);
  return params.fill(`contains(lower(${field.sql}), lower(?))`, wanted!);
}

function fieldSql(test: FieldTest, params: Params): string {
  const { field, operator, operands } = test;
  if (operator === 'IS NULL')
    return field.member === undefined
      ? `${field.sql} IS NULL`
      : `coalesce(len(${field.sql}), 0) = 0`;
  if (operator === 'CONTAINS') return holds(test, params);
  const sql = field.type === 'text' ? `lower(${field.sql})` : field.sql;
  if (operator === 'BETWEEN') return between(test, sql, params);
  const places = operands.map((one) => bound(test, params, one));
  return operator === 'IN' ? `${sql} IN (${places.join(', ')})` : `${sql} ${operator} ${places[0]}`;
}

/**
 * Of a few millions of rows only those that the condition is about: a semi-join, so that who asks nothing of
 * forecasts pays nothing for them.
 */
function besideSql(test: FieldTest, params: Params): string {
  const absent = test.operator === 'IS NULL';
  const holding = absent ? `${test.field.sql} IS NOT NULL` : fieldSql(test, params);
  return `t.person_id ${absent ? 'NOT ' : ''}IN (SELECT f.person_id FROM ${params.forecasts} f WHERE ${holding})`;
}

/** The opposite of a comparison with something absent is true. */
const decided = (sql: string, { negated }: AnyTest): string =>
  negated ? `(${sql}) IS NOT TRUE` : sql;

function testSql(test: AnyTest, params: Params): string {
  if (test.kind === 'facts') return factsSql(test, params);
  if (test.kind === 'attribute') return decided(attributeSql(test, params), test);
  const field = test.field.beside ? besideSql(test, params) : fieldSql(test, params);
  return decided(field, test);
}
/** Whether anything is asked of forecasts. */
export const asksForecasts = (query: Query): boolean =>
  'of' in query
    ? query.of.some(asksForecasts)
    : query.kind === 'field' && query.field.beside === true;

/** The question as one predicate over a row `t` of the traits. NULL counts as false. */
export function predicate(query: Query, params: Params): string {
  if (!('of' in query)) return testSql(query, params);
  const parts = query.of.map((one) => predicate(one, params));
  return `(${parts.join(query.kind === 'all' ? ' AND ' : ' OR ')})`;
}
