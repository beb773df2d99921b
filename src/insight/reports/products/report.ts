import { z } from 'zod';
import { ratio } from '../../overview/index.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { ofAllTime, readsPaid } from '../paid.ts';
import { Statement } from '../statement.ts';
import { pairPeople, pairs } from './pairs.ts';
import { Answer, type Product } from './schema.ts';
import { told } from './sold.ts';
import { words } from './words.ts';

const Options = z.object({
  uptake: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('Of those who take the first alone, the share that would take the bundle'),
});
type Options = z.output<typeof Options>;

/** Below this many a rate is chance. */
const ENOUGH = 30;
const SHOWN = 200;

type Row = Omit<
  Product,
  'product_id' | 'comeback_rate' | 'refund_rate' | 'complaint_rate' | 'bad_rate' | 'small'
> & {
  product_id: number | null;
} & Record<'refunded' | 'complained' | 'bad', number>;

/** Of all time everybody's first with it is kept. */
const buyers = (ask: Ask): string =>
  readsPaid(ask) && ofAllTime(ask)
    ? 'count(*) FILTER (is_new)'
    : 'count(DISTINCT person_id) FILTER (is_purchase)';

const figures = (
  ask: Ask,
): string => `count(*) FILTER (is_purchase) AS orders, ${buyers(ask)} AS buyers,
    avg(units) FILTER (is_purchase)::DOUBLE AS items_per_order,
    count(*) FILTER (is_first) AS first_buyers, count(*) FILTER (is_first AND in_base) AS base, count(*) FILTER (is_first AND in_base AND is_back) AS came_back,
    median(days_to_next) FILTER (is_first) AS median_days_to_next, count(*) AS paid_orders, count(*) FILTER (refunded) AS refunded,
    count(*) FILTER (complained) AS complained, count(score) AS reviewed, count(*) FILTER (score <= 2) AS bad`;

const QUERY = (statement: Statement, ask: Ask): string => `WITH ${told(statement, ask)}
  SELECT t.product_id, any_value(p.sku) AS sku, any_value(p.title) AS title, any_value(p.category) AS category, ${figures(ask)},
    round(sum(worth) FILTER (is_purchase))::BIGINT AS value
  FROM told t JOIN lens.main.product p ON p.id = t.product_id GROUP BY t.product_id
  UNION ALL BY NAME SELECT NULL AS product_id, ${figures(ask)} FROM fate
  ORDER BY orders DESC, product_id NULLS FIRST LIMIT ${SHOWN + 1}`;

const product = (row: Row & { product_id: number }, money: boolean): Product => ({
  ...{ product_id: row.product_id, sku: row.sku, title: row.title, category: row.category },
  ...{ orders: row.orders, buyers: row.buyers, value: money ? (row.value ?? 0) : null },
  ...{ items_per_order: row.items_per_order, first_buyers: row.first_buyers, base: row.base },
  ...{ came_back: row.came_back, comeback_rate: ratio(row.came_back, row.base) },
  ...{ median_days_to_next: row.median_days_to_next, paid_orders: row.paid_orders },
  refund_rate: ratio(row.refunded, row.paid_orders),
  complaint_rate: ratio(row.complained, row.paid_orders),
  reviewed: row.reviewed,
  bad_rate: ratio(row.bad, row.reviewed),
  small: row.base < ENOUGH,
});

async function run(ask: Ask, { uptake }: Options): Promise<Answer> {
  const statement = new Statement();
  const rows = await ask.read<Row>(QUERY(statement, ask), statement.params);
  const all = rows.find(({ product_id }) => product_id === null);
  const each = rows.filter((row): row is Row & { product_id: number } => row.product_id !== null);
  return {
    orders: all?.orders ?? 0,
    customers: all?.buyers ?? 0,
    items_per_order: all?.items_per_order ?? null,
    base: all?.base ?? 0,
    comeback_rate: ratio(all?.came_back ?? 0, all?.base ?? 0),
    uptake,
    products: each.map((row) => product(row, ask.currency !== null)),
    pairs: await pairs(ask, uptake),
  };
}

function says({ orders, base, comeback_rate, products, pairs: together }: Answer): Saying[] {
  if (orders === 0) return [{ code: 'nothing_yet', params: {} }];
  const [best] = products
    .filter(({ small, comeback_rate: rate }) => !small && rate !== null)
    .toSorted((a, b) => b.comeback_rate! - a.comeback_rate!);
  const [pair] = together.filter(({ small }) => !small);
  return [
    best
      ? {
          code: 'driver',
          params: {
            title: best.title || best.sku,
            rate: best.comeback_rate!,
            base: best.base,
            all: comeback_rate ?? 0,
          },
        }
      : { code: 'few', params: { base } },
    ...(pair
      ? [
          {
            code: 'pair',
            params: { title: pair.title, with_title: pair.with_title, lift: pair.lift },
          },
        ]
      : []),
    { code: 'cannot', params: {} },
  ];
}

const WHOM: Record<string, string> = {
  buyers: 'is_purchase',
  first: 'is_first',
  base: 'is_first AND in_base',
  back: 'is_first AND in_base AND is_back',
};

const KEY = new RegExp(`^(${Object.keys(WHOM).join('|')}):(\\d{1,18})$`);

/** `buyers:17`, `first:17`, `base:17`, … of the product of that id, and `pair:17:23` of two. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const [, which = '', id] = KEY.exec(key) ?? [];
  if (id === undefined) return pairPeople(ask, key, statement);
  return `WITH ${told(statement, ask)} SELECT DISTINCT person_id FROM told
    WHERE person_id IS NOT NULL AND product_id = ${statement.given(Number(id), 'BIGINT')} AND ${WHOM[which]}`;
}

export const products: Report<Answer, Options> = {
  name: 'products',
  reads: ['sale', 'paid'],
  answer: Answer,
  options: Options,
  ...{ run, says, people },
  ...words,
};
