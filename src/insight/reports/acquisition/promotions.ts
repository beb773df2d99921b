import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import { came } from './came.ts';

/** Days without a purchase on a code that end its run, and how long before and after is compared. */
const APART = 14;

export interface Run {
  promotion: string;
  starts: string;
  ends: string;
  daily_before: number | null;
  daily_during: number;
  daily_after: number | null;
}

/** The latest run of each promotion, and all purchases a day before, during and after it, where there are that many days. */
const QUERY = (statement: Statement, ask: Ask): string => `WITH ${came(statement, ask)},
  daily AS MATERIALIZED (SELECT purchased_day AS day, count(*) AS n FROM bought GROUP BY purchased_day),
  known AS (SELECT min(day) AS first_day, (SELECT max(CAST(timezone(time_zone, timezone('UTC', until - INTERVAL 1 MICROSECOND)) AS DATE)) FROM cut) AS last_day FROM daily),
  used AS (SELECT promotion, purchased_day AS day FROM bought WHERE promotion IS NOT NULL GROUP BY ALL),
  gapped AS (SELECT *, day - lag(day) OVER (PARTITION BY promotion ORDER BY day) AS gap FROM used),
  numbered AS (SELECT *, count(*) FILTER (gap > ${APART}) OVER (PARTITION BY promotion ORDER BY day) AS run FROM gapped),
  run AS (SELECT promotion, run, min(day) AS starts, max(day) AS ends FROM numbered GROUP BY promotion, run
    QUALIFY row_number() OVER (PARTITION BY promotion ORDER BY run DESC) = 1)
  SELECT r.promotion, r.starts::VARCHAR AS starts, r.ends::VARCHAR AS ends,
    coalesce(sum(d.n) FILTER (d.day BETWEEN r.starts AND r.ends), 0)::DOUBLE / (r.ends - r.starts + 1) AS daily_during,
    CASE WHEN r.starts - ${APART} >= k.first_day THEN coalesce(sum(d.n) FILTER (d.day < r.starts), 0)::DOUBLE / ${APART} END AS daily_before,
    CASE WHEN r.ends + ${APART} <= k.last_day THEN coalesce(sum(d.n) FILTER (d.day > r.ends), 0)::DOUBLE / ${APART} END AS daily_after
  FROM run r CROSS JOIN known k LEFT JOIN daily d ON d.day BETWEEN r.starts - ${APART} AND r.ends + ${APART}
  GROUP BY r.promotion, r.starts, r.ends, k.first_day, k.last_day`;

export async function runs(ask: Ask): Promise<Map<string, Run>> {
  const statement = new Statement();
  const rows = await ask.read<Run>(QUERY(statement, ask), statement.params);
  return new Map(rows.map((row) => [row.promotion, row]));
}
