import { ratio } from '../../overview/index.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { aMonthBefore, stagesOf } from '../traits.ts';
import { Answer, STAGES } from './schema.ts';
import { words } from './words.ts';

type Move = Answer['moves'][number];

const COLUMNS = 'person_id, lifecycle_stage AS stage, amount_spent AS value';

/** A month before the day asked about, or `since`. */
const dayBefore = ({ filters }: Ask): string => filters.since ?? aMonthBefore(filters);

/** `moved`: each customer's stage then and now; whoever has had everything refunded since is gone. */
const moved = (statement: Statement, ask: Ask): string => `
  today AS (${stagesOf(statement, ask, { columns: COLUMNS })}),
  earlier AS (${stagesOf(statement, ask, { columns: 'person_id, lifecycle_stage AS stage', day: dayBefore(ask) })}),
  moved AS MATERIALIZED (
    SELECT coalesce(t.person_id, e.person_id) AS person_id, coalesce(e.stage, 'none') AS "from", coalesce(t.stage, 'gone') AS "to", t.value
    FROM today t FULL JOIN earlier e ON e.person_id = t.person_id)`;

async function run(ask: Ask): Promise<Answer> {
  const statement = new Statement();
  const all = await ask.read<Omit<Move, 'to'> & { to: Move['to'] | 'gone'; value: number | null }>(
    `WITH ${moved(statement, ask)} SELECT "from", "to", count(*) AS customers, sum(value)::BIGINT AS value FROM moved GROUP BY ALL`,
    statement.params,
  );
  const rows = all.filter((row): row is Move & { value: number | null } => row.to !== 'gone');
  const count = (some: { customers: number }[]): number =>
    some.reduce((sum, { customers }) => sum + customers, 0);
  const place = (stage: string): number => STAGES.findIndex((one) => one === stage);
  return {
    before: dayBefore(ask),
    stages: STAGES.map((stage) => {
      const own = rows.filter(({ to }) => to === stage);
      const value = own.reduce((sum, row) => sum + (row.value ?? 0), 0);
      return {
        stage,
        customers: count(own),
        share: ratio(count(own), count(rows)),
        customers_before: count(all.filter(({ from }) => from === stage)),
        value: ask.currency === null ? null : value,
      };
    }),
    moves: rows
      .map(({ from, to, customers }) => ({ from, to, customers }))
      .toSorted((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to)),
  };
}

const GOING = new Set(['at_risk', 'dormant', 'lost']);

function says({ stages, moves }: Answer): Saying[] {
  const all = stages.reduce((sum, { customers }) => sum + customers, 0);
  if (all === 0) return [{ code: 'nothing_yet', params: {} }];
  const count = (test: (move: Move) => boolean): number =>
    moves.filter(test).reduce((sum, { customers }) => sum + customers, 0);
  const left = count(({ from, to }) => from !== 'none' && !GOING.has(from) && GOING.has(to));
  const back = count(({ from, to }) => GOING.has(from) && !GOING.has(to));
  return [
    { code: back === 0 && left === 0 ? 'still' : 'moved', params: { left, back } },
    { code: 'cannot', params: {} },
  ];
}

const KEY = /^(?:([a-z_]+)|before:([a-z_]+)|([a-z_]+)>([a-z_]+))$/;

/** A stage (`loyal`), where it was before (`before:loyal`), or a move (`new>at_risk`). */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const found = KEY.exec(key);
  if (!found) return undefined;
  const [, now, before, from, to] = found;
  const sql = moved(statement, ask);
  const test = Object.entries({ '"to"': now ?? to, '"from"': before ?? from })
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([column, value]) => `${column} = ${statement.given(value, 'VARCHAR')}`);
  return `WITH ${sql} SELECT person_id FROM moved WHERE ${test.join(' AND ')}`;
}

export const lifecycle: Report<Answer> = {
  name: 'lifecycle',
  reads: ['trait', 'stage_before'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
