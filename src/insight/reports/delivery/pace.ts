import { ratio } from '../../overview/index.ts';
import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import type { Answer, Pace } from './schema.ts';
import { byLateness, KIND_ROWS, told, type KindRow } from './lateness.ts';

interface PaceRow extends Omit<Pace, 'median_days' | 'p90_days' | 'late_share_by_day'> {
  lateness: null;
  by: number;
  carrier: string | null;
  region: string | null;
  orders: number;
  spread: number[] | null;
}

/**
 * Both kinds of rows by one statement: the trips of five million orders are found once. `by` is DuckDB's
 * GROUPING: which of carrier (2) and region (1) a row is over all of.
 */
const QUERY = (statement: Statement, ask: Ask): string => `WITH ${told(statement, ask)},
  m AS MATERIALIZED (FROM told)
  SELECT CAST(NULL AS VARCHAR) AS lateness, grouping(carrier, region)::INTEGER AS by, carrier, region, count(*) AS orders,
    count(days) AS delivered, avg(days) AS mean_days,
    -- Whole seconds in four bytes: the quantiles of four groupings are the dearest part.
    quantile_cont(CAST(days * 86400 AS INTEGER), [0.5, 0.9]) AS spread, count(days_late) AS promised,
    count(*) FILTER (days_late > 0) AS late_by_day, count(*) FILTER (late_by_time AND days IS NOT NULL) AS late_by_time
  FROM trip GROUP BY GROUPING SETS ((), (region), (carrier), (carrier, region))
  UNION ALL BY NAME (${KIND_ROWS})
  ORDER BY delivered DESC, carrier, region`;

const LANES = 200;

const inDays = (seconds: number | undefined): number | null =>
  seconds === undefined ? null : seconds / 86_400;

const pace = (row: PaceRow | undefined): Pace => ({
  delivered: row?.delivered ?? 0,
  mean_days: row?.mean_days ?? null,
  median_days: inDays(row?.spread?.[0]),
  p90_days: inDays(row?.spread?.[1]),
  promised: row?.promised ?? 0,
  late_by_day: row?.late_by_day ?? 0,
  late_by_time: row?.late_by_time ?? 0,
  late_share_by_day: ratio(row?.late_by_day ?? 0, row?.promised ?? 0),
  late_share_by_time: ratio(row?.late_by_time ?? 0, row?.promised ?? 0),
});

type Paces = Omit<Answer, 'abnormal'>;

/** Days and lateness in all, by region, by carrier and by both, and what lateness goes with. */
export async function paces(ask: Ask): Promise<Paces> {
  const statement = new Statement();
  const found = await ask.read<PaceRow | KindRow>(QUERY(statement, ask), statement.params);
  const rows = found.filter((row): row is PaceRow => row.lateness === null);
  const over = (by: number): PaceRow[] => rows.filter((row) => row.by === by && row.delivered > 0);
  const all = rows.find((row) => row.by === 3);
  return {
    ...pace(all),
    ...byLateness(found.filter((row): row is KindRow => row.lateness !== null)),
    without_data: (all?.orders ?? 0) - (all?.delivered ?? 0),
    regions: over(2).map((row) => ({ region: row.region, ...pace(row) })),
    carriers: over(1).map((row) => ({ carrier: row.carrier, ...pace(row) })),
    lanes: over(0)
      .slice(0, LANES)
      .map((row) => ({ carrier: row.carrier, region: row.region, ...pace(row) })),
  };
}
