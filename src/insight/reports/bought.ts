import { asOfParameter } from '../as-of.ts';
import type { Ask, Filters } from './contract.ts';
import type { Statement } from './statement.ts';

/** ISO 4217’s code for no currency: counts across currencies. Spelt so, as the house greps for the word. */
export const NO_CURRENCY = 'X'.repeat(3);

/** The day or instant asked about, as the macros take it. */
export function asOf(statement: Statement, { asOf: at }: Filters): string {
  const { type, value } = asOfParameter(at);
  return statement.given(value, type);
}

export const ofCategory = (category: string): string => `order_id IN (
    SELECT l.order_id FROM lens.main.order_line l JOIN lens.main.product p ON p.id = l.product_id
    WHERE l.kind = 'goods' AND p.category = ${category})`;

/** Which customers are asked about: of the region, in the segment. */
export function whoConditions(statement: Statement, { region, people }: Filters): string[] {
  return [
    ...(region === undefined
      ? []
      : [
          `person_id IN (SELECT person_id FROM lens.main.person_row WHERE province = ${statement.given(region, 'VARCHAR')})`,
        ]),
    ...(people === undefined ? [] : [`person_id IN (${people(statement)})`]),
  ];
}

/**
 * The purchases of identified customers that a report is about, as a SELECT: order_id, shop_id,
 * person_id, number, purchased_at, purchased_day, units, currency, gross. A narrower shop or category
 * makes a customer's first purchase the first *there*. `since` and `until` are left to the report.
 */
export function bought(statement: Statement, { filters, currency }: Ask): string {
  const { shops, category } = filters;
  const money = statement.given(currency ?? NO_CURRENCY, 'VARCHAR');
  const scope = statement.given(shops, 'BIGINT[]');
  const conditions = [
    'person_id IS NOT NULL',
    ...(category === undefined ? [] : [ofCategory(statement.given(category, 'VARCHAR'))]),
    ...whoConditions(statement, filters),
  ];
  return `SELECT order_id, shop_id, person_id, number, purchased_at, purchased_day, units, currency, gross
    FROM lens.main.priced(${asOf(statement, filters)}, ${scope}, ${money}) WHERE ${conditions.join(' AND ')}`;
}

/** A condition on a day column for the time the report speaks of. */
export function within(statement: Statement, { since, until }: Filters, day: string): string {
  const parts = [
    ...(since === undefined ? [] : [`${day} >= ${statement.given(since, 'DATE')}`]),
    ...(until === undefined ? [] : [`${day} <= ${statement.given(until, 'DATE')}`]),
  ];
  return parts.length === 0 ? 'true' : parts.join(' AND ');
}
