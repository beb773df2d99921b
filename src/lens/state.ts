import type { DuckConnection } from '../platform/duckdb/index.ts';
import type { Position, Settings, Standing } from './ledger.ts';

/** Kept in the file, in the same transaction as the rows it speaks of. */
export interface State extends Position, Settings {
  epoch: string;
  /** Erased profiles when the file was made: with more by now, their names may still stand in freed blocks. */
  erased: number;
}

const COLUMNS =
  'epoch VARCHAR, snapshot VARCHAR, reader VARCHAR, reporting VARCHAR, thresholds VARCHAR, erased BIGINT';

/** Undefined for a new file, and for one that a build never finished. */
export async function readState(duck: DuckConnection): Promise<State | undefined> {
  const tables = await duck.all(
    `SELECT 1 FROM duckdb_tables() WHERE database_name = 'lens' AND table_name = 'lens_state'`,
  );
  if (tables.length === 0) return undefined;
  const [state] = await duck.all<State>('SELECT * FROM lens.main.lens_state');
  return state;
}

/** How many persons' profiles are erased, and how many there are. */
export async function countErased(
  duck: DuckConnection,
): Promise<{ erased: number; customers: number }> {
  const [row] = await duck.all<{ erased: number; customers: number }>(
    'SELECT count(erased_at) AS erased, count(*) AS customers FROM lens.main.customer',
  );
  return row ?? { erased: 0, customers: 0 };
}

export async function writeState(
  duck: DuckConnection,
  reader: string,
  { epoch, snapshot, reporting, thresholds }: Standing,
  erased: number,
): Promise<State> {
  await duck.run(`CREATE TABLE IF NOT EXISTS lens.main.lens_state (${COLUMNS})`);
  await duck.run('DELETE FROM lens.main.lens_state');
  const values = [epoch, snapshot, reader, reporting, thresholds, erased];
  await duck.run('INSERT INTO lens.main.lens_state VALUES ($1, $2, $3, $4, $5, $6)', values);
  return { epoch, snapshot, reader, reporting, thresholds, erased };
}
