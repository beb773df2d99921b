import type { DuckDBConnection as Native, DuckDBMaterializedResult } from '@duckdb/node-api';
import { appendColumns, columnsOf, type Columns } from './columns.ts';
import { bindings, toJs, type DuckParam } from './values.ts';

export interface DuckConnection {
  /** Runs one or more statements (parameters: one only); gives the rows changed by the last. */
  run(sql: string, params?: readonly DuckParam[]): Promise<number>;
  all<T = Record<string, unknown>>(sql: string, params?: readonly DuckParam[]): Promise<T[]>;
  /** The same for queries whose every column is a DOUBLE, however many rows. */
  columns(sql: string, params?: readonly DuckParam[]): Promise<Columns>;
  /** Adds rows to a table of DOUBLE columns, given in their order. */
  append(table: { name: string; catalog: string }, columns: Columns): Promise<void>;
  /** Ends the running statement with an error. */
  interrupt(): void;
  close(): void;
  readonly native: Native;
}

/**
 * A connection holds one statement at a time. Callers queue here, because a second statement inside
 * the engine would block a thread of node's small pool until the first has ended.
 */
export function connectionOn(native: Native): DuckConnection {
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
  }

  const execute = (sql: string, params?: readonly DuckParam[]): Promise<DuckDBMaterializedResult> =>
    params === undefined || params.length === 0
      ? native.run(sql)
      : native.run(sql, ...bindings(params));

  return {
    native,
    run: (sql, params) => inTurn(async () => (await execute(sql, params)).rowsChanged),
    all: <T>(sql: string, params?: readonly DuckParam[]) =>
      inTurn(async () => (await (await execute(sql, params)).convertRowObjects(toJs)) as T[]),
    columns: (sql, params) => inTurn(async () => columnsOf(await execute(sql, params))),
    append: (table, columns) => inTurn(() => appendColumns(native, table, columns)),
    interrupt: () => native.interrupt(),
    close: () => native.closeSync(),
  };
}
