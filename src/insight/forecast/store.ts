import { historiesText, NO_CURRENCY, type Read } from '../../lens/index.ts';
import { asOfParameter } from '../as-of.ts';
import { Statement } from '../statement.ts';
import type { Groups } from './groups.ts';
import type { WatchedGroups } from './holdout.ts';

/** Whose purchases, known by when, in which currency (null: counts only). */
export interface Scope {
  asOf: string;
  shops: number[] | null;
  currency: string | null;
}

/** Where the histories of a scope stand already. */
export interface Known extends Scope {
  histories?: string | undefined;
}

/** Takes the values of a statement and says their places. */
export type Giving = Pick<Statement, 'given'>;

/** One of the macros `transactions` and `histories` over a scope; `until` another day than its own. */
function over(
  macro: string,
  { asOf, shops, currency }: Scope,
  statement: Giving,
  until = asOf,
): string {
  const { type, value } = asOfParameter(until);
  const scope = statement.given(shops, 'BIGINT[]');
  const money = statement.given(currency ?? NO_CURRENCY, 'VARCHAR');
  return `lens.main.${macro}(${statement.given(value, type)}, ${scope}, ${money})`;
}

export const historiesOf = (scope: Known, statement: Giving): string =>
  scope.histories ?? over('histories', scope, statement);

/** Of some people alone, by ids from the ledger; a list that is written out is seen by the planner. */
export function historiesOfThese(
  { asOf, shops, currency }: Scope,
  statement: Giving,
  persons: readonly number[],
): string {
  const { type, value } = asOfParameter(asOf);
  const sources = {
    as_of: statement.given(value, type),
    shops: statement.given(shops, 'BIGINT[]'),
    money_in: statement.given(currency ?? NO_CURRENCY, 'VARCHAR'),
    scope: `WHERE person_id IN (${persons.map(Number).join(', ')})`,
  };
  return `(${historiesText(sources)})`;
}

const SAME_HISTORY =
  'x::DOUBLE AS x, recency_days::DOUBLE AS recency_days, age_days::DOUBLE AS age_days';
const SUMS =
  'count(*)::DOUBLE AS n, coalesce(sum(zbar), 0)::DOUBLE AS z, coalesce(sum(zbar * zbar), 0)::DOUBLE AS zz';

/** Conditions on person_id. */
export type Who = (statement: Statement) => string[];

/** A million customers come as some hundred thousand distinct histories. */
export async function readGroups(read: Read, scope: Known, who?: Who): Promise<Groups> {
  const statement = new Statement();
  const conditions = who?.(statement) ?? [];
  const sql = `SELECT ${SAME_HISTORY}, ${SUMS} FROM ${historiesOf(scope, statement)}
    WHERE ${['true', ...conditions].join(' AND ')} GROUP BY x, recency_days, age_days ORDER BY x, recency_days, age_days`;
  return (await read.columns(sql, statement.params)) as unknown as Groups;
}

/** The same as they were on the eve of `from`, with what their customers bought from then on. */
export async function readWatched(read: Read, scope: Scope, eve: string): Promise<WatchedGroups> {
  const statement = new Statement();
  const before = over('histories', scope, statement, eve);
  const after = over('transactions', scope, statement);
  const sql = `WITH later AS (SELECT person_id, count(*) AS actual FROM ${after} WHERE day > ${statement.given(eve, 'DATE')} GROUP BY person_id)
    SELECT ${SAME_HISTORY}, ${SUMS}, coalesce(sum(actual), 0)::DOUBLE AS actual, coalesce(sum(actual * actual), 0)::DOUBLE AS actual2
    FROM ${before} h LEFT JOIN later USING (person_id) GROUP BY x, recency_days, age_days ORDER BY x, recency_days, age_days`;
  return (await read.columns(sql, statement.params)) as unknown as WatchedGroups;
}

/** Σ ln of all weeks between transactions. A window over every transaction: only the regularity needs it. */
export async function readLogGaps(read: Read, scope: Scope, until = scope.asOf): Promise<number> {
  const statement = new Statement();
  const [row] = await read<{ sum: number | null }>(
    `SELECT sum(ln(gap / 7)) AS sum FROM (
      SELECT day - lag(day) OVER (PARTITION BY person_id ORDER BY day) AS gap FROM ${over('transactions', scope, statement, until)})
     WHERE gap IS NOT NULL`,
    statement.params,
  );
  return row?.sum ?? 0;
}

/** Count and mean repeat amount of every repeat customer; nothing where amounts have no one currency. */
export async function readSpend(
  read: Read,
  scope: Scope,
): Promise<{ x: Float64Array; zbar: Float64Array }> {
  if (scope.currency === null) return { x: new Float64Array(), zbar: new Float64Array() };
  const statement = new Statement();
  const sql = `SELECT x::DOUBLE AS x, zbar::DOUBLE AS zbar FROM ${over('histories', scope, statement)} WHERE x > 0 AND zbar > 0`;
  return (await read.columns(sql, statement.params)) as { x: Float64Array; zbar: Float64Array };
}

export interface Base {
  customers: number;
  repeaters: number;
  repeats: number;
  firstDay: string | null;
  /** Of the latest purchase. */
  lastDay: string | null;
}

/** How much there is to learn from. */
export async function readBase(read: Read, scope: Known): Promise<Base> {
  const statement = new Statement();
  const { type, value } = asOfParameter(scope.asOf);
  const day = `CAST(${statement.given(value, type)} AS DATE)`;
  const [row] = await read<Base>(
    `SELECT count(*) AS customers, count(*) FILTER (x > 0) AS repeaters, coalesce(sum(x), 0)::BIGINT AS repeats,
      CAST(${day} - max(age_days)::INTEGER AS DATE) AS "firstDay",
      CAST(${day} - min(age_days - recency_days)::INTEGER AS DATE) AS "lastDay"
     FROM ${historiesOf(scope, statement)}`,
    statement.params,
  );
  return row!;
}
