import {
  DOUBLE,
  DuckDBDataChunk,
  type DuckDBConnection,
  type DuckDBMaterializedResult,
} from '@duckdb/node-api';

/** Numbers by column, all of one length; NaN stands for NULL. */
export type Columns<Name extends string = string> = Record<Name, Float64Array>;

/** DuckDB's own vector length. */
const CHUNK = 2048;
/** Chunks written before others get a turn: about five milliseconds. */
const BREATH = 16;

/**
 * A result of DOUBLE columns as typed arrays. Rows as objects would hold the event loop for a second
 * at half a million; here each chunk of 2,048 is its own turn.
 */
export async function columnsOf(result: DuckDBMaterializedResult): Promise<Columns> {
  const names = result.columnNames();
  const parts: Float64Array[][] = names.map(() => []);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    names.forEach((_, i) => {
      const values = chunk.getColumnValues(i) as (number | null)[];
      parts[i]!.push(Float64Array.from(values, (value) => value ?? NaN));
    });
  }
  const joined = parts.map((list) => {
    const whole = new Float64Array(list.reduce((sum, part) => sum + part.length, 0));
    list.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  });
  return Object.fromEntries(names.map((name, i) => [name, joined[i]!]));
}

/** Appends to a table of DOUBLE columns, in the order of its columns. */
export async function appendColumns(
  native: DuckDBConnection,
  table: { name: string; catalog: string },
  columns: Columns,
): Promise<void> {
  const values = Object.values(columns);
  const length = values[0]?.length ?? 0;
  const appender = await native.createAppender(table.name, 'main', table.catalog);
  try {
    for (let from = 0, turn = 1; from < length; from += CHUNK, turn++) {
      const chunk = DuckDBDataChunk.create(values.map(() => DOUBLE));
      const part = values.map((column) =>
        Array.from(column.subarray(from, from + CHUNK), (v) => (Number.isNaN(v) ? null : v)),
      );
      chunk.setColumns(part);
      appender.appendDataChunk(chunk);
      if (turn % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    appender.closeSync();
  }
}
