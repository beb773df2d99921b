import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';

/** Statements built by Kysely run on the transaction's own connection; it never opens or ends anything. */
class OneConnection implements Driver, DatabaseConnection {
  readonly #client: PoolClient;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, rowCount } = await this.#client.query(compiled.sql, [...compiled.parameters]);
    return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) };
  }

  // oxlint-disable-next-line require-yield -- Kysely asks for the method; cursors are copyOut's business.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is done with copyOut');
  }

  init = async (): Promise<void> => undefined;
  acquireConnection = async (): Promise<DatabaseConnection> => this;
  releaseConnection = async (): Promise<void> => undefined;
  destroy = async (): Promise<void> => undefined;
  beginTransaction = notHere;
  commitTransaction = notHere;
  rollbackTransaction = notHere;
}

async function notHere(): Promise<never> {
  throw new Error('transactions are opened with db.tx');
}

/** The tables' types come from the caller: `tx.kysely.withTables<…>()`. Kysely's own name for "any table" is any. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Builder = Kysely<any>;

export function kyselyOn(client: PoolClient): Builder {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new OneConnection(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
