import type { Ask, Report, Saying } from '../contract.ts';
import type { Statement } from '../statement.ts';
import { abnormal, odd } from './abnormal.ts';
import { KINDS, told, type LatenessKind } from './lateness.ts';
import { paces } from './pace.ts';
import { Answer, REASONS, type Lateness } from './schema.ts';
import { trips } from './trips.ts';
import { words } from './words.ts';

async function run(ask: Ask): Promise<Answer> {
  return { ...(await paces(ask)), abnormal: await abnormal(ask) };
}

/** Below this many a share is chance. */
const ENOUGH = 30;

/** Two shares differ by more than chance: their difference is over two standard errors. */
function differ(a: number, ofA: number, b: number, ofB: number): boolean {
  const [p, q] = [a / ofA, b / ofB];
  return Math.abs(p - q) > 1.96 * Math.sqrt((p * (1 - p)) / ofA + (q * (1 - q)) / ofB);
}

function aboutScores([onTime, late]: Lateness[]): Saying[] {
  if (!onTime || !late || late.reviewed < ENOUGH || onTime.reviewed < ENOUGH)
    return [{ code: 'few_reviews', params: { reviewed: late?.reviewed ?? 0 } }];
  const params = { late: late.bad_share ?? 0, on_time: onTime.bad_share ?? 0 };
  if (!differ(late.bad, late.reviewed, onTime.bad, onTime.reviewed))
    return [{ code: 'same_scores', params }];
  return [{ code: late.bad_share! > onTime.bad_share! ? 'worse' : 'better', params }];
}

function says(answer: Answer): Saying[] {
  const { delivered, promised, without_data, median_days, p90_days, late_share_by_day } = answer;
  if (delivered === 0) return [{ code: 'no_deliveries', params: { without_data } }];
  const pace = { median: median_days ?? 0, p90: p90_days ?? 0, without_data };
  return [
    promised === 0
      ? { code: 'days', params: pace }
      : { code: 'days_and_late', params: { ...pace, late: late_share_by_day ?? 0 } },
    ...(promised === 0 ? [] : aboutScores(answer.score_by_lateness)),
    { code: promised === 0 ? 'no_promise' : 'association', params: {} },
  ];
}

const STATES = {
  all: 'days IS NOT NULL',
  late: 'days_late > 0',
  late_by_time: 'late_by_time',
  unknown: 'days IS NULL',
};

/**
 * Customers behind the orders: `late`, `region:四川:late`, `carrier:SF:all`; behind what followed:
 * `after:late:base`, `after:on_time:back`; behind abnormal parcels: `abnormal`, `abnormal:refused`.
 */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const [, by, value, state] =
    /^(?:(region|carrier):(.*):)?(all|late|late_by_time|unknown)$/s.exec(key) ?? [];
  if (state !== undefined) {
    const from = trips(statement, ask);
    const only = by === undefined ? '' : `AND ${by} = ${statement.given(value!, 'VARCHAR')}`;
    return `WITH ${from} SELECT DISTINCT person_id FROM trip WHERE person_id IS NOT NULL AND ${STATES[state as keyof typeof STATES]} ${only}`;
  }
  const [, kind, which] = /^after:(\w+):(base|back)$/.exec(key) ?? [];
  if (kind !== undefined && Object.hasOwn(KINDS, kind))
    return `WITH ${told(statement, ask)} SELECT person_id FROM told WHERE in_base ${which === 'back' ? 'AND is_back' : ''} AND ${KINDS[kind as LatenessKind]}`;
  const [, reason] = /^abnormal(?::(\w+))?$/.exec(key) ?? [];
  if (
    !key.startsWith('abnormal') ||
    (reason !== undefined && !(REASONS as readonly string[]).includes(reason))
  )
    return undefined;
  return `WITH ${odd(statement, ask)} SELECT DISTINCT person_id FROM odd
    WHERE person_id IS NOT NULL AND NOT forgotten ${reason === undefined ? '' : `AND reason = '${reason}'`}`;
}

export const delivery: Report<Answer> = {
  name: 'delivery',
  reads: ['sale', 'paid'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
