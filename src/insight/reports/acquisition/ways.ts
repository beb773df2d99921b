import { average, ratio } from '../../overview/index.ts';
import type { Ask } from '../contract.ts';
import { whoConditions, within } from '../bought.ts';
import { readsPaid } from '../paid.ts';
import { Statement } from '../statement.ts';
import { came, earned, hunters, WAYS } from './came.ts';
import type { Entry } from './schema.ts';

const ENOUGH = 30;
const WEEKS = 52;

export interface Way {
  kind: 'source' | 'promotion';
  key: string | null;
  customers: number;
  first_value: number | null;
  known_value: number | null;
  margin: number | null;
  base_90: number;
  back_90: number;
  base_180: number;
  value_180: number | null;
  returned: number;
  hunters: number;
  /** Later value of the mean customer by whole weeks since the first purchase, of those old enough. */
  weeks: { week: number; value: number }[] | null;
}

const WEEK = 604_800_000_000;

/** `half_year`: what each customer brought after the first purchase, within 180 days of it; `weekly`: by way and week. */
const LATER = `
  later AS MATERIALIZED (
    SELECT e.person_id, date_diff('microsecond', e.first_at, b.purchased_at) // ${WEEK} AS week, sum(b.gross) AS value,
      sum(b.gross) FILTER (b.purchased_at <= e.first_at + INTERVAL 4320 HOUR) AS value_180
    FROM entry e JOIN bought b ON b.person_id = e.person_id AND b.order_id <> e.order_id GROUP BY ALL),
  half_year AS (SELECT person_id, sum(value_180) AS value FROM later GROUP BY person_id),
  weekly AS (
    SELECT w.kind, w.key, l.week, sum(l.value) AS value FROM way w JOIN later l ON l.person_id = w.person_id
    WHERE l.week < date_diff('microsecond', w.first_at, w.until) // ${WEEK} GROUP BY ALL)`;

/** The same where each purchase knows its customer's first. */
const laterKept = (statement: Statement, { filters }: Ask): string => {
  const who = whoConditions(statement, filters);
  return `
  half_year AS (SELECT person_id, later_180 AS value FROM entry WHERE later_180 IS NOT NULL),
  later AS MATERIALIZED (
    SELECT nullif(trim(first_source), '') AS source, nullif(trim(first_promotion_code), '') AS promotion, week, sum(gross) AS value
    FROM (SELECT *, date_diff('microsecond', first_at, purchased_at) // ${WEEK} AS week, date_diff('microsecond', first_at, first_until) // ${WEEK} AS weeks
      FROM lens.main.paid WHERE ${['is_purchase', 'nth > 1', within(statement, filters, 'first_day'), ...who].join(' AND ')})
    WHERE week < weeks GROUP BY first_source, first_promotion_code, week),
  weekly AS (
    SELECT 'source' AS kind, source AS key, week, sum(value) AS value FROM later GROUP BY ALL
    UNION ALL SELECT 'promotion' AS kind, promotion AS key, week, sum(value) AS value FROM later WHERE promotion IS NOT NULL GROUP BY ALL)`;
};

/** Everything by source and by promotion. The curve takes each week from those who have lived it. */
const QUERY = (
  statement: Statement,
  ask: Ask,
): string => `WITH ${came(statement, ask)}, ${WAYS}, ${hunters(ask)},
  ${earned(ask)},${readsPaid(ask) ? laterKept(statement, ask) : LATER},
  head AS (
    SELECT w.kind, w.key, count(*) AS customers, sum(w.gross) AS first_value, sum(p.value) AS known_value, sum(p.profit) AS margin,
      count(*) FILTER (in_90) AS base_90, count(*) FILTER (in_90 AND is_back) AS back_90, count(*) FILTER (in_180) AS base_180,
      sum(w.gross + coalesce(h.value, 0)) FILTER (in_180) AS value_180, count(second_at) AS returned, count(u.person_id) AS hunters
    FROM way w LEFT JOIN earned p ON p.order_id = w.order_id LEFT JOIN half_year h ON h.person_id = w.person_id LEFT JOIN hunter u ON u.person_id = w.person_id
    GROUP BY w.kind, w.key),
  age AS (SELECT kind, key, date_diff('microsecond', first_at, until) // ${WEEK} AS weeks, count(*) AS n FROM way GROUP BY ALL),
  lived AS (SELECT a.kind, a.key, w.week, sum(a.n) AS n FROM age a JOIN range(0, ${WEEKS}) w(week) ON a.weeks > w.week GROUP BY ALL),
  curve AS (
    SELECT v.kind, v.key, list({'week': v.week, 'value': (coalesce(k.value, 0) / v.n)::DOUBLE} ORDER BY v.week) AS weeks
    FROM lived v LEFT JOIN weekly k ON k.kind = v.kind AND k.key IS NOT DISTINCT FROM v.key AND k.week = v.week GROUP BY v.kind, v.key)
  SELECT h.kind, h.key, h.customers, round(h.first_value)::BIGINT AS first_value, round(h.known_value)::BIGINT AS known_value, round(h.margin)::BIGINT AS margin,
    h.base_90, h.back_90, h.base_180, round(h.value_180)::BIGINT AS value_180, h.returned, h.hunters, c.weeks
  FROM head h LEFT JOIN curve c ON c.kind = h.kind AND c.key IS NOT DISTINCT FROM h.key
  ORDER BY h.customers DESC, h.key NULLS LAST`;

export async function ways(ask: Ask): Promise<Way[]> {
  const statement = new Statement();
  return ask.read<Way>(QUERY(statement, ask), statement.params);
}

/** Whole weeks until the mean customer has earned what it cost; later value earns at the usual rate. */
export function payback(way: Way, cost: number, rate: number | null): number | null {
  if (way.margin === null || way.customers === 0) return null;
  let earned = way.margin / way.customers - cost;
  if (earned >= 0) return 0;
  if (rate === null) return null;
  for (const { week, value } of way.weeks ?? []) {
    earned += value * rate;
    if (earned >= 0) return week + 1;
  }
  return null;
}

export function entryOf(
  way: Way,
  spend: number | null,
  rate: number | null,
  money: boolean,
): Entry {
  const known = <T>(value: T): T | null => (money ? value : null);
  const cost = spend === null ? null : average(spend, way.customers);
  return {
    customers: way.customers,
    first_value: known(way.first_value ?? 0),
    first_margin: known(way.margin),
    cost_known_share: money ? ratio(way.known_value ?? 0, way.first_value ?? 0) : null,
    base_90: way.base_90,
    back_90: way.back_90,
    second_rate_90: ratio(way.back_90, way.base_90),
    base_180: way.base_180,
    value_180: known(average(way.value_180 ?? 0, way.base_180)),
    spend: known(spend),
    cost_per_customer: known(cost),
    payback_weeks: money ? payback(way, cost ?? 0, rate) : null,
    returned: way.returned,
    bargain_hunters: way.hunters,
    bargain_share: ratio(way.hunters, way.returned),
    small: way.customers < ENOUGH,
  };
}
