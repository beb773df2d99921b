import { historyText, NO_CURRENCY, type Place } from '../../lens/index.ts';
import { asOfParameter } from '../as-of.ts';
import type { Ask, Filters } from './contract.ts';
import type { Statement } from './statement.ts';

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
 * `bought`: the purchases of identified customers that a report is about: order_id, shop_id, person_id,
 * number, purchased_at, purchased_day, units, goods, off (discounts of the order), own_gross (in its own
 * currency), currency, gross, and what is asked of its place in the customer's history. A narrower shop or
 * category makes a customer's first purchase the first *there*. `since` and `until` are left to the report.
 */
export function bought(
  statement: Statement,
  ask: Ask,
  places: Place[] = [],
  name = 'bought',
): string {
  const { filters, currency } = ask;
  const who = whoConditions(statement, filters);
  if (ask.kept.has('sale') && filters.category === undefined)
    return `${name} AS NOT MATERIALIZED (FROM lens.main.sale${who.length === 0 ? '' : ` WHERE ${who.join(' AND ')}`})`;
  const { shops, category } = filters;
  const history = historyText({
    as_of: asOf(statement, filters),
    shops: statement.given(shops, 'BIGINT[]'),
    money_in: statement.given(currency ?? NO_CURRENCY, 'VARCHAR'),
    only: [
      ...(category === undefined ? [] : [ofCategory(statement.given(category, 'VARCHAR'))]),
      ...who,
    ],
    places,
  });
  return `${name} AS MATERIALIZED (${history})`;
}

/** `firsts`: each customer's first purchase, when it and the second were. Over `name`, a `bought` with these places. */
export const firsts = (statement: Statement, ask: Ask, name = 'ever'): string =>
  `${bought(statement, ask, ['nth', 'next_at'], name)},
    firsts AS MATERIALIZED (
      SELECT person_id, order_id, purchased_at AS first_at, next_at AS second_at FROM ${name} WHERE nth = 1)`;

/** `bought`, narrowed to the asked time where the report is about nothing else. */
export const boughtThen = (statement: Statement, ask: Ask): string =>
  `${bought(statement, ask, [], 'ever')},
  bought AS (FROM ever WHERE ${within(statement, ask.filters, 'purchased_day')})`;

/** A condition on a day column for the time the report speaks of. */
export function within(statement: Statement, { since, until }: Filters, day: string): string {
  const parts = [
    ...(since === undefined ? [] : [`${day} >= ${statement.given(since, 'DATE')}`]),
    ...(until === undefined ? [] : [`${day} <= ${statement.given(until, 'DATE')}`]),
  ];
  return parts.length === 0 ? 'true' : parts.join(' AND ');
}
