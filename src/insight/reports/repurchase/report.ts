import { z } from 'zod';
import { ratio } from '../../overview/index.ts';
import { asOf, bought, within } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { paidConditions, readsPaid } from '../paid.ts';
import { Statement } from '../statement.ts';
import { Answer, type Group } from './schema.ts';
import { words } from './words.ts';

const WINDOWS = [30, 60, 90, 180] as const;
const SHOWN = 30;
/** Below this a rate is chance. */
const ENOUGH = 30;

const Options = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe('The window by product, source and promotion'),
});
type Options = z.output<typeof Options>;

/**
 * `came`: a row a customer whose first purchase lies in the asked time: when it was, when the second
 * came, and until when we look in that shop.
 */
function came(statement: Statement, ask: Ask): string {
  if (readsPaid(ask))
    return `came AS NOT MATERIALIZED (
      SELECT person_id, order_id AS first_order, purchased_at AS first_at, next_at AS second_at, until, main_product, source, promotion_code
      FROM lens.main.paid WHERE is_purchase AND nth = 1 AND ${paidConditions(statement, ask, 'purchased_day')})`;
  return `${bought(statement, ask, ['nth', 'next_at'])},
    came AS MATERIALIZED (
      SELECT b.person_id, b.order_id AS first_order, b.purchased_at AS first_at, b.next_at AS second_at, c.until
      FROM bought b JOIN lens.main.cutoffs(${asOf(statement, ask.filters)}) c ON c.shop_id = b.shop_id
      WHERE b.nth = 1 AND ${within(statement, ask.filters, 'b.purchased_day')})`;
}

const inBase = (days: string): string => `first_at + ${days} * INTERVAL 24 HOUR <= until`;
const cameBack = (days: string): string =>
  `${inBase(days)} AND second_at <= first_at + ${days} * INTERVAL 24 HOUR`;

interface Counted {
  base: number;
  repurchased: number;
}

async function windowsOf(ask: Ask): Promise<Answer['windows']> {
  const statement = new Statement();
  const sql = `WITH ${came(statement, ask)}
    SELECT d.days, count(*) FILTER (${inBase('d.days')}) AS base, count(*) FILTER (${cameBack('d.days')}) AS repurchased
    FROM came CROSS JOIN (SELECT unnest([${WINDOWS.join(', ')}]) AS days) d GROUP BY d.days`;
  const rows = await ask.read<Counted & { days: number }>(sql, statement.params);
  return WINDOWS.map((days) => {
    const { base, repurchased } = rows.find((row) => row.days === days) ?? {
      base: 0,
      repurchased: 0,
    };
    return { days, base, repurchased, rate: ratio(repurchased, base) };
  });
}

/** What the first purchase was of: the line of highest amount names its product. */
const PRODUCT_OF_FIRST = `SELECT c.*, p.id::VARCHAR AS key, p.title FROM came c
  JOIN (SELECT l.order_id, arg_max(l.product_id, {'amount': l.amount, 'id': -l.product_id}) AS product_id
    FROM lens.main.order_line l WHERE l.kind = 'goods' AND l.product_id IS NOT NULL AND l.order_id IN (SELECT first_order FROM came)
    GROUP BY l.order_id) m ON m.order_id = c.first_order
  JOIN lens.main.product p ON p.id = m.product_id`;

const columnOfFirst = (column: string): string =>
  `SELECT c.*, o.${column} AS key, o.${column} AS title FROM came c JOIN lens.main.orders o ON o.id = c.first_order WHERE o.${column} IS NOT NULL`;

const GROUPS = {
  product: PRODUCT_OF_FIRST,
  source: columnOfFirst('source'),
  promotion: columnOfFirst('promotion_code'),
};
type By = keyof typeof GROUPS;

const keptColumn = (column: string): string =>
  `SELECT *, ${column} AS key, ${column} AS title FROM came WHERE ${column} IS NOT NULL`;

const KEPT_GROUPS: Record<By, string> = {
  product:
    'SELECT c.*, p.id::VARCHAR AS key, p.title FROM came c JOIN lens.main.product p ON p.id = c.main_product',
  source: keptColumn('source'),
  promotion: keptColumn('promotion_code'),
};

const groupsOf = (ask: Ask, by: By): string => (readsPaid(ask) ? KEPT_GROUPS : GROUPS)[by];

async function grouped(ask: Ask, by: By, days: number): Promise<Group[]> {
  const statement = new Statement();
  const common = came(statement, ask);
  const window = statement.given(days, 'INTEGER');
  const sql = `WITH ${common}, told AS (${groupsOf(ask, by)})
    SELECT key, any_value(title) AS title, count(*) AS customers, count(*) FILTER (${inBase(window)}) AS base,
      count(*) FILTER (${cameBack(window)}) AS repurchased
    FROM told GROUP BY key ORDER BY customers DESC, key LIMIT ${SHOWN}`;
  const rows = await ask.read<Omit<Group, 'rate'>>(sql, statement.params);
  return rows.map((row) => ({ ...row, rate: ratio(row.repurchased, row.base) }));
}

async function run(ask: Ask, { days }: Options): Promise<Answer> {
  return {
    windows: await windowsOf(ask),
    by_days: days,
    by_product: await grouped(ask, 'product', days),
    by_source: await grouped(ask, 'source', days),
    by_promotion: await grouped(ask, 'promotion', days),
  };
}

function says({ windows, by_product }: Answer): Saying[] {
  const longest = windows.findLast(({ base }) => base > 0);
  if (longest === undefined || longest.rate === null) return [{ code: 'too_early', params: {} }];
  const { days, base, rate } = longest;
  if (base < ENOUGH) return [{ code: 'few', params: { days, base, rate } }];
  const best = by_product
    .filter((one) => one.base >= ENOUGH && one.rate !== null)
    .toSorted((a, b) => b.rate! - a.rate!)[0];
  return [
    { code: 'rate', params: { days, base, rate } },
    ...(best ? [{ code: 'best', params: { title: best.title, rate: best.rate! } }] : []),
    { code: 'cannot', params: {} },
  ];
}

function testOf(which: string, window: string): string {
  if (which === 'base') return inBase(window);
  if (which === 'back') return cameBack(window);
  return `${inBase(window)} AND NOT coalesce(${cameBack(window)}, false)`;
}

/** `base:90`, `back:90`, `not_back:90`; with a group `product:17:back:90`. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const found = /^(?:(product|source|promotion):(.*):)?(all|base|back|not_back):(\d{1,4})$/.exec(
    key,
  );
  if (!found) return undefined;
  const [, by, value, which, days] = found as unknown as [string, By?, string?, string?, string?];
  const common = came(statement, ask);
  const test = which === 'all' ? 'true' : testOf(which!, statement.given(Number(days), 'INTEGER'));
  const group = by === undefined ? '' : `AND key = ${statement.given(value!, 'VARCHAR')}`;
  return `WITH ${common}, told AS (${by === undefined ? 'FROM came' : groupsOf(ask, by)}) SELECT person_id FROM told WHERE ${test} ${group}`;
}

export const repurchase: Report<Answer, Options> = {
  name: 'repurchase',
  reads: ['sale', 'paid'],
  answer: Answer,
  options: Options,
  ...{ run, says, people },
  ...words,
};
