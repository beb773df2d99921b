import type { Lens } from '../../lens/index.ts';
import { Statement } from '../statement.ts';
import { calculate } from './desk.ts';
import type { Choice } from './fits.ts';
import { saysAlive } from './rules.ts';
import { historiesOf, type Giving, type Scope } from './store.ts';
import { TASKS } from './tasks.ts';

/** A year, as the definition of CLV has it. */
const WEEKS = 52;

/** Margin as a share of value; the yearly rate at which later money is worth less, on average half a year on. */
export interface Worth {
  margin: number;
  discount: number;
}
export const PLAIN: Worth = { margin: 1, discount: 0.1 };

/** More distinct histories than any shop has in one day: those of days long past leave. */
const MOST = 3_000_000;

/** So few are scored here. */
const FEW = 64;

/** Scores of so many fits stay; of the one used longest ago they go. */
const MOST_FITS = 4;
const fits = new WeakMap<Lens, string[]>();

const tableOf = ({ id, spend }: Choice): string =>
  `forecast_score_${id}${spend === null ? '_counts' : ''}`;

/** A relation of histories: x, recency_days, age_days among its columns. */
export type From = (statement: Giving) => string;

/** Histories that this fit has not been asked about yet. */
async function missing(lens: Lens, from: From, table: string) {
  const statement = new Statement();
  return lens.read.columns(
    `SELECT DISTINCT h.x::DOUBLE AS x, h.recency_days::DOUBLE AS recency_days, h.age_days::DOUBLE AS age_days
     FROM ${from(statement)} h ANTI JOIN memory.main.${table} s
       ON s.x = h.x AND s.recency_days = h.recency_days AND s.age_days = h.age_days`,
    statement.params,
  );
}

const NONE = new Float64Array();
const EMPTY = {
  ...{ x: NONE, recency_days: NONE, age_days: NONE },
  ...{ p_alive: NONE, orders: NONE, orders_low: NONE, orders_high: NONE },
  ...{ value: NONE, low: NONE, high: NONE },
};
type Histories = Pick<typeof EMPTY, 'x' | 'recency_days' | 'age_days'>;

async function makeRoom(lens: Lens, choice: Choice): Promise<void> {
  const table = tableOf(choice);
  const used = [...(fits.get(lens) ?? []).filter((name) => name !== table), table];
  const gone = used.length > MOST_FITS ? used.shift() : undefined;
  fits.set(lens, used);
  if (gone !== undefined) await lens.forget(gone);
  await lens.remember(table, EMPTY);
  const [size] = await lens.read<{ n: number }>(`SELECT count(*) AS n FROM memory.main.${table}`);
  if (size!.n <= MOST) return;
  await lens.forget(table);
  await lens.remember(table, EMPTY);
}

async function fill(lens: Lens, from: From, choice: Choice): Promise<void> {
  await makeRoom(lens, choice);
  const groups = (await missing(lens, from, tableOf(choice))) as Histories;
  if (groups.x.length === 0) return;
  const spend = choice.spend?.params ?? null;
  const asked = { fit: choice.count, spend, groups, weeks: WEEKS };
  // The scoring of a few takes less than to start a thread for it.
  const scores = groups.x.length <= FEW ? TASKS.score(asked) : await calculate('score', asked);
  await lens.remember(tableOf(choice), { ...groups, ...scores });
}

/** Fills of one table follow each other, or a history would be scored twice. */
let last: Promise<unknown> = Promise.resolve();

export async function scoreAll(lens: Lens, from: From, choice: Choice): Promise<void> {
  const mine = last.then(() => fill(lens, from, choice));
  last = mine.catch(() => undefined);
  await mine;
}

const figures = (choice: Choice, statement: Giving, worth: Worth): string => {
  const { model, limit } = choice.count;
  const tells = [0, 1].map((x) => saysAlive(model, limit === 'no_dropout', x));
  const factor = worth.margin / Math.sqrt(1 + worth.discount);
  const reach = `(${statement.given(choice.spend?.params[2] ?? 0, 'DOUBLE')} + h.x * coalesce(h.zbar, 0)) * ${statement.given(factor, 'DOUBLE')}`;
  const money = (column: string): string =>
    choice.spend === null
      ? 'CAST(NULL AS BIGINT)'
      : `CAST(round(s.${column} * ${reach}) AS BIGINT)`;
  return `CASE WHEN ${tells[1] ? (tells[0] ? 'true' : 'h.x > 0') : 'false'} THEN s.p_alive END AS p_alive, s.orders AS expected_orders_12m,
      s.orders_low AS expected_orders_12m_low, s.orders_high AS expected_orders_12m_high,
      ${money('value')} AS expected_value_12m, ${money('low')} AS expected_value_12m_low, ${money('high')} AS expected_value_12m_high`;
};

/** A SELECT over histories that were scored. */
export const scoredFrom = (
  from: From,
  choice: Choice,
  statement: Giving,
  worth: Worth = PLAIN,
): string => `SELECT h.person_id, h.x, h.recency_days, h.age_days, ${figures(choice, statement, worth)}
    FROM ${from(statement)} h JOIN memory.main.${tableOf(choice)} s
      ON s.x = h.x AND s.recency_days = h.recency_days AND s.age_days = h.age_days`;

/**
 * A SELECT of every customer of the scope with what is expected of them: person_id, x, p_alive (NULL where
 * the model cannot tell), expected_orders_12m and expected_value_12m, both with _low and _high of an 80 % interval
 * (value in minor units; NULL without amounts in one currency).
 *
 * Worked out in the forecast thread per distinct history and joined back: quantiles and the regular
 * models have no closed form in SQL, and a million customers are some hundred thousand histories. A
 * score depends on nothing but the fit and the history, so one that is kept is never out of date.
 */
export async function scored(
  lens: Lens,
  scope: Scope,
  choice: Choice,
  statement: Statement,
  worth: Worth = PLAIN,
): Promise<string> {
  const from: From = (given) => historiesOf(scope, given);
  await scoreAll(lens, from, choice);
  return scoredFrom(from, choice, statement, worth);
}
