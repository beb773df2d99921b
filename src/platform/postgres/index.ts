import type pg from 'pg';
import { openEmbedded } from './embedded.ts';
import { openServer } from './server.ts';
import type { Log } from './start.ts';

export { emptyWithoutIndexes } from './bulk.ts';
export { holdDataDir, type Hold, type Holder, type HolderInfo } from './hold.ts';
export {
  migrate,
  migrationTable,
  readMigrations,
  type Migration,
  type MigrateOptions,
} from './migrate.ts';
export { openPool, type Db, type PoolOptions, type TxOptions } from './pool.ts';
export { PostgresProblem } from './problem.ts';
export { txRetry } from './retry.ts';
export type { Tx } from './tx.ts';

export interface Postgres {
  kind: 'embedded' | 'server';
  config: pg.PoolConfig;
  dataDir: string;
  /** Stops the embedded engine; a server is left alone. */
  stop(): Promise<void>;
}

export interface OpenOptions {
  dataDir: string;
  databaseUrl?: string;
  log?: Log;
  /** Engine settings beyond ours, for tests and benchmarks. */
  settings?: Record<string, string>;
}

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * The ledger's engine: a server by URL, else the embedded one on `dataDir`. What a person can mend is
 * thrown as a `PostgresProblem` with a sentence in both languages.
 *
 * @example
 * const postgres = await openPostgres({ dataDir: './data' });
 * await migrate(postgres.config, { dir: 'migrations' });
 * const db = openPool(postgres.config);
 */
export async function openPostgres({
  dataDir,
  databaseUrl,
  log = SILENT,
  settings,
}: OpenOptions): Promise<Postgres> {
  if (databaseUrl) {
    const { config } = await openServer(databaseUrl);
    return { kind: 'server', config, dataDir, stop: async () => undefined };
  }
  const embedded = await openEmbedded({ dataDir, log, ...(settings && { settings }) });
  return { kind: 'embedded', ...embedded };
}
