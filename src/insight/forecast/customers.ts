import type { Lens } from '../../lens/index.ts';
import { Statement } from '../statement.ts';
import type { Choice } from './fits.ts';
import { scored, type Worth } from './scored.ts';
import type { Scope } from './store.ts';

export interface ForecastRow {
  person_id: number;
  name: string | null;
  orders: number;
  days_since_last: number;
  p_alive: number | null;
  expected_orders_12m: number;
  expected_orders_12m_low: number;
  expected_orders_12m_high: number;
  expected_value_12m: number | null;
  expected_value_12m_low: number | null;
  expected_value_12m_high: number | null;
}

const SORTS = {
  value: 'coalesce(f.expected_value_12m, 0)::DOUBLE',
  orders: 'f.expected_orders_12m',
  p_alive: 'coalesce(f.p_alive, -1)',
};
export type ForecastSort = keyof typeof SORTS;

export interface Page {
  sort: ForecastSort;
  limit: number;
  /** Where the last page ended. */
  after?: { value: number; id: number } | undefined;
  worth?: Worth | undefined;
}

/** Customers by what is expected of them, the most promising first. */
export async function listForecasts(
  lens: Lens,
  scope: Scope,
  choice: Choice,
  { sort, limit, after, worth }: Page,
): Promise<(ForecastRow & { key: number })[]> {
  const statement = new Statement();
  const from = await scored(lens, scope, choice, statement, worth);
  const key = SORTS[sort];
  const beyond =
    after === undefined
      ? ''
      : `WHERE (${key}, -f.person_id) < (${statement.given(after.value, 'DOUBLE')}, ${statement.given(-after.id, 'BIGINT')})`;
  return lens.read(
    `SELECT f.person_id, coalesce(nullif(trim(p.name), ''), p.nick) AS name, f.x + 1 AS orders, f.age_days - f.recency_days AS days_since_last,
       f.p_alive, f.expected_orders_12m, f.expected_orders_12m_low, f.expected_orders_12m_high,
       f.expected_value_12m, f.expected_value_12m_low, f.expected_value_12m_high, ${key} AS key
     FROM (${from}) f LEFT JOIN lens.main.person_row p ON p.person_id = f.person_id
     ${beyond} ORDER BY key DESC, f.person_id LIMIT ${statement.given(limit, 'INTEGER')}`,
    statement.params,
  );
}
