import { Temporal } from 'temporal-polyfill';
import { nobody } from '../../forecast/index.ts';
import { peopleOf, READY, readSegment } from '../../segments/index.ts';
import { bought } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import { traitsOf } from '../traits.ts';
import type { Due } from './schema.ts';

const COLUMNS =
  'person_id, number_of_orders, last_order_date, expected_next_order_date, cycle_days';
/** Of each day; the count beside them is of all. */
const LISTED = 50;

const dayOf = ({ filters }: Ask): string => filters.asOf.slice(0, 10);

/** The rule of the ready segment that Today counts: written once. */
function rule(day: string) {
  const { text } = READY.find(({ key }) => key === 'due_soon')!;
  const read = readSegment(text, { asOf: day, digits: 2 });
  if (!read.ok) throw new Error(`due_soon is no segment: ${read.problem.code}`);
  return read.value.query;
}

/** `due`: those whose next order is expected within the week. */
function due(statement: Statement, ask: Ask): string {
  const traits = traitsOf(statement, ask, COLUMNS);
  const people = peopleOf(rule(dayOf(ask)), {
    bind: (value) => `$${statement.params.push(value)}`,
    asOf: `DATE '${dayOf(ask)}'`,
    traits: 'asked',
    forecasts: nobody,
  });
  // Of a category: of those who ever bought of it; their rhythm is that of all they buy.
  const [purchases, theirs] =
    ask.filters.category === undefined
      ? ['', '']
      : [
          `${bought(statement, ask, [], 'purchase')},`,
          'AND person_id IN (SELECT person_id FROM purchase)',
        ];
  return `${purchases} asked AS MATERIALIZED (${traits}), due AS (
    SELECT *, CAST(expected_next_order_date AS VARCHAR) AS day FROM asked
    WHERE person_id IN (${people}) AND person_id NOT IN (SELECT person_id FROM lens.main.person_row WHERE erased) ${theirs})`;
}

interface Row {
  day: string;
  customers: number;
  people: Due['people'];
}

const PERSON = `{'customer_id': d.person_id, 'external_id': coalesce(c.external_id, c.nick), 'expected_next_order_date': d.day,
  'last_order_date': CAST(d.last_order_date AS VARCHAR), 'cycle_days': d.cycle_days}`;

export async function dueThisWeek(ask: Ask): Promise<Due> {
  const statement = new Statement();
  const rows = await ask.read<Row>(
    `WITH ${due(statement, ask)}
     SELECT d.day, count(*) AS customers, list(${PERSON} ORDER BY d.person_id)[1:${LISTED}] AS people
     FROM due d LEFT JOIN lens.main.customer c ON c.id = d.person_id GROUP BY d.day ORDER BY d.day`,
    statement.params,
  );
  const from = Temporal.PlainDate.from(dayOf(ask));
  const days = rows.map(({ day, customers }) => ({
    in_days: from.until(day).days,
    day,
    customers,
  }));
  return {
    customers: days.reduce((sum, { customers }) => sum + customers, 0),
    days,
    people: rows.flatMap(({ people }) => people),
  };
}

const KEY = /^due(?::(\d{4}-\d{2}-\d{2}))?$/;

/** Whom `due` counts, or those of one day (`due:2026-03-01`). */
export function duePeople(ask: Ask, key: string, statement: Statement): string | undefined {
  const found = KEY.exec(key);
  if (!found) return undefined;
  const sql = due(statement, ask);
  const [, day] = found;
  const test = day === undefined ? 'true' : `day = ${statement.given(day, 'VARCHAR')}`;
  return `WITH ${sql} SELECT person_id FROM due WHERE ${test}`;
}
