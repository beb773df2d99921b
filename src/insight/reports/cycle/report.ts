import { bought, within } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { duePeople, expected } from './due.ts';
import { Answer, type Group, type Rhythmic } from './schema.ts';
import { words } from './words.ts';

const SHOWN = 30;
/** Below this a median is chance. */
const ENOUGH = 10;
/** Upper ends of the bars, in days; the last bar is open. */
const STEPS = [7, 14, 21, 30, 45, 60, 90, 120, 180, 365];

/** Gaps between consecutive distinct days of one customer. */
const GAPS =
  'SELECT person_id, purchased_day AS day, purchased_day - prev_day AS gap FROM bought WHERE purchased_day > prev_day';

/** What a product is counted as; numbers, as words took twice the time through the sort. */
const THINGS = {
  product: `SELECT id AS product_id, id AS thing, id::VARCHAR AS key, title FROM lens.main.product`,
  category: `SELECT id AS product_id, dense_rank() OVER (ORDER BY category) AS thing, category AS key, category AS title
    FROM lens.main.product WHERE category IS NOT NULL`,
};

/** Gaps between distinct days on which a customer bought the same thing. */
const gapsOf = (things: keyof typeof THINGS): string => `
  thing AS MATERIALIZED (${THINGS[things]}),
  had AS (
    SELECT DISTINCT b.person_id, b.purchased_day AS day, t.thing
    FROM bought b JOIN lens.main.order_line l ON l.order_id = b.order_id JOIN thing t ON t.product_id = l.product_id
    WHERE l.kind = 'goods' AND l.amount > 0),
  g AS (SELECT *, day - lag(day) OVER (PARTITION BY person_id, thing ORDER BY day) AS gap FROM had)`;

const RHYTHM = `count(gap) AS gaps, count(DISTINCT person_id) FILTER (gap IS NOT NULL) AS customers, avg(gap)::DOUBLE AS mean,
  quantile_cont(gap, [0.5, 0.25, 0.75, 0.9]) AS q`;

type Raw = { gaps: number; customers: number; mean: number | null; q: number[] | null };

/** Quantiles by linear interpolation (type 7), as everywhere. */
const rhythm = ({ gaps, customers, mean, q }: Raw) => {
  const [median = null, p25 = null, p75 = null, p90 = null] = q ?? [];
  return { gaps, customers, mean, median, p25, p75, p90 };
};

type Spread = Raw & { bar: number | null };

/** Which bar a gap stands in. */
const BAR = `len(list_filter([${STEPS.join(', ')}], lambda s: s < gap))::INTEGER`;

/** The gaps of everyone, all together (bar: null) and by bar. */
async function everyone(ask: Ask): Promise<Spread[]> {
  const statement = new Statement();
  const sql = `WITH ${bought(statement, ask, ['prev_day'])},
    g AS MATERIALIZED (SELECT * FROM (${GAPS}) WHERE ${within(statement, ask.filters, 'day')})
    SELECT NULL::INTEGER AS bar, ${RHYTHM} FROM g
    UNION ALL BY NAME
    SELECT ${BAR} AS bar, count(*) AS gaps, count(DISTINCT person_id) AS customers FROM g GROUP BY 1`;
  return ask.read<Spread>(sql, statement.params);
}

const histogram = (rows: Spread[]): Answer['histogram'] =>
  [...STEPS, null].map((to, bar) => {
    const { gaps = 0, customers = 0 } = rows.find((row) => row.bar === bar) ?? {};
    return { from_days: bar === 0 ? 1 : STEPS[bar - 1]! + 1, to_days: to, gaps, customers };
  });

async function grouped(ask: Ask, things: keyof typeof THINGS): Promise<Group[]> {
  const statement = new Statement();
  const sql = `WITH ${bought(statement, ask)}, ${gapsOf(things)},
    counted AS (
      SELECT thing, ${RHYTHM} FROM g WHERE gap IS NOT NULL AND ${within(statement, ask.filters, 'day')} GROUP BY thing)
    SELECT c.*, t.key, t.title FROM counted c JOIN (SELECT DISTINCT thing, key, title FROM thing) t ON t.thing = c.thing
    ORDER BY gaps DESC, key LIMIT ${SHOWN}`;
  const rows = await ask.read<Raw & { key: string; title: string }>(sql, statement.params);
  return rows.map((row) => ({ key: row.key, title: row.title, ...rhythm(row) }));
}

async function run(ask: Ask): Promise<Answer> {
  const rows = await everyone(ask);
  return {
    ...rhythm(rows.find(({ bar }) => bar === null)!),
    ...(await expected(ask)),
    histogram: histogram(rows),
    by_product: await grouped(ask, 'product'),
    by_category: await grouped(ask, 'category'),
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

const KEY = /^(?:gap(?::(\d{1,2}))?|(product|category):(.+))$/s;

/** Whom `gap`, `gap:3` (the fourth bar), `product:17` and `category:tea` count; and who is due. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const found = KEY.exec(key);
  if (!found) return duePeople(ask, key, statement);
  const [, bar, things, thing] = found;
  const then = (day: string): string => within(statement, ask.filters, day);
  if (things === undefined)
    return `WITH ${bought(statement, ask, ['prev_day'])}, g AS (${GAPS})
      SELECT DISTINCT person_id FROM g WHERE ${then('day')}${bar === undefined ? '' : ` AND ${BAR} = ${bar}`}`;
  return `WITH ${bought(statement, ask)}, ${gapsOf(things as keyof typeof THINGS)}
    SELECT DISTINCT person_id FROM g WHERE gap IS NOT NULL AND ${then('day')}
      AND thing IN (SELECT thing FROM thing WHERE key = ${statement.given(thing!, 'VARCHAR')})`;
}

export const cycle: Report<Answer> = {
  name: 'cycle',
  reads: ['sale', 'trait'],
  answer: Answer,
  ...{ run, says, people },
  ids: (answer, encode) => {
    const named = (all: Rhythmic[]): Rhythmic[] =>
      all.map((one) => ({ ...one, customer_id: encode(Number(one.customer_id)) }));
    return {
      ...answer,
      due: { ...answer.due, people: named(answer.due.people) },
      by_customer: named(answer.by_customer),
    };
  },
  ...words,
};
