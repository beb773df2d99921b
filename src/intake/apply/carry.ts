import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkCancelled, type Apply } from './context.ts';

let files = 0;

export const tempFile = ({ options }: Apply): string =>
  join(options.tempDir, `carry-${++files}.csv`);

export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * Rows from DuckDB into a PostgreSQL table by way of a CSV file: node only passes bytes on. Both sides
 * write NULL as nothing and the empty text as "".
 */
export async function toPostgres(
  apply: Apply,
  select: string,
  table: string,
  columns: readonly string[],
): Promise<number> {
  checkCancelled(apply.options);
  const path = tempFile(apply);
  try {
    await apply.duck.run(`COPY (${select}) TO ${quoted(path)} (FORMAT csv, HEADER false)`);
    const target = `COPY ${table} (${columns.join(', ')}) FROM STDIN (FORMAT csv)`;
    return await apply.db.copyIn(
      apply.tx,
      target,
      createReadStream(path, { highWaterMark: 1 << 18 }),
    );
  } finally {
    await rm(path, { force: true });
  }
}

/** Rows from PostgreSQL into a new DuckDB table. */
export async function toDuck(
  apply: Apply,
  select: string,
  table: string,
  columns: Record<string, string>,
): Promise<void> {
  checkCancelled(apply.options);
  const path = tempFile(apply);
  const types = Object.entries(columns).map(([name, type]) => `${quoted(name)}: ${quoted(type)}`);
  try {
    await pipeline(
      apply.db.copyOut(apply.tx, `COPY (${select}) TO STDOUT (FORMAT csv)`),
      createWriteStream(path),
    );
    await apply.duck
      .run(`CREATE OR REPLACE TABLE ${table} AS SELECT * FROM read_csv(${quoted(path)},
      header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types.join(', ')}})`);
  } finally {
    await rm(path, { force: true });
  }
}
