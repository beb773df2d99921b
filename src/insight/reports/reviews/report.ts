import { ratio } from '../../overview/index.ts';
import { within } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { cut } from '../orders.ts';
import { Statement } from '../statement.ts';
import { products } from './products.ts';
import { Answer } from './schema.ts';
import { ABOUT, silent, spoken, THEMED } from './spoken.ts';
import { THEMES } from './themes.ts';
import { words } from './words.ts';

type Class = Answer['classes'][number];
const CLASSES = ['good', 'middle', 'bad', 'silent'] as const;

interface Counted {
  part: 'class' | 'month' | 'theme';
  name: string;
  orders: number;
  customers: number;
  good: number;
  middle: number;
  bad: number;
  mean_score: number | null;
  scored: number;
  description: number | null;
  service: number | null;
  logistics: number | null;
}

/** Classes, months and themes by one statement, as all three read the latest review of each order. */
const QUERY = (
  statement: Statement,
  ask: Ask,
): string => `WITH ${spoken(statement, ask)},${silent(statement, ask)}, ${THEMED}
  SELECT 'class' AS part, class AS name, count(*) AS orders, count(DISTINCT person_id) AS customers, avg(score) AS mean_score FROM spoken GROUP BY GROUPING SETS ((class), ())
  UNION ALL BY NAME SELECT 'class' AS part, 'silent' AS name, count(*) AS orders, count(DISTINCT person_id) AS customers,
    count(*) FILTER (only_confirmed) AS scored FROM silent
  UNION ALL BY NAME SELECT 'month' AS part, strftime(day, '%Y-%m') AS name, count(*) AS orders, avg(score) AS mean_score,
    count(*) FILTER (class = 'good') AS good, count(*) FILTER (class = 'middle') AS middle, count(*) FILTER (class = 'bad') AS bad,
    count(dsr_description) AS scored, avg(dsr_description) AS description, avg(dsr_service) AS service, avg(dsr_logistics) AS logistics
  FROM spoken GROUP BY ALL
  ${THEMES.map(
    ({
      theme,
    }) => `UNION ALL BY NAME SELECT 'theme' AS part, '${theme}' AS name, count(*) AS orders, count(DISTINCT person_id) AS customers,
    count(*) FILTER (class = 'middle') AS middle, count(*) FILTER (class = 'bad') AS bad FROM themed WHERE ${theme}`,
  ).join('\n')}
  UNION ALL BY NAME SELECT 'theme' AS part, NULL AS name, count(*) AS orders FROM themed
  ORDER BY part, name`;

async function dsr(ask: Ask): Promise<Answer['dsr']> {
  const statement = new Statement();
  const sql = `WITH ${cut(statement, ask)}
    SELECT strftime(d.day, '%Y-%m') AS month, max(d.day)::VARCHAR AS day, any_value(z.name) AS shop, arg_max(d.description, d.day) AS description,
      arg_max(d.service, d.day) AS service, arg_max(d.logistics, d.day) AS logistics
    FROM lens.main.dsr d JOIN cut c ON c.shop_id = d.shop_id JOIN lens.main.shop z ON z.id = d.shop_id
    WHERE timezone('UTC', timezone(c.time_zone, CAST(d.day AS TIMESTAMP))) < c.until AND ${within(statement, ask.filters, 'd.day')}
    GROUP BY d.shop_id, strftime(d.day, '%Y-%m') ORDER BY month, shop`;
  return ask.read<Answer['dsr'][number]>(sql, statement.params);
}

const month = (row: Counted): Answer['months'][number] => ({
  ...{ month: row.name, reviews: row.orders, mean_score: row.mean_score },
  ...{ good: row.good, middle: row.middle, bad: row.bad },
  good_share: ratio(row.good, row.orders),
  middle_share: ratio(row.middle, row.orders),
  bad_share: ratio(row.bad, row.orders),
});

function classesOf(rows: Counted[]): Class[] {
  const found = CLASSES.map((name) =>
    rows.find((row) => row.part === 'class' && row.name === name),
  );
  const all = found.reduce((sum, row) => sum + (row?.orders ?? 0), 0);
  return CLASSES.map((name, n) => ({
    class: name,
    orders: found[n]?.orders ?? 0,
    customers: found[n]?.customers ?? 0,
    share: ratio(found[n]?.orders ?? 0, all),
  }));
}

async function run(ask: Ask): Promise<Answer> {
  const statement = new Statement();
  const rows = await ask.read<Counted>(QUERY(statement, ask), statement.params);
  const of = (part: Counted['part']): Counted[] =>
    rows.filter((row) => row.part === part && row.name !== null);
  const total = (part: Counted['part']): Counted | undefined =>
    rows.find((row) => row.part === part && row.name === null);
  const classes = classesOf(rows);
  const reviewed = total('class')?.orders ?? 0;
  const withWords = total('theme')?.orders ?? 0;
  return {
    reviewed,
    mean_score: total('class')?.mean_score ?? null,
    good_share: ratio(classes[0]!.orders, reviewed),
    bad_share: ratio(classes[2]!.orders, reviewed),
    with_words: withWords,
    confirmed_only: of('class').find(({ name }) => name === 'silent')?.scored ?? 0,
    classes,
    months: of('month').map(month),
    dsr: await dsr(ask),
    review_scores: of('month')
      .filter(({ scored }) => scored > 0)
      .map((row) => ({
        ...{ month: row.name, reviews: row.scored },
        ...{ description: row.description, service: row.service, logistics: row.logistics },
      })),
    themes: of('theme')
      .map(({ name, middle, bad, orders, customers }) => ({
        ...{ theme: name, middle, bad, customers },
        share: ratio(orders, withWords),
      }))
      .toSorted((a, b) => b.middle + b.bad - a.middle - a.bad),
    products: await products(ask),
  };
}

function says({
  reviewed,
  classes,
  good_share,
  bad_share,
  themes,
  products: mending,
}: Answer): Saying[] {
  const silence = classes[3]!.orders;
  if (reviewed === 0) return [{ code: 'no_reviews', params: { silent: silence } }];
  const [theme] = themes.filter(({ middle, bad }) => middle + bad > 0);
  const first = mending.find(({ mend, small }) => mend !== null && !small);
  return [
    {
      code: 'classes',
      params: { reviewed, good: good_share ?? 0, bad: bad_share ?? 0, silent: silence },
    },
    ...(theme ? [{ code: `most_${theme.theme}`, params: { share: theme.share ?? 0 } }] : []),
    ...(first ? [{ code: `mend_${first.mend}`, params: { title: first.title || first.sku } }] : []),
    { code: 'cannot', params: {} },
  ];
}

/** `class:bad`, `class:silent`; `theme:size`; `product:12`: whom it let down. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const [, of, value = ''] = /^(class|theme|product):(\w+)$/.exec(key) ?? [];
  if (of === undefined) return undefined;
  const known = 'person_id IS NOT NULL';
  if (of === 'product')
    return `WITH ${spoken(statement, ask, 'product')}, ${THEMED},${ABOUT}
      SELECT DISTINCT person_id FROM about WHERE ${known} AND class <> 'good' AND about = ${statement.given(Number(value), 'BIGINT')}`;
  if (of === 'theme')
    return THEMES.some(({ theme }) => theme === value)
      ? `WITH ${spoken(statement, ask)}, ${THEMED} SELECT DISTINCT person_id FROM themed WHERE ${known} AND ${value}`
      : undefined;
  if (value === 'silent')
    return `WITH ${spoken(statement, ask)},${silent(statement, ask)} SELECT DISTINCT person_id FROM silent WHERE ${known}`;
  return `WITH ${spoken(statement, ask)} SELECT DISTINCT person_id FROM spoken WHERE ${known} AND class = ${statement.given(value, 'VARCHAR')}`;
}

export const reviews: Report<Answer> = {
  name: 'reviews',
  reads: ['paid'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
