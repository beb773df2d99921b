import { DuckDBInstance } from '@duckdb/node-api';
import { connectionOn, type DuckConnection } from './connection.ts';

export { sharedColumn, type Columns } from './columns.ts';
export type { DuckConnection } from './connection.ts';
export { inTransaction } from './transaction.ts';
export type { DuckParam } from './values.ts';

export interface DuckOptions {
  /** A file, or ':memory:'. */
  path: string;
  threads: number;
  /** As DuckDB writes it, e.g. '512MB'. It bounds the engine's buffers, not its whole footprint. */
  memoryLimit: string;
  /** Where it spills; without one it must not spill. */
  tempDir?: string;
  /** Rows come back in insertion order (DuckDB's default, costs memory on bulk loads). */
  keepOrder?: boolean;
}

/** An open database; `run` and `all` use its first connection, `connect` opens more. */
export interface Duck extends DuckConnection {
  connect(): Promise<DuckConnection>;
  readonly path: string;
}

function configOf({
  threads,
  memoryLimit,
  tempDir,
  keepOrder,
}: DuckOptions): Record<string, string> {
  return {
    threads: String(threads),
    memory_limit: memoryLimit,
    temp_directory: tempDir ?? '',
    preserve_insertion_order: String(keepOrder ?? true),
    // A server of a shop fetches no code from anywhere.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
}

/**
 * Opens a DuckDB database. A file held by another process throws; `close` closes every connection.
 *
 * @example
 * const duck = await openDuck({ path: 'x.duckdb', threads: 2, memoryLimit: '300MB', tempDir });
 * await duck.run('CREATE TABLE t AS SELECT 1 AS n');
 */
export async function openDuck(options: DuckOptions): Promise<Duck> {
  const instance = await DuckDBInstance.create(options.path, configOf(options));
  const open: DuckConnection[] = [];
  const connect = async (): Promise<DuckConnection> => {
    const connection = connectionOn(await instance.connect());
    open.push(connection);
    return connection;
  };
  const first = await connect();
  const close = (): void => {
    for (const connection of open) connection.close();
    instance.closeSync();
  };
  return { ...first, path: options.path, connect, close };
}
