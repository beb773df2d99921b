import {
  DOUBLE,
  DuckDBDataChunk,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBMaterializedResult,
} from '@duckdb/node-api';
import { inTransaction } from './transaction.ts';

/** Numbers by column, all of one length; NaN stands for NULL. */
export type Columns<Name extends string = string> = Record<Name, Float64Array>;

/** DuckDB's own vector length. */
const CHUNK = 2048;
/** Chunks written before others get a turn: some milliseconds. */
const BREATH = 2;

/** Numbers that a thread reads where they lie: to copy many into a message holds the event loop. */
export const sharedColumn = (length: number): Float64Array =>
  new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));

const others = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A result of DOUBLE columns as typed arrays. Rows as objects would hold the event loop for a second
 * at half a million; here each chunk of 2,048 is its own turn.
 */
export async function columnsOf(result: DuckDBMaterializedResult): Promise<Columns> {
  const names = result.columnNames();
  const columns = names.map(() => sharedColumn(result.rowCount));
  for (let at = 0; ;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    columns.forEach((column, i) => {
      const values = chunk.getColumnValues(i) as (number | null)[];
      for (let row = 0; row < values.length; row++) column[at + row] = values[row] ?? NaN;
    });
    at += chunk.rowCount;
  }
  return Object.fromEntries(names.map((name, i) => [name, columns[i]!]));
}

async function appendAll(
  appender: DuckDBAppender,
  values: Float64Array[],
  length: number,
): Promise<void> {
  for (let from = 0, turn = 1; from < length; from += CHUNK, turn++) {
    const chunk = DuckDBDataChunk.create(values.map(() => DOUBLE));
    const part = values.map((column) =>
      Array.from(column.subarray(from, from + CHUNK), (v) => (Number.isNaN(v) ? null : v)),
    );
    chunk.setColumns(part);
    appender.appendDataChunk(chunk);
    if (turn % BREATH !== 0) continue;
    // Else the engine takes 200,000 rows in at once.
    appender.flushSync();
    await others();
  }
}

/**
 * Appends to a table of DOUBLE columns, in the order of its columns, in a transaction of its own: an
 * appender commits on the event loop and may find a checkpoint due, which held it for half a second.
 */
export async function appendColumns(
  native: DuckDBConnection,
  table: { name: string; catalog: string },
  columns: Columns,
): Promise<void> {
  const values = Object.values(columns);
  await inTransaction(native, async () => {
    const appender = await native.createAppender(table.name, 'main', table.catalog);
    await appendAll(appender, values, values[0]?.length ?? 0);
    appender.closeSync();
  });
}
