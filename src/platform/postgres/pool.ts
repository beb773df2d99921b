import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { parsers } from './parsers.ts';
import { isSchemaName } from './schema-name.ts';
import { txOn, type Tx } from './tx.ts';
import { whenThere } from './waiting.ts';

export interface PoolOptions {
  /** The business's schema. */
  schema?: string;
  max?: number;
  /** Told of connections lost while idle; they are replaced at the next use. */
  onLost?: (error: Error) => void;
}

export interface TxOptions {
  isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readOnly?: boolean;
}

export interface Db {
  pool: pg.Pool;
  schema: string;
  tx<T>(fn: (tx: Tx) => Promise<T>, options?: TxOptions): Promise<T>;
  /** One statement, committed by itself. */
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<R[]>;
  /** Feeds `copy … from stdin`; gives the number of rows. */
  copyIn(tx: Tx, sql: string, source: Readable): Promise<number>;
  /** The bytes of `copy … to stdout`. Read it to its end before the transaction's next statement. */
  copyOut(tx: Tx, sql: string): Readable;
  close(): Promise<void>;
}

/**
 * Given in the connection's first packet: no round trip, and it survives `reset`. Names are found in
 * the business's schema, then in hub (users, sessions), then in public (extensions); nothing else.
 */
function startupOptions(schema: string): string {
  const settings = {
    search_path: `${schema},hub,public`,
    timezone: 'UTC',
    datestyle: 'ISO',
    intervalstyle: 'postgres',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** In pg a connection string wins over the fields beside it, so ours go into the string. */
function withOptions(config: pg.PoolConfig, options: string): pg.PoolConfig {
  if (config.connectionString === undefined)
    return { ...config, options: [config.options, options].filter(Boolean).join(' ') };
  const url = new URL(config.connectionString);
  url.searchParams.set(
    'options',
    [url.searchParams.get('options'), options].filter(Boolean).join(' '),
  );
  return { ...config, connectionString: url.href };
}

function makePool(config: pg.PoolConfig, schema: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    max: options.max ?? 10,
    ...withOptions(config, startupOptions(schema)),
    types: parsers,
    application_name: 'regulars',
  });
  const lost = options.onLost ?? (() => undefined);
  pool.on('error', lost);
  // A connection in use that dies fails its statement and then emits `error` as well; unheard, that ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function beginStatement({ isolation, readOnly }: TxOptions): string {
  return ['begin', isolation && `isolation level ${isolation}`, readOnly && 'read only']
    .filter(Boolean)
    .join(' ');
}

/** `commit` of a transaction that already failed answers ROLLBACK without an error: that must not look like success. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
}

/** A connection whose server died may look alive until it is used; as nothing was asked yet, another is taken. */
function begin(pool: pg.Pool, options: TxOptions): Promise<pg.PoolClient> {
  return whenThere(async () => {
    const client = await pool.connect();
    try {
      await client.query(beginStatement(options));
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  });
}

/** The session is over: told so by the server (FATAL), or cut off without a word. */
function endsSession(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || error.severity === 'FATAL';
}

async function inTransaction<T>(client: pg.PoolClient, fn: (tx: Tx) => Promise<T>): Promise<T> {
  let broken: Error | boolean = false;
  try {
    const result = await fn(txOn(client));
    await commit(client);
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function copyIn(tx: Tx, sql: string, source: Readable): Promise<number> {
  const target = tx.client.query(copyFrom(sql));
  await pipeline(source, target);
  return target.rowCount;
}

export function openPool(config: pg.PoolConfig, options: PoolOptions = {}): Db {
  const schema = options.schema ?? 'main';
  if (!isSchemaName(schema)) throw new Error(`not a schema name: ${schema}`);
  const pool = makePool(config, schema, options);

  async function query<R>(text: string, params: readonly unknown[] = []): Promise<R[]> {
    const client = await whenThere(() => pool.connect());
    let failure: Error | undefined;
    try {
      return (await client.query(text, params as unknown[])).rows as R[];
    } catch (error) {
      if (endsSession(error)) failure = error as Error;
      throw error;
    } finally {
      client.release(failure);
    }
  }

  return {
    ...{ pool, schema, query, copyIn },
    tx: async (fn, txOptions = {}) => inTransaction(await begin(pool, txOptions), fn),
    copyOut: (tx, sql) => tx.client.query(copyTo(sql)),
    close: () => pool.end(),
  };
}
