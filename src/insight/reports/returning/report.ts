import type { z } from 'zod';
import { ratio } from '../../overview/index.ts';
import { bought } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { Answer, type Figures } from './schema.ts';
import { words } from './words.ts';

interface Sums {
  month: string | null;
  orders: number;
  customers: number;
  new_customers: number;
  returning_customers: number;
  gross_value: number | null;
  returning_orders_order: number;
  returning_value_order: number | null;
  returning_value_month: number | null;
  returning_customers_365: number;
}

/**
 * `told`: the purchases with their month. `is_one`: on one purchase of each customer and month; its
 * `prev_day` is then the customer's last purchase day before that month, which tells both the month
 * definition (there is one) and the 365-day one (it is near). Months are whole: those that `since` and
 * `until` touch.
 */
function told(statement: Statement, ask: Ask): string {
  const { since, until } = ask.filters;
  const from =
    since === undefined
      ? ''
      : `AND month >= date_trunc('month', ${statement.given(since, 'DATE')})`;
  const to = until === undefined ? '' : `AND month <= ${statement.given(until, 'DATE')}`;
  return `${bought(statement, ask, ['nth', 'prev_day', 'earliest_day'])},
    told AS (
      SELECT person_id, gross, nth = 1 AS is_first, prev_day, prev_day IS NULL OR prev_day < month AS is_one,
        earliest_day < month AS is_later, month
      FROM (SELECT *, date_trunc('month', purchased_day) AS month FROM bought) WHERE true ${from} ${to})`;
}

const IS_NEW = 'is_one AND prev_day IS NULL';
const IS_RETURNING = 'is_one AND prev_day IS NOT NULL';

const SUMS = `count(*) AS orders, count(*) FILTER (${IS_NEW}) AS new_customers, sum(gross)::BIGINT AS gross_value,
    count(*) FILTER (NOT is_first) AS returning_orders_order, coalesce(sum(gross) FILTER (NOT is_first), 0)::BIGINT AS returning_value_order,
    coalesce(sum(gross) FILTER (is_later), 0)::BIGINT AS returning_value_month,
    count(*) FILTER (is_one AND prev_day >= month - INTERVAL 365 DAY) AS returning_customers_365`;

/** By month every customer has one row; in all they are told apart. */
const QUERY = (statement: Statement, ask: Ask): string => `WITH ${told(statement, ask)}
  SELECT strftime(month, '%Y-%m') AS month, count(*) FILTER (is_one) AS customers, count(*) FILTER (${IS_RETURNING}) AS returning_customers, ${SUMS}
  FROM told GROUP BY month
  UNION ALL BY NAME
  SELECT NULL AS month, count(DISTINCT person_id) FILTER (is_one) AS customers,
    count(DISTINCT person_id) FILTER (${IS_RETURNING}) AS returning_customers, ${SUMS}
  FROM told ORDER BY month NULLS LAST`;

/** A share of something that has no money is none. */
const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null ? null : ratio(part, whole);

function figures(sums: Sums, money: boolean): z.infer<typeof Figures> {
  const known = (value: number | null): number | null => (money ? (value ?? 0) : null);
  const gross = known(sums.gross_value);
  const byOrder = known(sums.returning_value_order);
  const byMonth = known(sums.returning_value_month);
  return {
    orders: sums.orders ?? 0,
    customers: sums.customers,
    new_customers: sums.new_customers,
    returning_customers: sums.returning_customers,
    gross_value: gross,
    returning_orders_order: sums.returning_orders_order ?? 0,
    returning_value_order: byOrder,
    returning_share_order: shareOf(byOrder, gross),
    returning_value_month: byMonth,
    returning_share_month: shareOf(byMonth, gross),
  };
}

async function run(ask: Ask): Promise<Answer> {
  const statement = new Statement();
  const rows = await ask.read<Sums>(QUERY(statement, ask), statement.params);
  const money = ask.currency !== null;
  const months = rows.flatMap((row) =>
    row.month === null
      ? []
      : [
          {
            month: row.month,
            ...figures(row, money),
            returning_customers_365: row.returning_customers_365,
            returning_share_365: ratio(row.returning_customers_365, row.customers),
          },
        ],
  );
  return { months, total: figures(rows.at(-1)!, money) };
}

/** The last two whole months with a share, the later second: what the sentence compares. */
/** Below this a share by month is chance. */
const ENOUGH = 30;

function says({ months, total }: Answer): Saying[] {
  const shares = months.flatMap((one) =>
    one.returning_share_order === null
      ? []
      : [{ month: one.month, share: one.returning_share_order }],
  );
  if (shares.length === 0) return [{ code: 'nothing_yet', params: {} }];
  const share = total.returning_share_order ?? 0;
  if (shares.length < 3)
    return [{ code: 'returning_short', params: { share, months: shares.length } }];
  const orders = months.reduce((sum, one) => sum + one.orders, 0);
  if (orders < ENOUGH) return [{ code: 'returning_few', params: { share, orders } }];
  const half = Math.floor(shares.length / 2);
  const mean = (part: typeof shares) => part.reduce((sum, one) => sum + one.share, 0) / part.length;
  const [before, after] = [mean(shares.slice(0, half)), mean(shares.slice(-half))];
  const trend = after - before > 0.02 ? 'up' : before - after > 0.02 ? 'down' : 'same';
  return [
    { code: `returning_${trend}`, params: { share, before, after } },
    { code: 'returning_cannot', params: {} },
  ];
}

/** `new:2011-03`, `returning:2011-03`, `all:2011-03`. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const [, which, month] = /^(new|returning|all)(?::(\d{4}-\d{2}))?$/.exec(key) ?? [];
  if (which === undefined) return undefined;
  const test = { new: IS_NEW, returning: IS_RETURNING, all: 'is_one' }[which];
  const from = told(statement, ask);
  const then =
    month === undefined
      ? 'true'
      : `strftime(month, '%Y-%m') = ${statement.given(month, 'VARCHAR')}`;
  return `WITH ${from} SELECT DISTINCT person_id FROM told WHERE ${then} AND ${test}`;
}

export const returning: Report<Answer> = {
  name: 'returning',
  reads: ['sale'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
