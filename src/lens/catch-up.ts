import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction, type DuckConnection } from '../platform/duckdb/index.ts';
import type { Tx } from '../platform/postgres/index.ts';
import { loadTable, type Work } from './build.ts';
import { sameSettings, unseen, type Settings } from './ledger.ts';
import { KEPT } from './keeps.ts';
import { forget } from './kept.ts';
import { noteMoved } from './moved.ts';
import { buildPersonRows, refreshPersonRows } from './person-rows.ts';
import { writeState, type State } from './state.ts';
import { copyStatement, readCsv, TABLES, type LensTable } from './tables.ts';
import { readThresholds, thresholdTable } from './thresholds/index.ts';
import { noteTouched, whoMayBe, type Everyone } from './touched.ts';

/** Above this share of a table, copying it whole is quicker than finding the rows one by one. */
const RELOAD_SHARE = 0.2;
/** Keys in one statement: an array's length is known to the planner, so it never guesses a sequential scan. */
const CHUNK = 20_000;

interface Change {
  table: LensTable;
  rowsFile: string;
  /** Undefined: the whole table is read again. */
  keys?: number[];
}

async function keysOf(tx: Tx, name: string, last: string): Promise<number[]> {
  const { keys } = await tx.one<{ keys: number[] }>(
    `SELECT array_agg(DISTINCT key) AS keys FROM change_log WHERE tab = '${name}' AND ${unseen(last)}`,
  );
  return keys;
}

/** About how many rows each table has: to count ten million with deleted ones among them took 25 ms. */
async function sizesOf(duck: DuckConnection): Promise<Map<string, number>> {
  const tables = await duck.all<{ name: string; rows: number }>(
    `SELECT table_name AS name, estimated_size AS rows FROM duckdb_tables() WHERE database_name = 'lens'`,
  );
  return new Map(tables.map(({ name, rows }) => [name, rows]));
}

/** What changed, by table, and how it will be read. */
async function collect(tx: Tx, work: Work, last: string): Promise<Change[]> {
  const counts = new Map(
    (await work.ledger.changes(tx, last)).map(({ name, changes }) => [name, changes]),
  );
  const sizes = await sizesOf(work.duck);
  const collected: Change[] = [];
  for (const table of TABLES.filter(({ name }) => counts.has(name))) {
    const rows = sizes.get(table.name) ?? 0;
    const rowsFile = join(work.tempDir, `${table.name}.csv`);
    const much = (counts.get(table.name) ?? 0) > Math.max(work.reloadAbove, rows * RELOAD_SHARE);
    if (much) collected.push({ table, rowsFile });
    else collected.push({ table, rowsFile, keys: await keysOf(tx, table.name, last) });
  }
  return collected;
}

async function copyRows(tx: Tx, { ledger }: Work, changes: Change[]): Promise<void> {
  for (const { table, rowsFile, keys } of changes) {
    rmSync(rowsFile, { force: true });
    if (keys === undefined) await ledger.copyTo(tx, copyStatement(table), rowsFile);
    for (let from = 0; from < (keys?.length ?? 0); from += CHUNK) {
      const some = keys?.slice(from, from + CHUNK).join(',');
      const only = `JOIN unnest('{${some}}'::bigint[]) k (key) ON k.key = t.${table.key}`;
      await ledger.copyTo(tx, copyStatement(table, only), rowsFile, 'append');
    }
  }
}

async function loadKeys({ duck, tempDir }: Work, name: string, keys: number[]): Promise<void> {
  const file = join(tempDir, `${name}.keys`);
  writeFileSync(file, keys.join('\n') + '\n', { mode: 0o600 });
  const read = readCsv(file, [{ name: 'key', type: 'BIGINT' }]);
  await duck.run(`CREATE OR REPLACE TEMP TABLE changed_${name} AS SELECT * FROM ${read}`);
  rmSync(file, { force: true });
}

/** Tables of which single rows are replaced. */
const byKey = (changes: Change[]): LensTable[] =>
  changes.flatMap(({ table, keys }) => (keys === undefined ? [] : [table]));

/** The rows of changed keys go; says whether every person may be touched. */
async function leave(work: Work, changes: Change[]): Promise<Everyone> {
  const { duck } = work;
  const everyone = whoMayBe(
    changes.map(({ table, keys }) => ({ name: table.name, whole: keys === undefined })),
  );
  for (const name of ['touched', 'touched_further'])
    await duck.run(`CREATE OR REPLACE TEMP TABLE ${name} (person_id BIGINT)`);
  for (const { table, keys } of changes) if (keys) await loadKeys(work, table.name, keys);
  await noteTouched(duck, byKey(changes), everyone, 'leaving');
  for (const { table, keys } of changes) {
    const gone = `${table.key} IN (SELECT key FROM temp.changed_${table.name})`;
    if (keys) await duck.run(`DELETE FROM lens.main.${table.name} WHERE ${gone}`);
  }
  return everyone;
}

async function comeBack(duck: DuckConnection, { table, rowsFile }: Change): Promise<void> {
  const rows = readCsv(rowsFile, table.columns);
  await duck.run(`CREATE OR REPLACE TEMP TABLE coming_${table.name} AS SELECT * FROM ${rows}`);
  await duck.run(`INSERT INTO lens.main.${table.name} SELECT * FROM temp.coming_${table.name}`);
}

async function come({ duck }: Work, changes: Change[], everyone: Everyone): Promise<void> {
  for (const change of changes)
    await (change.keys ? comeBack(duck, change) : loadTable(duck, change.table, change.rowsFile));
  await noteTouched(duck, byKey(changes), everyone, 'coming');
  await noteMoved(duck, everyone);
  await (everyone.rows ? buildPersonRows(duck) : refreshPersonRows(duck));
  for (const kept of KEPT) if (everyone[kept.follows]) await forget(duck, kept);
}

/** DuckDB takes the old rows out while PostgreSQL copies the new ones: about a sixth of the time less. */
async function replace(tx: Tx, work: Work, changes: Change[]): Promise<void> {
  const copying = copyRows(tx, work, changes);
  // Heard of below; a failure before that must not count as unheard.
  copying.catch(() => undefined);
  try {
    const everyone = await leave(work, changes);
    await copying;
    await come(work, changes, everyone);
  } finally {
    // The transaction must not end under a COPY.
    await copying.catch(() => undefined);
  }
}

async function clear({ duck }: Work, changes: Change[]): Promise<void> {
  for (const { table, rowsFile } of changes) {
    rmSync(rowsFile, { force: true });
    for (const kind of ['changed', 'coming'])
      await duck.run(`DROP TABLE IF EXISTS temp.${kind}_${table.name}`);
  }
}

/** Other thresholds or another reporting currency: all that is kept is other. */
async function settle(duck: DuckConnection, { thresholds }: Settings): Promise<void> {
  await duck.run(thresholdTable(readThresholds(thresholds)));
  for (const kept of KEPT) await forget(duck, kept);
}

/** What changed since `state`; undefined when the lens cannot go on from there and must be rebuilt. */
export async function catchUp(tx: Tx, work: Work, state: State): Promise<State | undefined> {
  const { ledger, duck } = work;
  const standing = await ledger.standing(tx, state);
  if (standing.epoch !== state.epoch || !standing.follows) return undefined;
  const changes = await collect(tx, work, state.snapshot);
  try {
    return await inTransaction(duck, async () => {
      await replace(tx, work, changes);
      if (!sameSettings(standing, state)) await settle(duck, standing);
      return writeState(duck, state.reader, standing, state.erased);
    });
  } finally {
    await clear(work, changes);
  }
}
