import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckConnection } from '../platform/duckdb/index.ts';
import type { Tx } from '../platform/postgres/index.ts';
import { macroStatements } from './definitions.ts';
import type { Ledger, Standing } from './ledger.ts';
import { buildPersonRows } from './person-rows.ts';
import { writeState, type State } from './state.ts';
import { copyStatement, readCsv, TABLES, type LensTable } from './tables.ts';

/** Brings a table across whole. */
export async function loadTable(
  duck: DuckConnection,
  table: LensTable,
  file: string,
): Promise<void> {
  await duck.run(
    `CREATE OR REPLACE TABLE lens.main.${table.name} AS SELECT * FROM ${readCsv(file, table.columns)}`,
  );
  rmSync(file, { force: true });
}

/**
 * PostgreSQL writes a table while DuckDB reads the one before it. Through files, as a FIFO would be
 * read by one thread only and DuckDB could not look ahead.
 */
async function copyTables(
  tx: Tx,
  ledger: Ledger,
  duck: DuckConnection,
  tempDir: string,
): Promise<void> {
  let loading: Promise<void> = Promise.resolve();
  for (const table of TABLES) {
    const file = join(tempDir, `${table.name}.csv`);
    await Promise.all([ledger.copyTo(tx, copyStatement(table), file), loading]);
    loading = loadTable(duck, table, file);
    // Awaited in the next round; a failure meanwhile must not count as unheard.
    loading.catch(() => undefined);
  }
  await loading;
}

export async function defineMacros(duck: DuckConnection): Promise<void> {
  for (const statement of macroStatements()) await duck.run(statement);
}

/** Everything anew from one snapshot, in one transaction: readers keep what they had until it commits. */
export async function build(
  tx: Tx,
  ledger: Ledger,
  duck: DuckConnection,
  reader: string,
  tempDir: string,
): Promise<State> {
  const standing: Standing = await ledger.standing(tx);
  await duck.run('BEGIN TRANSACTION');
  try {
    await copyTables(tx, ledger, duck, tempDir);
    await defineMacros(duck);
    await buildPersonRows(duck);
    const state = await writeState(duck, reader, standing);
    await duck.run('COMMIT');
    return state;
  } catch (error) {
    await duck.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
