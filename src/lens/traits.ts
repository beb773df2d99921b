import type { DuckConnection } from '../platform/duckdb/index.ts';
import {
  cyclesText,
  populationText,
  traitsText,
  parcelsText,
  type Sources,
} from './definitions/index.ts';

/**
 * `trait`: one row a person as of the end of one day, for segments and lists. Everyone when the day
 * turns, and the touched when facts arrive, both over the parameters the population had when everyone
 * was last done.
 *
 * A catch-up only notes who was touched (`trait_touched`); their rows are made when traits are asked
 * for. So catching up stays as quick as it was, and many catch-ups cost one refresh.
 */
export interface Mark {
  day: string;
  money_in: string | null;
  persons: number;
  /** Persons whose rows were made anew since everyone's were. */
  refreshed: number;
}

const TABLES = {
  population: 'lens.main.trait_population',
  reference_cycle: 'lens.main.trait_cycle',
  usual_parcels: 'lens.main.trait_parcels',
};
export interface Everyone {
  /** Up to so many persons everyone is done each time: it costs hardly more than a few. */
  upTo: number;
  /** Above this share of touched persons the parameters have moved too. */
  above: number;
}
const EVERYONE: Everyone = { upTo: 5000, above: 0.05 };

/** `trait` as it must be, over the parameters of its mark. */
export const sources = (mark: Pick<Mark, 'day' | 'money_in'>, scope: string): Sources => ({
  as_of: `DATE '${mark.day}'`,
  shops: 'CAST(NULL AS BIGINT[])',
  money_in: mark.money_in === null ? 'CAST(NULL AS VARCHAR)' : `'${mark.money_in}'`,
  scope,
  ...TABLES,
});

/** Nobody's yet: the table itself comes with the first day it is turned to. */
export async function noTraits(duck: DuckConnection): Promise<void> {
  await duck.run('CREATE OR REPLACE TABLE lens.main.trait_touched (person_id BIGINT)');
  await duck.run(
    'CREATE OR REPLACE TABLE lens.main.trait_mark (day VARCHAR, money_in VARCHAR, persons BIGINT, refreshed BIGINT)',
  );
}

async function population(duck: DuckConnection, from: Sources): Promise<void> {
  const texts = {
    population: populationText(from),
    reference_cycle: cyclesText(from),
    usual_parcels: parcelsText(from),
  };
  for (const [name, table] of Object.entries(TABLES))
    await duck.run(`CREATE OR REPLACE TABLE ${table} AS ${texts[name as keyof typeof texts]}`);
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

async function everyone(
  duck: DuckConnection,
  day: string,
  reporting: string | null,
): Promise<void> {
  const money_in = await oneCurrency(duck, day, reporting);
  const from = sources({ day, money_in }, '');
  await population(duck, from);
  await duck.run(`CREATE OR REPLACE TABLE lens.main.trait AS ${traitsText(from)}`);
  await duck.run('DELETE FROM lens.main.trait_touched');
  await duck.run('DELETE FROM lens.main.trait_mark');
  await duck.run(
    'INSERT INTO lens.main.trait_mark SELECT $1, $2, count(*), 0 FROM lens.main.trait',
    [day, money_in],
  );
}

async function touched(duck: DuckConnection, mark: Mark): Promise<void> {
  const scope = 'WHERE person_id IN (SELECT person_id FROM lens.main.trait_touched)';
  await duck.run(`DELETE FROM lens.main.trait ${scope}`);
  await duck.run(`INSERT INTO lens.main.trait ${traitsText(sources(mark, scope))}`);
  await duck.run(
    'UPDATE lens.main.trait_mark SET refreshed = refreshed + (SELECT count(DISTINCT person_id) FROM lens.main.trait_touched)',
  );
  await duck.run('DELETE FROM lens.main.trait_touched');
}

async function howMany(duck: DuckConnection): Promise<number> {
  const [row] = await duck.all<{ persons: number }>(
    'SELECT count(DISTINCT person_id) AS persons FROM lens.main.trait_touched',
  );
  return row?.persons ?? 0;
}

/** In one transaction: readers see the day before or the day after. */
async function inOne(duck: DuckConnection, work: () => Promise<void>): Promise<void> {
  await duck.run('BEGIN TRANSACTION');
  try {
    await work();
    await duck.run('COMMIT');
  } catch (error) {
    await duck.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

export async function bringTraits(
  duck: DuckConnection,
  day: string,
  reporting: string | null,
  { upTo, above } = EVERYONE,
): Promise<void> {
  const [mark] = await duck.all<Mark>('FROM lens.main.trait_mark');
  if (mark?.day !== day) return inOne(duck, () => everyone(duck, day, reporting));
  const persons = await howMany(duck);
  if (persons === 0) return;
  const much = mark.persons <= upTo || mark.refreshed + persons > mark.persons * above;
  await inOne(duck, () => (much ? everyone(duck, day, reporting) : touched(duck, mark)));
}

/** Everyone's traits are no longer what they were: the next who asks has them made anew. */
export const forgetTraits = (duck: DuckConnection): Promise<number> =>
  duck.run('DELETE FROM lens.main.trait_mark');
