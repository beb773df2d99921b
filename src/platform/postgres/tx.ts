import type { PoolClient } from 'pg';
import { kyselyOn, type Builder } from './kysely.ts';

/** One open transaction. Every store function takes it first. */
export interface Tx {
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<R[]>;
  /** Exactly one row, else it throws: a bug, not an expected outcome. */
  one<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<R>;
  /** One row or none; more throw. */
  maybe<R = Record<string, unknown>>(
    text: string,
    params?: readonly unknown[],
  ): Promise<R | undefined>;
  /** How many rows a statement touched. */
  run(text: string, params?: readonly unknown[]): Promise<number>;
  /** Kysely on this very transaction; `tx.kysely.withTables<{…}>()` gives it types. */
  readonly kysely: Builder;
  readonly client: PoolClient;
}

export function txOn(client: PoolClient): Tx {
  let builder: Builder | undefined;
  const query = async <R>(text: string, params: readonly unknown[] = []): Promise<R[]> =>
    (await client.query(text, params as unknown[])).rows as R[];

  const maybe = async <R>(text: string, params?: readonly unknown[]): Promise<R | undefined> => {
    const rows = await query<R>(text, params);
    if (rows.length > 1)
      throw new Error(`expected at most one row, got ${rows.length}: ${text.slice(0, 200)}`);
    return rows[0];
  };
  const one = async <R>(text: string, params?: readonly unknown[]): Promise<R> => {
    const row = await maybe<R>(text, params);
    if (row === undefined) throw new Error(`expected one row, got none: ${text.slice(0, 200)}`);
    return row;
  };
  const run = async (text: string, params: readonly unknown[] = []): Promise<number> =>
    (await client.query(text, params as unknown[])).rowCount ?? 0;

  return {
    ...{ query, one, maybe, run, client },
    get kysely() {
      return (builder ??= kyselyOn(client));
    },
  };
}
