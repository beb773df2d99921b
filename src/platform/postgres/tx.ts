import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { kyselyOn, type Builder } from './kysely.ts';

/** One open transaction. Every store function takes it first. */
export interface Tx {
  query<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<R[]>;
  /**
   * The same, parsed once a connection: for the few statements that a page asks again and again. With
   * `keepPlans` they are planned once, too, so their text must fit any parameters (no `$1 IS NULL OR`
   * that should spare an index scan, no prefixes).
   */
  kept<R = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<R[]>;
  /** From here to the transaction's end plans are made for any parameters and kept. */
  keepPlans(): Promise<void>;
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

const names = new Map<string, string>();

/** PostgreSQL tells statements apart by name; ours by their text. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 24);
  names.set(text, name);
  return name;
}

export function txOn(client: PoolClient): Tx {
  let builder: Builder | undefined;
  const query = async <R>(text: string, params: readonly unknown[] = []): Promise<R[]> =>
    (await client.query(text, params as unknown[])).rows as R[];

  const kept = async <R>(text: string, params: readonly unknown[] = []): Promise<R[]> =>
    (await client.query({ name: nameOf(text), text, values: params as unknown[] })).rows as R[];
  const keepPlans = async (): Promise<void> => {
    await client.query('set local plan_cache_mode = force_generic_plan');
  };

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
    ...{ query, kept, keepPlans, one, maybe, run, client },
    get kysely() {
      return (builder ??= kyselyOn(client));
    },
  };
}
