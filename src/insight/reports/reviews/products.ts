import { ratio } from '../../overview/index.ts';
import type { Ask } from '../contract.ts';
import { Statement } from '../statement.ts';
import type { Answer } from './schema.ts';
import { ABOUT, spoken, THEMED } from './spoken.ts';
import { THEMES } from './themes.ts';

type Product = Answer['products'][number];
type Row = Omit<Product, 'themes' | 'mend' | 'let_down_share' | 'small'> & Record<string, number>;

/** Fewer reviews than this are flagged: one angry buyer is half of two. */
const ENOUGH = 10;
const SHOWN = 100;

const QUERY = (
  statement: Statement,
  ask: Ask,
): string => `WITH ${spoken(statement, ask, 'product')}, ${THEMED},${ABOUT}
  SELECT a.about AS product_id, any_value(p.sku) AS sku, any_value(p.title) AS title, any_value(p.category) AS category,
    count(*) AS reviews, avg(score) AS mean_score, count(*) FILTER (class = 'middle') AS middle, count(*) FILTER (class = 'bad') AS bad,
    count(*) FILTER (class <> 'good') AS let_down, count(DISTINCT person_id) FILTER (class <> 'good') AS customers,
    ${THEMES.map(({ theme }) => `count(*) FILTER (${theme}) AS ${theme}`).join(', ')}
  FROM about a JOIN lens.main.product p ON p.id = a.about
  GROUP BY a.about ORDER BY let_down DESC, reviews DESC, a.about LIMIT ${SHOWN}`;

/** What of each product's page to mend: the theme most of its middle and bad reviews speak of. */
function mending(row: Row): Product {
  const themes = THEMES.map(({ theme }) => ({ theme, reviews: row[theme] ?? 0 }))
    .filter(({ reviews }) => reviews > 0)
    .toSorted((a, b) => b.reviews - a.reviews);
  const {
    product_id,
    sku,
    title,
    category,
    reviews,
    mean_score,
    middle,
    bad,
    let_down,
    customers,
  } = row;
  return {
    ...{ product_id, sku, title, category, reviews, mean_score, middle, bad, let_down, customers },
    let_down_share: ratio(let_down, reviews),
    themes,
    mend: themes[0]?.theme ?? null,
    small: reviews < ENOUGH,
  };
}

export async function products(ask: Ask): Promise<Product[]> {
  const statement = new Statement();
  const rows = await ask.read<Row>(QUERY(statement, ask), statement.params);
  return rows.map(mending);
}
