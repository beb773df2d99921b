import { inTransaction, type DuckConnection } from '../platform/duckdb/index.ts';

/**
 * What is kept as of the end of one day, by person: everyone's rows when the day turns, and those of the
 * touched when facts arrive. A catch-up only notes who was touched (NULL: everyone); their rows are made
 * when somebody asks. So catching up stays as quick as it was, and many catch-ups cost one refresh.
 *
 * Catch-ups go on meanwhile, as everyone's rows of a million take a minute: they only add to the noted,
 * and what they add is not in the snapshot that is worked on, so it stays for the next time.
 */
export interface Mark {
  day: string;
  money_in: string | null;
  persons: number;
  /** Persons whose rows were made anew since everyone's were. */
  refreshed: number;
  /** Of traits: the one currency they are in; null where they are in several, or none. */
  currency: string | null;
  /** Of traits: persons we promised to forget, whose nameless rows keep the sums right. */
  erased: number;
}

export type KeptName = 'trait' | 'sale' | 'stage_before' | 'paid';

/** Further rows of the same persons, over the rows just made. */
interface Further {
  name: string;
  text(scope: string, mark: Day): string;
}

export interface Kept {
  name: KeptName;
  /** Whose facts touch it: those of purchases, or all that a trait may rest on. */
  follows: 'sales' | 'traits';
  /** What everyone's rows stand on, made before them. */
  prepare?(duck: DuckConnection, mark: Day): Promise<void>;
  /** What is noted in the mark of the rows as they stand now. */
  settle?(duck: DuckConnection): Promise<unknown>;
  /** The rows of the profiles in `scope` (`WHERE …` over lens.main.customer; empty: all). */
  text(mark: Day, scope: string): string;
  further?: readonly Further[];
}

export type Day = Pick<Mark, 'day' | 'money_in'>;

export interface Everyone {
  /** Up to so many persons everyone is done each time: it costs hardly more than a few. */
  upTo: number;
  /** Above this share of touched persons the parameters have moved too. */
  above: number;
}
const EVERYONE: Everyone = { upTo: 5000, above: 0.05 };

/** Days and currencies of a mark as SQL. */
export const literals = ({
  day,
  money_in,
}: Day): { as_of: string; shops: string; money_in: string } => ({
  as_of: `DATE '${day}'`,
  shops: 'CAST(NULL AS BIGINT[])',
  money_in: money_in === null ? 'CAST(NULL AS VARCHAR)' : `'${money_in}'`,
});

/** Nobody's yet: the table itself comes with the first day it is turned to. */
export async function nobody(duck: DuckConnection, { name }: Kept): Promise<void> {
  await duck.run(`CREATE OR REPLACE TABLE lens.main.${name}_touched (person_id BIGINT)`);
  await duck.run(
    `CREATE OR REPLACE TABLE lens.main.${name}_mark (day VARCHAR, money_in VARCHAR, persons BIGINT, refreshed BIGINT, currency VARCHAR, erased BIGINT)`,
  );
}

/** The reporting currency, if every amount can be had in it. */
async function oneCurrency(
  duck: DuckConnection,
  day: string,
  reporting: string | null,
): Promise<string | null> {
  if (reporting === null) return null;
  if (!/^[A-Z]{3}$/.test(reporting)) return null;
  const [row] = await duck.all<{ unrated: number }>(
    `SELECT count(*) AS unrated FROM lens.main.priced(DATE '${day}', NULL, '${reporting}') WHERE gross IS NULL`,
  );
  return row?.unrated === 0 ? reporting : null;
}

/** Persons at once: all of a million need more memory than there is, and are not done sooner. */
const AT_ONCE = 200_000;

/** Everyone, in parts by their ids. */
async function scopes(duck: DuckConnection): Promise<string[]> {
  const [row] = await duck.all<{ first: number; last: number; persons: number }>(
    'SELECT coalesce(min(person_id), 0) AS first, coalesce(max(person_id), 0) AS last, count(*) AS persons FROM lens.main.customer',
  );
  const { first, last, persons } = row!;
  const parts = Math.max(1, Math.ceil(persons / AT_ONCE));
  if (parts === 1) return [''];
  const step = Math.ceil((last - first + 1) / parts);
  return Array.from({ length: parts }, (_, n) => {
    const from = first + n * step;
    return `WHERE person_id BETWEEN ${from} AND ${from + step - 1}`;
  });
}

/** Its own rows, then what is made over them. */
export const rowsOf = ({ name, text, further = [] }: Kept): Further[] => [
  { name, text: (scope, mark) => text(mark, scope) },
  ...further,
];

async function everyone(
  duck: DuckConnection,
  kept: Kept,
  day: string,
  reporting: string | null,
): Promise<void> {
  const { name } = kept;
  const of = { day, money_in: await oneCurrency(duck, day, reporting) };
  await kept.prepare?.(duck, of);
  for (const [n, scope] of (await scopes(duck)).entries())
    for (const { name: table, text } of rowsOf(kept))
      await duck.run(
        n === 0
          ? `CREATE OR REPLACE TABLE lens.main.${table} AS ${text(scope, of)}`
          : `INSERT INTO lens.main.${table} ${text(scope, of)}`,
      );
  await duck.run(`DELETE FROM lens.main.${name}_touched`);
  await duck.run(`DELETE FROM lens.main.${name}_mark`);
  await duck.run(
    `INSERT INTO lens.main.${name}_mark SELECT $1, $2, count(DISTINCT person_id), 0, NULL, 0 FROM lens.main.${name}`,
    [of.day, of.money_in],
  );
  await kept.settle?.(duck);
}

async function touched(duck: DuckConnection, kept: Kept, mark: Mark): Promise<void> {
  const { name } = kept;
  const scope = `WHERE person_id IN (SELECT person_id FROM lens.main.${name}_touched)`;
  for (const { name: table, text } of rowsOf(kept)) {
    await duck.run(`DELETE FROM lens.main.${table} ${scope}`);
    await duck.run(`INSERT INTO lens.main.${table} ${text(scope, mark)}`);
  }
  await duck.run(
    `UPDATE lens.main.${name}_mark SET refreshed = refreshed + (SELECT count(DISTINCT person_id) FROM lens.main.${name}_touched)`,
  );
  await duck.run(`DELETE FROM lens.main.${name}_touched`);
  await kept.settle?.(duck);
}

interface Noted {
  persons: number;
  everyone: boolean;
}

async function noted(duck: DuckConnection, { name }: Kept): Promise<Noted> {
  const [row] = await duck.all<Noted>(
    `SELECT count(DISTINCT person_id) AS persons, coalesce(bool_or(person_id IS NULL), false) AS everyone FROM lens.main.${name}_touched`,
  );
  return row!;
}

/** Brings it to the end of that day, over the facts the lens has. */
export const bring = (
  duck: DuckConnection,
  kept: Kept,
  day: string,
  reporting: string | null,
  { upTo, above } = EVERYONE,
): Promise<void> =>
  inTransaction(duck, async () => {
    const [mark] = await duck.all<Mark>(`FROM lens.main.${kept.name}_mark`);
    const { persons, everyone: all } = await noted(duck, kept);
    if (mark?.day !== day || all) return everyone(duck, kept, day, reporting);
    if (persons === 0) return;
    const much = mark.persons <= upTo || mark.refreshed + persons > mark.persons * above;
    await (much ? everyone(duck, kept, day, reporting) : touched(duck, kept, mark));
  });

/** Everyone's rows are no longer what they were: the next who asks has them made anew. */
export const forget = (duck: DuckConnection, { name }: Kept): Promise<number> =>
  duck.run(`INSERT INTO lens.main.${name}_touched VALUES (NULL)`);
