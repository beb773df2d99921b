import { asOf, NO_CURRENCY, whoConditions } from './bought.ts';
import type { Ask } from './contract.ts';
import type { Statement } from './statement.ts';

/** The traits of the customers asked about, as a SELECT; as of another day where one is given. */
export function traitsOf(statement: Statement, ask: Ask, columns: string, day?: string): string {
  const { filters, currency } = ask;
  const shops = statement.given(filters.shops, 'BIGINT[]');
  const money = statement.given(currency ?? NO_CURRENCY, 'VARCHAR');
  const at = asOf(statement, day === undefined ? filters : { ...filters, asOf: day });
  const conditions = ['number_of_orders > 0', ...whoConditions(statement, filters)];
  return `SELECT ${columns} FROM lens.main.traits(${at}, ${shops}, ${money}, NULL) WHERE ${conditions.join(' AND ')}`;
}
