import { bought, within } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { duePeople, dueThisWeek } from './due.ts';
import { Answer, type Group } from './schema.ts';
import { words } from './words.ts';

const SHOWN = 30;
/** Below this a median is chance. */
const ENOUGH = 10;
/** Upper ends of the bars, in days; the last bar is open. */
const STEPS = [7, 14, 21, 30, 45, 60, 90, 120, 180, 365];

/** Gaps between consecutive distinct days of one customer (and one thing, where `by` names one). */
const gapsOf = (days: string, by: string): string => `
  SELECT *, day - lag(day) OVER (PARTITION BY person_id${by} ORDER BY day) AS gap FROM (${days})`;

const DAYS = 'SELECT DISTINCT person_id, purchased_day AS day FROM bought';

/** Days on which a customer bought a product or category. */
const daysOfGoods = (key: string, title: string): string => `
  SELECT DISTINCT b.person_id, b.purchased_day AS day, ${key} AS key, ${title} AS title
  FROM bought b JOIN lens.main.order_line l ON l.order_id = b.order_id JOIN lens.main.product p ON p.id = l.product_id
  WHERE l.kind = 'goods' AND l.amount > 0 AND ${key} IS NOT NULL`;

const RHYTHM = `count(gap) AS gaps, count(DISTINCT person_id) FILTER (gap IS NOT NULL) AS customers, avg(gap)::DOUBLE AS mean,
  quantile_cont(gap, [0.5, 0.25, 0.75, 0.9]) AS q`;

type Raw = { gaps: number; customers: number; mean: number | null; q: number[] | null };

/** Quantiles by linear interpolation (type 7), as everywhere. */
const rhythm = ({ gaps, customers, mean, q }: Raw) => {
  const [median = null, p25 = null, p75 = null, p90 = null] = q ?? [];
  return { gaps, customers, mean, median, p25, p75, p90 };
};

const base = (statement: Statement, ask: Ask): string =>
  `bought AS MATERIALIZED (${bought(statement, ask)})`;

async function whole(ask: Ask): Promise<Raw> {
  const statement = new Statement();
  const sql = `WITH ${base(statement, ask)}, g AS (${gapsOf(DAYS, '')})
    SELECT ${RHYTHM} FROM g WHERE gap IS NOT NULL AND ${within(statement, ask.filters, 'day')}`;
  return (await ask.read<Raw>(sql, statement.params))[0]!;
}

async function histogram(ask: Ask): Promise<Answer['histogram']> {
  const statement = new Statement();
  const sql = `WITH ${base(statement, ask)}, g AS (${gapsOf(DAYS, '')})
    SELECT len(list_filter([${STEPS.join(', ')}], lambda s: s < gap)) AS bar, count(*) AS gaps
    FROM g WHERE gap IS NOT NULL AND ${within(statement, ask.filters, 'day')} GROUP BY 1`;
  const rows = await ask.read<{ bar: number; gaps: number }>(sql, statement.params);
  return [...STEPS, null].map((to, bar) => ({
    from_days: bar === 0 ? 1 : STEPS[bar - 1]! + 1,
    to_days: to,
    gaps: rows.find((row) => row.bar === bar)?.gaps ?? 0,
  }));
}

async function grouped(ask: Ask, key: string, title: string): Promise<Group[]> {
  const statement = new Statement();
  const sql = `WITH ${base(statement, ask)}, g AS (${gapsOf(daysOfGoods(key, title), ', key')})
    SELECT key, any_value(title) AS title, ${RHYTHM} FROM g
    WHERE gap IS NOT NULL AND ${within(statement, ask.filters, 'day')} GROUP BY key ORDER BY gaps DESC, key LIMIT ${SHOWN}`;
  const rows = await ask.read<Raw & { key: string; title: string }>(sql, statement.params);
  return rows.map((row) => ({ key: row.key, title: row.title, ...rhythm(row) }));
}

async function run(ask: Ask): Promise<Answer> {
  return {
    ...rhythm(await whole(ask)),
    due: await dueThisWeek(ask),
    histogram: await histogram(ask),
    by_product: await grouped(ask, 'p.id::VARCHAR', 'p.title'),
    by_category: await grouped(ask, 'p.category', 'p.category'),
  };
}

function says({ gaps, median, p25, p75, by_product, due }: Answer): Saying[] {
  if (median === null || p25 === null || p75 === null) return [{ code: 'none', params: {} }];
  if (gaps < ENOUGH) return [{ code: 'few', params: { gaps, median } }];
  const steady = by_product
    .filter((one) => one.gaps >= ENOUGH && one.median !== null)
    .toSorted((a, b) => a.p75! - a.p25! - (b.p75! - b.p25!))[0];
  return [
    { code: 'median', params: { median, p25, p75 } },
    ...(steady
      ? [{ code: 'steady', params: { title: steady.title, median: steady.median! } }]
      : []),
    ...(due.customers > 0 ? [{ code: 'due', params: { customers: due.customers } }] : []),
    { code: 'cannot', params: {} },
  ];
}

export const cycle: Report<Answer> = {
  name: 'cycle',
  answer: Answer,
  ...{ run, says, people: duePeople },
  ids: (answer, encode) => ({
    ...answer,
    due: {
      ...answer.due,
      people: answer.due.people.map((one) => ({
        ...one,
        customer_id: encode(Number(one.customer_id)),
      })),
    },
  }),
  ...words,
};
