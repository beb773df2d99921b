import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction, type DuckConnection } from '../platform/duckdb/index.ts';
import type { Tx } from '../platform/postgres/index.ts';
import { macroStatements } from './definitions/index.ts';
import type { Ledger, Standing } from './ledger.ts';
import { MOVED } from './moved.ts';
import { buildPersonRows } from './person-rows.ts';
import { countErased, writeState, type State } from './state.ts';
import { readThresholds, thresholdTable } from './thresholds/index.ts';
import { KEPT } from './keeps.ts';
import { nobody } from './kept.ts';
import { copyStatement, readCsv, TABLES, type LensTable } from './tables.ts';

/** What a build and a catch-up work with. */
export interface Work {
  ledger: Ledger;
  duck: DuckConnection;
  /** For the files on their way. */
  tempDir: string;
  /** Fewer changed keys than this never make a catch-up read a whole table. */
  reloadAbove: number;
}

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
async function copyTables(tx: Tx, { ledger, duck, tempDir }: Work): Promise<void> {
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

/** Everything from one snapshot, in one transaction: a build that breaks off leaves no half lens. */
export async function build(tx: Tx, work: Work, reader: string): Promise<State> {
  const { ledger, duck } = work;
  const standing: Standing = await ledger.standing(tx);
  return inTransaction(duck, async () => {
    await copyTables(tx, work);
    await duck.run(thresholdTable(readThresholds(standing.thresholds)));
    await defineMacros(duck);
    await buildPersonRows(duck);
    for (const kept of KEPT) await nobody(duck, kept);
    await duck.run(MOVED);
    return writeState(duck, reader, standing, (await countErased(duck)).erased);
  });
}
