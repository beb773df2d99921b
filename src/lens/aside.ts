import { inTransaction, type DuckConnection, type DuckParam } from '../platform/duckdb/index.ts';

/** Rows a person, made from the mirror and what was remembered, in memory beside it. */
export interface Aside {
  /** Of the table, in `memory.main`. */
  name: string;
  /** A SELECT with a column person_id. */
  select: string;
  params?: readonly DuckParam[];
  /** Only the rows of these persons are made anew; absent: all. */
  only?: readonly number[] | undefined;
  /** What the rows stand on, for whoever asks whether they still hold. */
  mark: string;
}

const MARKS = 'CREATE TABLE IF NOT EXISTS memory.main.aside_mark (name VARCHAR, mark VARCHAR)';

/** Undefined: there is no such table. */
export async function markOf(duck: DuckConnection, name: string): Promise<string | undefined> {
  await duck.run(MARKS);
  const [row] = await duck.all<{ mark: string }>(
    'SELECT mark FROM memory.main.aside_mark WHERE name = $1',
    [name],
  );
  return row?.mark;
}

async function replace(duck: DuckConnection, { name, select, params, only }: Aside): Promise<void> {
  const table = `memory.main.${name}`;
  if (only === undefined) {
    await duck.run(`CREATE OR REPLACE TABLE ${table} AS ${select}`, params);
    return;
  }
  const those = 'person_id IN (SELECT unnest(CAST($1 AS BIGINT[])))';
  await duck.run(`DELETE FROM ${table} WHERE ${those}`, [only]);
  await duck.run(`INSERT INTO ${table} ${select}`, params);
}

/** Rows and mark in one transaction: readers see those before or those after. */
export async function setAside(duck: DuckConnection, aside: Aside): Promise<void> {
  await duck.run(MARKS);
  await inTransaction(duck, async () => {
    await replace(duck, aside);
    await duck.run('DELETE FROM memory.main.aside_mark WHERE name = $1', [aside.name]);
    await duck.run('INSERT INTO memory.main.aside_mark VALUES ($1, $2)', [aside.name, aside.mark]);
  });
}
