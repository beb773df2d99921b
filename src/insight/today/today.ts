import { NO_CURRENCY, type Read } from '../../lens/index.ts';
import { average, ratio } from '../overview/index.ts';

export interface Question {
  asOf: string;
  shops: number[] | null;
  /** Null where several currencies cannot be added up: counts only. */
  currency: string | null;
}

/** What a stretch of time brought from identified customers; money in minor units. */
export interface Period {
  purchases: number;
  buyers: number;
  gross_value: number | null;
  returning_share_orders: number | null;
  returning_share_value: number | null;
  aov_new: number | null;
  aov_returning: number | null;
  value_per_buyer: number | null;
  items_per_order: number | null;
}

export interface Month extends Period {
  month: string;
}

interface Row {
  label: string;
  purchases: number;
  firsts: number;
  buyers: number;
  gross: number | null;
  first_gross: number | null;
  units: number;
}

const FIGURES = `count(*)::BIGINT AS purchases, count(*) FILTER (is_first)::BIGINT AS firsts, count(DISTINCT person_id)::BIGINT AS buyers,
  sum(gross)::BIGINT AS gross, coalesce(sum(gross) FILTER (is_first), 0)::BIGINT AS first_gross, coalesce(sum(units), 0)::DOUBLE AS units`;

const SALES =
  'sales(CAST($1 AS DATE), CAST($2 AS BIGINT[]), CAST($3 AS VARCHAR)) WHERE person_id IS NOT NULL';

const parameters = ({ asOf, shops, currency }: Question) =>
  [asOf, shops, currency ?? NO_CURRENCY] as const;

function period(
  { purchases, firsts, buyers, gross, first_gross, units }: Row,
  money: boolean,
): Period {
  const all = money ? gross : null;
  const first = money ? first_gross : null;
  const returning = all === null || first === null ? null : all - first;
  return {
    purchases,
    buyers,
    gross_value: all,
    returning_share_orders: ratio(purchases - firsts, purchases),
    returning_share_value: all === null || returning === null ? null : ratio(returning, all),
    aov_new: first === null ? null : average(first, firsts),
    aov_returning: returning === null ? null : average(returning, purchases - firsts),
    value_per_buyer: all === null ? null : average(all, buyers),
    items_per_order: ratio(units, purchases),
  };
}

/** The last `months` calendar months that had purchases; who is new is judged over all time. */
export async function byMonth(read: Read, question: Question, months = 24): Promise<Month[]> {
  const rows = await read<Row>(
    `SELECT strftime(purchased_day, '%Y-%m') AS label, ${FIGURES} FROM ${SALES} GROUP BY 1 ORDER BY 1 DESC LIMIT ${months}`,
    parameters(question),
  );
  return rows
    .toReversed()
    .map((row) => ({ month: row.label, ...period(row, question.currency !== null) }));
}

export interface Around {
  date: string;
  days: number;
  before: Period;
  after: Period;
}

const EMPTY: Row = {
  label: '',
  purchases: 0,
  firsts: 0,
  buyers: 0,
  gross: 0,
  first_gross: 0,
  units: 0,
};

/** As many days before a date as have passed since it, side by side. */
export async function aroundDay(read: Read, question: Question, date: string): Promise<Around> {
  const days = Math.max(
    1,
    Math.round((Date.parse(question.asOf) - Date.parse(date)) / 86_400_000) + 1,
  );
  const rows = await read<Row>(
    `SELECT CASE WHEN purchased_day >= CAST($4 AS DATE) THEN 'after' ELSE 'before' END AS label, ${FIGURES}
       FROM ${SALES} AND purchased_day >= CAST($4 AS DATE) - CAST($5 AS INTEGER) GROUP BY 1`,
    [...parameters(question), date, days],
  );
  const money = question.currency !== null;
  const of = (label: string): Period =>
    period(rows.find((row) => row.label === label) ?? EMPTY, money);
  return { date, days, before: of('before'), after: of('after') };
}

export interface Tied {
  orders: number;
  tied: number;
  share: number | null;
  reasons: { reason: string; orders: number }[];
}

/** How many orders belong to somebody, and why the rest do not. */
export async function tied(read: Read, { shops }: Pick<Question, 'shops'>): Promise<Tied> {
  const rows = await read<{ reason: string | null; orders: number }>(
    `SELECT CASE WHEN customer_id IS NULL THEN coalesce(untied_reason, 'no_buyer') END AS reason, count(*)::BIGINT AS orders
       FROM lens.main.orders WHERE CAST($1 AS BIGINT[]) IS NULL OR list_contains(CAST($1 AS BIGINT[]), shop_id) GROUP BY 1 ORDER BY 2 DESC`,
    [shops],
  );
  const orders = rows.reduce((sum, row) => sum + row.orders, 0);
  const known = rows.find((row) => row.reason === null)?.orders ?? 0;
  const reasons = rows.flatMap(({ reason, orders: n }) =>
    reason === null ? [] : [{ reason, orders: n }],
  );
  return { orders, tied: known, share: ratio(known, orders), reasons };
}
