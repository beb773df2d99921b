import { ratio } from '../../overview/index.ts';
import { boughtThen } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { profitBy } from '../profit.ts';
import { Statement } from '../statement.ts';
import { Answer } from './schema.ts';
import { words } from './words.ts';

/** A fifth, rounded up; few customers have no fifth worth a sentence. */
const TOP = 0.2;
const ENOUGH = 25;

/** `ranked`: a row a customer of the asked time, the most valuable first (ties: id). */
const ranked = (statement: Statement, ask: Ask): string => `
  ${boughtThen(statement, ask)},
  worth AS (SELECT person_id, count(*) AS purchases, sum(gross)::BIGINT AS gross FROM bought GROUP BY person_id),
  ranked AS (
    SELECT *, row_number() OVER (ORDER BY gross DESC NULLS LAST, person_id) AS place, count(*) OVER () AS n FROM worth)`;

const IN_TOP = `place <= ceil(n * ${TOP})`;

interface TenthRow {
  tenth: number;
  customers: number;
  gross: number | null;
}
interface TotalRow {
  customers: number;
  gross: number | null;
  top: number;
  top_gross: number | null;
  repeats: number;
  repeat_gross: number | null;
}
interface ProfitRow {
  lines_value: number | null;
  gross: number | null;
  profit: number | null;
  repeat_profit: number | null;
  top_profit: number | null;
}

async function total(ask: Ask): Promise<TotalRow> {
  const statement = new Statement();
  const sql = `WITH ${ranked(statement, ask)}
    SELECT count(*) AS customers, sum(gross)::BIGINT AS gross, count(*) FILTER (${IN_TOP}) AS top,
      sum(gross) FILTER (${IN_TOP})::BIGINT AS top_gross, count(*) FILTER (purchases >= 2) AS repeats,
      coalesce(sum(gross) FILTER (purchases >= 2), 0)::BIGINT AS repeat_gross FROM ranked`;
  return (await ask.read<TotalRow>(sql, statement.params))[0]!;
}

async function tenths(ask: Ask): Promise<TenthRow[]> {
  const statement = new Statement();
  const sql = `WITH ${ranked(statement, ask)}
    SELECT ceil(place * 10 / n)::INTEGER AS tenth, count(*) AS customers, sum(gross)::BIGINT AS gross
    FROM ranked GROUP BY 1 ORDER BY 1`;
  return ask.read<TenthRow>(sql, statement.params);
}

async function profit(ask: Ask): Promise<Answer['profit']> {
  const [costs] = await ask.read<{ some: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM lens.main.product_price WHERE cost IS NOT NULL) AS some',
  );
  if (!costs?.some || ask.currency === null) return null;
  const statement = new Statement();
  const sql = `WITH ${ranked(statement, ask)}, earned AS (${profitBy('person_id', 'bought')})
    SELECT sum(e.value)::DOUBLE AS lines_value, (SELECT sum(gross) FROM bought)::DOUBLE AS gross, sum(e.profit)::DOUBLE AS profit,
      sum(e.profit) FILTER (r.purchases >= 2)::DOUBLE AS repeat_profit, sum(e.profit) FILTER (${IN_TOP})::DOUBLE AS top_profit
    FROM earned e JOIN ranked r ON r.person_id = e.person_id`;
  const [row] = await ask.read<ProfitRow>(sql, statement.params);
  if (!row?.profit) return null;
  return {
    known_share: ratio(row.lines_value ?? 0, row.gross ?? 0),
    repeat_share: ratio(row.repeat_profit ?? 0, row.profit),
    top20_share: ratio(row.top_profit ?? 0, row.profit),
  };
}

async function run(ask: Ask): Promise<Answer> {
  const all = await total(ask);
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
    profit: await profit(ask),
    tenths: (await tenths(ask)).map(({ tenth, customers, gross: value }) => ({
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
  reads: ['sale'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
