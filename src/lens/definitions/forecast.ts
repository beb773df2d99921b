import { historyText, type HistorySources } from './history.ts';
import type { Macro } from './macro.ts';

/** A transaction is all purchases of one customer on one day. value is NULL where a rate is missing. */
const transactions = (
  purchases: string,
): string => `SELECT person_id, purchased_day AS day, CASE WHEN count(gross) = count(*) THEN sum(gross) END AS value
      FROM ${purchases} WHERE person_id IS NOT NULL GROUP BY person_id, purchased_day`;

/** One row a customer. A TIMESTAMP is a UTC instant and may still be the day before in the shop's zone, so no age is negative. */
const histories = (
  from: string,
  as_of: string,
): string => `SELECT person_id, count(*) - 1 AS x, max(day) - min(day) AS recency_days,
        greatest(max(day), CAST(${as_of} AS DATE)) - min(day) AS age_days,
        CASE WHEN count(*) > 1 AND count(value) = count(*)
          THEN CAST(sum(value) - arg_min(value, day) AS DOUBLE) / (count(*) - 1) END AS zbar
      FROM ${from} GROUP BY person_id`;

/** What forecasts start from. Units here are days; the models count in weeks. */
export const FORECAST: Macro[] = [
  {
    name: 'transactions',
    parameters: 'as_of, shops, money_in',
    sql: transactions('lens.main.priced(as_of, shops, money_in)'),
  },
  {
    name: 'histories',
    parameters: 'as_of, shops, money_in',
    sql: histories('lens.main.transactions(as_of, shops, money_in)', 'as_of'),
  },
];

/** The same over purchases that are at hand. */
export const historiesOver = (purchases: string, as_of: string): string =>
  histories(`(${transactions(purchases)})`, as_of);

/** The macro `histories` of the profiles in `scope` alone: it begins with them, where the macro would look at everyone. */
export const historiesText = (sources: HistorySources): string =>
  historiesOver(`(${historyText({ ...sources, places: [] })})`, sources.as_of);
