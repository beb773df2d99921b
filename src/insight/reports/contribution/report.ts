import { profitBy } from '../../../lens/index.ts';
import { ratio } from '../../overview/index.ts';
import { boughtThen } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { paidConditions, readsPaid } from '../paid.ts';
import { Statement } from '../statement.ts';
import { Answer } from './schema.ts';
import { words } from './words.ts';

/** A fifth, rounded up; few customers have no fifth worth a sentence. */
const TOP = 0.2;
const ENOUGH = 25;

/** Purchases and what each earned, where that is kept. */
const keptPurchases = (statement: Statement, ask: Ask): string =>
  `bought AS NOT MATERIALIZED (SELECT person_id, gross, known_value, profit FROM lens.main.paid
    WHERE is_purchase AND ${paidConditions(statement, ask, 'purchased_day')})`;

const EARNED = 'sum(known_value) AS lines_value, sum(profit) AS profit';

/** `ranked`: a row a customer of the asked time, the most valuable first (ties: id), with what they earned if it is asked for. */
function ranked(statement: Statement, ask: Ask, profits = false): string {
  const kept = readsPaid(ask);
  const from = kept ? keptPurchases(statement, ask) : boughtThen(statement, ask);
  const sums = `person_id, count(*) AS purchases, sum(gross)::BIGINT AS gross`;
  const own = kept
    ? `SELECT ${sums}, ${EARNED} FROM bought GROUP BY person_id`
    : `SELECT ${sums} FROM bought GROUP BY person_id`;
  const joined =
    profits && !kept
      ? `SELECT w.*, e.value AS lines_value, e.profit FROM (${own}) w LEFT JOIN (${profitBy('person_id', 'bought')}) e ON e.person_id = w.person_id`
      : own;
  return `${from},
  worth AS (${joined}),
  ranked AS (
    SELECT *, row_number() OVER (ORDER BY gross DESC NULLS LAST, person_id) AS place, count(*) OVER () AS n FROM worth)`;
}

const IN_TOP = `place <= ceil(n * ${TOP})`;

interface Sums {
  /** Null: of all. */
  tenth: number | null;
  customers: number;
  gross: number | null;
  top: number;
  top_gross: number | null;
  repeats: number;
  repeat_gross: number | null;
  lines_value?: number | null;
  profit?: number | null;
  repeat_profit?: number | null;
  top_profit?: number | null;
}

const PROFITS = `, sum(lines_value)::DOUBLE AS lines_value, sum(profit)::DOUBLE AS profit,
      sum(profit) FILTER (purchases >= 2)::DOUBLE AS repeat_profit, sum(profit) FILTER (${IN_TOP})::DOUBLE AS top_profit`;

/** By tenth, and of all, in one look at everybody. */
async function sums(ask: Ask, profits: boolean): Promise<Sums[]> {
  const statement = new Statement();
  const sql = `WITH ${ranked(statement, ask, profits)}
    SELECT ceil(place * 10 / n)::INTEGER AS tenth, count(*) AS customers, sum(gross)::BIGINT AS gross, count(*) FILTER (${IN_TOP}) AS top,
      sum(gross) FILTER (${IN_TOP})::BIGINT AS top_gross, count(*) FILTER (purchases >= 2) AS repeats,
      coalesce(sum(gross) FILTER (purchases >= 2), 0)::BIGINT AS repeat_gross ${profits ? PROFITS : ''}
    FROM ranked GROUP BY GROUPING SETS ((tenth), ()) ORDER BY tenth NULLS LAST`;
  return ask.read<Sums>(sql, statement.params);
}

async function costsKnown({ read, currency }: Ask): Promise<boolean> {
  if (currency === null) return false;
  const [costs] = await read<{ some: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM lens.main.product_price WHERE cost IS NOT NULL) AS some',
  );
  return costs!.some;
}

function profitOf(all: Sums): Answer['profit'] {
  if (!all.profit) return null;
  return {
    known_share: ratio(all.lines_value ?? 0, all.gross ?? 0),
    repeat_share: ratio(all.repeat_profit ?? 0, all.profit),
    top20_share: ratio(all.top_profit ?? 0, all.profit),
  };
}

async function run(ask: Ask): Promise<Answer> {
  const rows = await sums(ask, await costsKnown(ask));
  const all = rows.at(-1)!;
  const tenths = rows.filter((row): row is Sums & { tenth: number } => row.tenth !== null);
  const money = ask.currency !== null;
  const gross = money ? (all.gross ?? 0) : null;
  const share = (part: number | null): number | null =>
    gross === null || part === null ? null : ratio(part, gross);
  return {
    customers: all.customers,
    gross_value: gross,
    top20_customers: all.top,
    top20_share: share(all.top_gross),
    repeat_customers: all.repeats,
    repeat_share: share(all.repeat_gross),
    profit: profitOf(all),
    tenths: tenths.map(({ tenth, customers, gross: value }) => ({
      ...{ tenth, customers, gross_value: money ? value : null, share: share(value) },
    })),
  };
}

function says({ customers, top20_share, top20_customers, repeat_share }: Answer): Saying[] {
  if (customers === 0) return [{ code: 'nothing_yet', params: {} }];
  if (top20_share === null || repeat_share === null) return [{ code: 'no_money', params: {} }];
  if (customers < ENOUGH) return [{ code: 'few', params: { customers, repeat: repeat_share } }];
  return [
    {
      code: 'shares',
      params: { top: top20_share, customers: top20_customers, repeat: repeat_share },
    },
    { code: 'cannot', params: {} },
  ];
}

/** `top20`, `repeat`, `all`, or `tenth:3`. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const tenth = /^tenth:(10|[1-9])$/.exec(key)?.[1];
  const test = tenth
    ? `ceil(place * 10 / n) = ${tenth}`
    : { top20: IN_TOP, repeat: 'purchases >= 2', all: 'true' }[key];
  return test && `WITH ${ranked(statement, ask)} SELECT person_id FROM ranked WHERE ${test}`;
}

export const contribution: Report<Answer> = {
  name: 'contribution',
  reads: ['sale', 'paid'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
