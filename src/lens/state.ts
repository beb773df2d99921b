import type { DuckConnection } from '../platform/duckdb/index.ts';
import type { Position, Standing } from './ledger.ts';

/** Kept in the file, in the same transaction as the rows it speaks of. */
export interface State extends Position {
  epoch: string;
  reporting: string | null;
}

/** Undefined for a new file, and for one that a build never finished. */
export async function readState(duck: DuckConnection): Promise<State | undefined> {
  const tables = await duck.all(
    `SELECT 1 FROM duckdb_tables() WHERE database_name = 'lens' AND table_name = 'lens_state'`,
  );
  if (tables.length === 0) return undefined;
  const [state] = await duck.all<State>(
    'SELECT epoch, snapshot, reader, reporting FROM lens.main.lens_state',
  );
  return state;
}

export async function writeState(
  duck: DuckConnection,
  reader: string,
  standing: Standing,
): Promise<State> {
  const { epoch, snapshot, reporting } = standing;
  await duck.run(
    'CREATE TABLE IF NOT EXISTS lens.main.lens_state (epoch VARCHAR, snapshot VARCHAR, reader VARCHAR, reporting VARCHAR)',
  );
  await duck.run('DELETE FROM lens.main.lens_state');
  await duck.run('INSERT INTO lens.main.lens_state VALUES ($1, $2, $3, $4)', [
    epoch,
    snapshot,
    reader,
    reporting,
  ]);
  return { epoch, snapshot, reader, reporting };
}
