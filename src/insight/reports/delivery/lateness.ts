import { latestReviews } from '../../../lens/index.ts';
import { ratio } from '../../overview/index.ts';
import { firsts } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { guestsToo, paidConditions, readsPaid } from '../paid.ts';
import type { Statement } from '../statement.ts';
import type { Answer, Lateness } from './schema.ts';
import { trips } from './trips.ts';

export const KINDS = {
  on_time: 'days_late = 0',
  late: 'days_late > 0',
  late_1_3: 'days_late BETWEEN 1 AND 3',
  late_4_7: 'days_late BETWEEN 4 AND 7',
  late_8: 'days_late >= 8',
} as const;
export type LatenessKind = keyof typeof KINDS;

/**
 * `told`: what followed a delivery that had a promise: the order's latest score, and, where the order
 * was its customer's first, whether the second came within 90 days. A first purchase of the asked shops
 * and goods, whatever the asked time.
 */
export function told(statement: Statement, ask: Ask): string {
  const followed = (trip: string): string => `
      SELECT t.person_id, t.days_late, s.score, f.first_at + INTERVAL 2160 HOUR <= t.until AS in_base,
        coalesce(f.second_at <= f.first_at + INTERVAL 2160 HOUR, false) AS is_back
      FROM ${trip} t LEFT JOIN scored s ON s.order_id = t.order_id
      LEFT JOIN firsts f ON f.order_id = t.order_id WHERE t.days_late IS NOT NULL`;
  const from = trips(statement, ask);
  const before = (): string => `${from},
    ${firsts(statement, ask)},
    scored AS (${latestReviews('score')})`;
  if (!readsPaid(ask)) return `${before()}, told AS (${followed('trip')})`;
  const kept = `SELECT person_id, days_late, score, nth = 1 AND first_at + INTERVAL 2160 HOUR <= until AS in_base,
        coalesce(next_at <= first_at + INTERVAL 2160 HOUR, false) AS is_back
      FROM lens.main.paid WHERE is_purchase AND days_late IS NOT NULL AND ${paidConditions(statement, ask, 'purchased_day')}`;
  return guestsToo(ask)
    ? `${before()}, told AS (${kept} UNION ALL BY NAME ${followed('guests_trip')})`
    : `${from}, told AS (${kept})`;
}

/** The figures of each kind over `m`, a materialised `told`. */
export const KIND_ROWS = Object.entries(KINDS)
  .map(
    ([
      kind,
      test,
    ]) => `SELECT '${kind}' AS lateness, count(*) AS delivered, count(score) AS reviewed,
    avg(score) AS mean_score, count(*) FILTER (score <= 2) AS bad, count(*) FILTER (in_base) AS base,
    count(*) FILTER (in_base AND is_back) AS repurchased FROM m WHERE ${test}`,
  )
  .join(' UNION ALL ');

export type KindRow = Omit<Lateness, 'bad_share' | 'repurchase_rate'>;

const DETAIL: readonly string[] = ['on_time', 'late_1_3', 'late_4_7', 'late_8'];

/** What lateness goes together with. By the promised day, and only of orders that had a promise. */
export function byLateness(
  rows: KindRow[],
): Pick<Answer, 'score_by_lateness' | 'score_by_days_late'> {
  const these = (kinds: readonly string[]): Lateness[] =>
    kinds.flatMap((kind) =>
      rows
        .filter(({ lateness }) => lateness === kind)
        .map(({ lateness, delivered, reviewed, mean_score, bad, base, repurchased }) => ({
          ...{ lateness, delivered, reviewed, mean_score, bad, base, repurchased },
          bad_share: ratio(bad, reviewed),
          repurchase_rate: ratio(repurchased, base),
        })),
    );
  return { score_by_lateness: these(['on_time', 'late']), score_by_days_late: these(DETAIL) };
}
