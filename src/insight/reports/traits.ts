import { Temporal } from 'temporal-polyfill';
import { NO_CURRENCY } from '../../lens/index.ts';
import { asOf, whoConditions } from './bought.ts';
import type { Ask, Filters } from './contract.ts';
import type { Statement } from './statement.ts';

interface Wanted {
  columns: string;
  /** As of another day than the one asked about. */
  day?: string;
}

/** The same day of the month before, or its last one. */
export const aMonthBefore = ({ asOf: at }: Filters): string =>
  Temporal.PlainDate.from(at.slice(0, 10)).subtract({ months: 1 }).toString();

/** As kept for today, else by that macro. */
function from(statement: Statement, ask: Ask, macro: string, { columns, day }: Wanted, more = '') {
  const { filters, currency, kept } = ask;
  const conditions = ['number_of_orders > 0', ...whoConditions(statement, filters)].join(' AND ');
  if (kept.has('trait') && day === undefined)
    return `SELECT ${columns} FROM lens.main.trait WHERE ${conditions}`;
  if (kept.has('stage_before') && day === aMonthBefore(filters))
    return `SELECT ${columns} FROM lens.main.stage_before WHERE ${conditions}`;
  const shops = statement.given(filters.shops, 'BIGINT[]');
  const money = statement.given(currency ?? NO_CURRENCY, 'VARCHAR');
  const at = asOf(statement, day === undefined ? filters : { ...filters, asOf: day });
  return `SELECT ${columns} FROM lens.main.${macro}(${at}, ${shops}, ${money}${more}) WHERE ${conditions}`;
}

/** The traits of the customers asked about, as a SELECT. */
export const traitsOf = (statement: Statement, ask: Ask, columns: string): string =>
  from(statement, ask, 'traits', { columns }, ', NULL');

/** Their stages alone (person_id, lifecycle_stage, amount_spent): several times as quick. */
export const stagesOf = (statement: Statement, ask: Ask, wanted: Wanted): string =>
  from(statement, ask, 'stages', wanted);
