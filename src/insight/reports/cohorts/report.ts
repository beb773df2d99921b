import { bought, within } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { Answer } from './schema.ts';
import { words } from './words.ts';

/** `told`: a row a customer and month with a purchase, and how many months after the first it lies. */
function told(statement: Statement, ask: Ask): string {
  const months = (day: string): string => `(year(${day}) * 12 + month(${day}))`;
  return `${bought(statement, ask, ['first_day'])},
    told AS (
      SELECT person_id, ${months('first_day')} AS cohort, ${months('purchased_day')} - ${months('first_day')} AS k, sum(gross) AS gross
      FROM bought WHERE ${within(statement, ask.filters, 'first_day')} GROUP BY ALL)`;
}

interface CellRow {
  cohort: number;
  k: number;
  customers: number;
  gross: number | null;
}

const monthName = (n: number): string => {
  const zero = n - 1;
  return `${String(Math.floor(zero / 12)).padStart(4, '0')}-${String((zero % 12) + 1).padStart(2, '0')}`;
};

/** Every cell up to the month of `as_of`, the empty ones too. */
function grid(rows: CellRow[], last: number, money: boolean): Answer['cohorts'] {
  const cells = new Map(rows.map((row) => [`${row.cohort}:${row.k}`, row]));
  const cohorts = [...new Set(rows.map((row) => row.cohort))].toSorted((a, b) => a - b);
  return cohorts.map((cohort) => {
    const ks = Array.from({ length: Math.max(last - cohort + 1, 1) }, (_, k) => k);
    const counts = ks.map((k) => cells.get(`${cohort}:${k}`)?.customers ?? 0);
    return {
      month: monthName(cohort),
      size: counts[0]!,
      counts,
      values: ks.map((k) => (money ? (cells.get(`${cohort}:${k}`)?.gross ?? 0) : null)),
    };
  });
}

async function run(ask: Ask): Promise<Answer> {
  const statement = new Statement();
  const sql = `WITH ${told(statement, ask)}
    SELECT cohort, k, count(*) AS customers, sum(gross)::BIGINT AS gross FROM told GROUP BY ALL`;
  const rows = await ask.read<CellRow>(sql, statement.params);
  const asked = ask.filters.asOf.slice(0, 10);
  const day = Number(asked.slice(0, 4)) * 12 + Number(asked.slice(5, 7));
  // An instant near midnight may lie in the next month of some shop's zone.
  const last = Math.max(day, ...rows.map(({ cohort, k }) => cohort + k));
  return { cohorts: grid(rows, last, ask.currency !== null) };
}

/** How many of all who could be seen that long bought in month + k. */
function rateAt(cohorts: Answer['cohorts'], k: number): { base: number; rate: number } | undefined {
  // The last month of each row is not over yet.
  const seen = cohorts.filter(({ counts }) => counts.length > k + 1);
  const base = seen.reduce((sum, { size }) => sum + size, 0);
  if (base === 0) return undefined;
  return { base, rate: seen.reduce((sum, { counts }) => sum + counts[k]!, 0) / base };
}

/** Below this a rate is chance. */
const ENOUGH = 30;

function says({ cohorts }: Answer): Saying[] {
  const next = rateAt(cohorts, 1);
  if (next === undefined) return [{ code: 'too_early', params: {} }];
  if (next.base < ENOUGH) return [{ code: 'few', params: { next: next.rate, base: next.base } }];
  const half = rateAt(cohorts, 6);
  return [
    half === undefined
      ? { code: 'next', params: { next: next.rate, base: next.base } }
      : { code: 'next_and_half', params: { next: next.rate, half: half.rate } },
    { code: 'cannot', params: {} },
  ];
}

/** `2011-01:3`: those of the cohort who bought in its month + 3. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const found = /^(\d{4})-(\d{2}):(\d{1,4})$/.exec(key);
  if (key === 'all')
    return `WITH ${told(statement, ask)} SELECT DISTINCT person_id FROM told WHERE k = 0`;
  if (!found) return undefined;
  const [, year, month, k] = found;
  const common = told(statement, ask);
  const cohort = statement.given(Number(year) * 12 + Number(month), 'INTEGER');
  return `WITH ${common} SELECT person_id FROM told WHERE cohort = ${cohort} AND k = ${statement.given(Number(k), 'INTEGER')}`;
}

export const cohorts: Report<Answer> = {
  name: 'cohorts',
  reads: ['sale'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
