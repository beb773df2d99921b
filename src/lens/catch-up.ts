import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckConnection } from '../platform/duckdb/index.ts';
import type { Tx } from '../platform/postgres/index.ts';
import { loadTable, type Work } from './build.ts';
import { unseen } from './ledger.ts';
import { buildPersonRows, noteTouched, refreshPersonRows, TOUCHES_ALL } from './person-rows.ts';
import { writeState, type State } from './state.ts';
import { copyStatement, readCsv, TABLES, type LensTable } from './tables.ts';

/** Above this share of a table, copying it whole is quicker than finding the rows one by one. */
const RELOAD_SHARE = 0.2;
/** Keys in one statement: an array's length is known to the planner, so it never guesses a sequential scan. */
const CHUNK = 20_000;

interface Change {
  table: LensTable;
  /** Undefined: the whole table is read again. */
  keysFile?: string;
  rowsFile: string;
}

async function copyChanged(
  tx: Tx,
  { ledger, tempDir }: Work,
  table: LensTable,
  last: string,
): Promise<Change> {
  const { keys } = await tx.one<{ keys: number[] }>(
    `SELECT array_agg(DISTINCT key) AS keys FROM change_log WHERE tab = '${table.name}' AND ${unseen(last)}`,
  );
  const keysFile = join(tempDir, `${table.name}.keys`);
  const rowsFile = join(tempDir, `${table.name}.csv`);
  writeFileSync(keysFile, keys.join('\n') + '\n', { mode: 0o600 });
  rmSync(rowsFile, { force: true });
  for (let from = 0; from < keys.length; from += CHUNK) {
    const only = `JOIN unnest('{${keys.slice(from, from + CHUNK).join(',')}}'::bigint[]) k (key) ON k.key = t.${table.key}`;
    await ledger.copyTo(tx, copyStatement(table, only), rowsFile, 'append');
  }
  return { table, keysFile, rowsFile };
}

async function copyWhole(tx: Tx, { ledger, tempDir }: Work, table: LensTable): Promise<Change> {
  const rowsFile = join(tempDir, `${table.name}.csv`);
  await ledger.copyTo(tx, copyStatement(table), rowsFile);
  return { table, rowsFile };
}

async function collect(tx: Tx, work: Work, last: string): Promise<Change[]> {
  const counts = new Map(
    (await work.ledger.changes(tx, last)).map(({ name, changes }) => [name, changes]),
  );
  const collected: Change[] = [];
  for (const table of TABLES.filter(({ name }) => counts.has(name))) {
    const [{ rows } = { rows: 0 }] = await work.duck.all<{ rows: number }>(
      `SELECT count(*) AS rows FROM lens.main.${table.name}`,
    );
    const much = (counts.get(table.name) ?? 0) > Math.max(work.reloadAbove, rows * RELOAD_SHARE);
    collected.push(await (much ? copyWhole(tx, work, table) : copyChanged(tx, work, table, last)));
  }
  return collected;
}

async function replaceRows(duck: DuckConnection, { table }: Change): Promise<void> {
  await duck.run(
    `DELETE FROM lens.main.${table.name} WHERE ${table.key} IN (SELECT key FROM temp.changed_${table.name})`,
  );
  await duck.run(`INSERT INTO lens.main.${table.name} SELECT * FROM temp.coming_${table.name}`);
}

async function apply(duck: DuckConnection, changes: Change[]): Promise<void> {
  const byKey = changes.filter(({ keysFile }) => keysFile !== undefined);
  const names = byKey.map(({ table }) => table.name);
  const everyone = changes.length > byKey.length || names.some((name) => TOUCHES_ALL.has(name));
  if (!everyone) await noteTouched(duck, names, 'leaving');
  for (const change of changes)
    await (change.keysFile === undefined
      ? loadTable(duck, change.table, change.rowsFile)
      : replaceRows(duck, change));
  if (everyone) await buildPersonRows(duck);
  else {
    await noteTouched(duck, names, 'coming');
    await refreshPersonRows(duck);
  }
}

/** Keys and new rows in tables of their own, outside the transaction that changes the lens. */
async function loadChanges(duck: DuckConnection, changes: Change[]): Promise<void> {
  await duck.run('CREATE OR REPLACE TEMP TABLE touched (person_id BIGINT)');
  for (const { table, keysFile, rowsFile } of changes) {
    if (keysFile === undefined) continue;
    await duck.run(
      `CREATE OR REPLACE TEMP TABLE coming_${table.name} AS SELECT * FROM ${readCsv(rowsFile, table.columns)}`,
    );
    const keys = readCsv(keysFile, [{ name: 'key', type: 'BIGINT' }]);
    await duck.run(`CREATE OR REPLACE TEMP TABLE changed_${table.name} AS SELECT * FROM ${keys}`);
  }
}

async function clear(duck: DuckConnection, changes: Change[]): Promise<void> {
  for (const { table, keysFile, rowsFile } of changes) {
    for (const file of [keysFile, rowsFile]) if (file) rmSync(file, { force: true });
    for (const kind of ['changed', 'coming'])
      await duck.run(`DROP TABLE IF EXISTS temp.${kind}_${table.name}`);
  }
}

/** What changed since `state`; undefined when the lens cannot go on from there and must be rebuilt. */
export async function catchUp(tx: Tx, work: Work, state: State): Promise<State | undefined> {
  const { ledger, duck } = work;
  const standing = await ledger.standing(tx, state);
  if (standing.epoch !== state.epoch || !standing.follows) return undefined;
  const changes = await collect(tx, work, state.snapshot);
  await loadChanges(duck, changes);
  await duck.run('BEGIN TRANSACTION');
  try {
    await apply(duck, changes);
    const next = await writeState(duck, state.reader, standing, state.erased);
    await duck.run('COMMIT');
    return next;
  } catch (error) {
    await duck.run('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await clear(duck, changes);
  }
}
