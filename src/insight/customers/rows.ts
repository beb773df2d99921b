import type { Statement } from '../statement.ts';
import { onDays, soldIn, type Sold } from '../sold.ts';

/**
 * One row a person, as `person_row` tells it of all shops and all time; money is said in the currency
 * of the latest purchase where there are several.
 */
const bought = (sold: Sold, statement: Statement): string => `
  SELECT person_id, CAST(sum(n) AS BIGINT) AS orders, CAST(arg_max(gross, latest) AS BIGINT) AS spend, arg_max(currency, latest) AS currency,
    min(first_at) AS first_order, max(last_at) AS last_order, min(first_day) AS first_order_day, max(last_day) AS last_order_day
  FROM (SELECT person_id, currency, count(*) AS n, sum(gross) AS gross, min(purchased_at) AS first_at, max(purchased_at) AS last_at,
      min(purchased_day) AS first_day, max(purchased_day) AS last_day, row(max(purchased_at), currency) AS latest
    FROM ${soldIn('priced', sold, statement)} WHERE ${['person_id IS NOT NULL', ...onDays(sold, statement)].join(' AND ')}
    GROUP BY person_id, currency)
  GROUP BY person_id`;

/**
 * What the customer list reads. The kept rows serve the usual question, all shops and all time; where
 * shops, days or an `as_of` are asked for, each figure is counted anew from these purchases alone, so
 * that nobody limited to some shops reads off what the others sold, and a report's figure has its rows.
 */
export function rowsOf(sold: Sold, statement: Statement): string {
  if (Object.values(sold).every((value) => value === undefined)) return 'person_row';
  const shops =
    sold.shops === undefined
      ? 'p.shops'
      : `list_sort(list_intersect(p.shops, ${statement.given(sold.shops, 'BIGINT[]')})) AS shops`;
  return `(SELECT p.person_id, p.name_key, p.words, p.erased, p.profiles, p.tags, ${shops},
      coalesce(b.orders, 0) AS orders, coalesce(b.spend, 0) AS spend, b.currency,
      b.first_order, b.last_order, b.first_order_day, b.last_order_day
    FROM person_row p LEFT JOIN (${bought(sold, statement)}) b ON b.person_id = p.person_id)`;
}
