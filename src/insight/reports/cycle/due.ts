import { Temporal } from 'temporal-polyfill';
import { nobody } from '../../forecast/index.ts';
import { peopleOf, READY, readSegment } from '../../segments/index.ts';
import { bought } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import { traitsOf } from '../traits.ts';
import type { Answer, Rhythmic } from './schema.ts';

const COLUMNS = `person_id, number_of_orders, purchase_days, last_order_date, purchase_cycle_days, cycle_days,
  expected_next_order_date, overdue_ratio`;
/** Of each day; the count beside them is of all. */
const LISTED = 50;
/** Of those with a cycle of their own. */
const SHOWN = 200;

const dayOf = ({ filters }: Ask): string => filters.asOf.slice(0, 10);

/** The rule of the ready segment that Today counts: written once. */
function rule(day: string) {
  const { text } = READY.find(({ key }) => key === 'due_soon')!;
  const read = readSegment(text, { asOf: day, digits: 2 });
  if (!read.ok) throw new Error(`due_soon is no segment: ${read.problem.code}`);
  return read.value.query;
}

/**
 * `own`: the customers asked about; of a category, those who ever bought of it, by the rhythm of all they buy.
 * `due`: of these, whose next order is expected within the week.
 */
function due(statement: Statement, ask: Ask): string {
  const traits = traitsOf(statement, ask, COLUMNS);
  const people = peopleOf(rule(dayOf(ask)), {
    bind: (value) => `$${statement.params.push(value)}`,
    asOf: `DATE '${dayOf(ask)}'`,
    traits: 'asked',
    forecasts: nobody,
  });
  const [purchases, theirs] =
    ask.filters.category === undefined
      ? ['', '']
      : [
          `${bought(statement, ask, [], 'purchase')},`,
          'AND person_id IN (SELECT person_id FROM purchase)',
        ];
  return `${purchases} asked AS MATERIALIZED (${traits}), own AS (
    SELECT *, CAST(expected_next_order_date AS VARCHAR) AS day FROM asked
    WHERE person_id NOT IN (SELECT person_id FROM lens.main.person_row WHERE erased) ${theirs}),
  due AS (SELECT * FROM own WHERE person_id IN (${people}))`;
}

interface Row {
  /** Null: those with a cycle of their own. */
  day: string | null;
  customers: number;
  people: Rhythmic[];
}

const PERSON = `{'customer_id': d.person_id, 'external_id': coalesce(c.external_id, c.nick), 'name': c.name, 'number_of_orders': d.number_of_orders,
  'last_order_date': CAST(d.last_order_date AS VARCHAR), 'purchase_cycle_days': d.purchase_cycle_days, 'cycle_days': d.cycle_days,
  'expected_next_order_date': d.day, 'overdue_ratio': d.overdue_ratio}`;

/** Who is due within the week, and who has a rhythm of their own: both from one reading of the traits. */
export async function expected(ask: Ask): Promise<Pick<Answer, 'due' | 'by_customer'>> {
  const statement = new Statement();
  const rows = await ask.read<Row>(
    `WITH ${due(statement, ask)},
       most AS (SELECT * FROM own WHERE purchase_cycle_days IS NOT NULL ORDER BY purchase_days DESC, person_id LIMIT ${SHOWN})
     SELECT d.day, count(*) AS customers, list(${PERSON} ORDER BY d.person_id)[1:${LISTED}] AS people
     FROM due d LEFT JOIN lens.main.customer c ON c.id = d.person_id GROUP BY d.day
     UNION ALL
     SELECT NULL AS day, count(*) AS customers, list(${PERSON} ORDER BY d.purchase_days DESC, d.person_id) AS people
     FROM most d LEFT JOIN lens.main.customer c ON c.id = d.person_id HAVING count(*) > 0
     ORDER BY day NULLS LAST`,
    statement.params,
  );
  const from = Temporal.PlainDate.from(dayOf(ask));
  const dated = rows.flatMap(({ day, ...rest }) => (day === null ? [] : [{ day, ...rest }]));
  const days = dated.map(({ day, customers }) => ({
    in_days: from.until(day).days,
    day,
    customers,
  }));
  return {
    due: {
      customers: days.reduce((sum, { customers }) => sum + customers, 0),
      days,
      people: dated.flatMap(({ people }) => people),
    },
    by_customer: rows.find(({ day }) => day === null)?.people ?? [],
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
