import { bought, whoConditions, within } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { ofAllTime } from '../paid.ts';
import { Statement } from '../statement.ts';
import { duePeople, expected } from './due.ts';
import { gapsOf, tallied, type Thing } from './gaps.ts';
import { rhythm, SPREAD, type Rhythm } from './rhythm.ts';
import { Answer, type Group, type Rhythmic } from './schema.ts';
import { words } from './words.ts';

const SHOWN = 30;
/** Below this a median is chance. */
const ENOUGH = 10;
/** Upper ends of the bars, in days; the last bar is open. */
const STEPS = [7, 14, 21, 30, 45, 60, 90, 120, 180, 365];

type Spread = Rhythm & { bar: number | null };

/** Which bar a gap stands in. */
const BAR = `len(list_filter([${STEPS.join(', ')}], lambda s: s < gap))::INTEGER`;

/** `g`: gaps between consecutive distinct days of one customer. */
const everyGap = (
  statement: Statement,
  ask: Ask,
): string => `${bought(statement, ask, ['prev_day'])},
    g AS (SELECT 0 AS thing, person_id, purchased_day - prev_day AS gap FROM bought
      WHERE purchased_day > prev_day AND ${within(statement, ask.filters, 'purchased_day')})`;

/** All together (bar: null) and by bar. */
async function everyone(ask: Ask): Promise<Spread[]> {
  const statement = new Statement();
  const sql = `WITH ${everyGap(statement, ask)},
    tally AS MATERIALIZED (SELECT thing, gap, count(*) AS n FROM g GROUP BY ALL),
    whom AS (${cameAgain(statement, ask)}),${SPREAD}
    SELECT NULL::INTEGER AS bar, (SELECT n FROM whom) AS customers, r.* EXCLUDE (thing) FROM spread r
    UNION ALL BY NAME
    SELECT ${BAR} AS bar, count(*) AS gaps, count(DISTINCT person_id) AS customers FROM g GROUP BY 1`;
  return ask.read<Spread>(sql, statement.params);
}

/** Who has a gap at all. Of all time that is whoever bought on two days, which is kept. */
function cameAgain(statement: Statement, ask: Ask): string {
  const known = ask.kept.has('sale') && ask.filters.category === undefined && ofAllTime(ask);
  if (!known) return 'SELECT count(DISTINCT person_id) AS n FROM g';
  const who = whoConditions(statement, ask.filters);
  return `SELECT count(*) AS n FROM lens.main.history WHERE ${['x > 0', ...who].join(' AND ')}`;
}

const histogram = (rows: Spread[]): Answer['histogram'] =>
  [...STEPS, null].map((to, bar) => {
    const { gaps = 0, customers = 0 } = rows.find((row) => row.bar === bar) ?? {};
    return { from_days: bar === 0 ? 1 : STEPS[bar - 1]! + 1, to_days: to, gaps, customers };
  });

async function grouped(ask: Ask, things: Thing): Promise<Group[]> {
  const statement = new Statement();
  const sql = `WITH ${tallied(statement, ask, things)},
    top AS MATERIALIZED (
      SELECT c.thing, t.key, t.title, c.customers FROM (SELECT thing, sum(n) AS gaps, sum(customers)::BIGINT AS customers FROM counted GROUP BY thing) c
      JOIN (SELECT DISTINCT thing, key, title FROM thing) t ON t.thing = c.thing ORDER BY gaps DESC, key LIMIT ${SHOWN}),
    tally AS (SELECT thing, gap, n FROM counted WHERE gap IS NOT NULL AND thing IN (SELECT thing FROM top)),${SPREAD}
    SELECT t.key, t.title, t.customers, r.* FROM top t JOIN spread r ON r.thing = t.thing ORDER BY gaps DESC, key`;
  const rows = await ask.read<Rhythm & { key: string; title: string }>(sql, statement.params);
  return rows.map((row) => ({ key: row.key, title: row.title, ...rhythm(row) }));
}

async function run(ask: Ask): Promise<Answer> {
  const rows = await everyone(ask);
  return {
    ...rhythm(rows.find(({ bar }) => bar === null)),
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
  if (things === undefined)
    return `WITH ${everyGap(statement, ask)}
      SELECT DISTINCT person_id FROM g ${bar === undefined ? '' : `WHERE ${BAR} = ${bar}`}`;
  return `WITH ${gapsOf(statement, ask, things as Thing)}
    SELECT DISTINCT person_id FROM g WHERE thing IN (SELECT thing FROM thing WHERE key = ${statement.given(thing!, 'VARCHAR')})`;
}

export const cycle: Report<Answer> = {
  name: 'cycle',
  reads: ['sale', 'paid', 'trait'],
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
