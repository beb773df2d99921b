import type { DuckConnection } from '../platform/duckdb/index.ts';

/** A text as a SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The one row a statement gives. */
export async function one<T>(duck: DuckConnection, sql: string): Promise<T> {
  const [row] = await duck.all<T>(sql);
  if (row === undefined) throw new Error(`no row from: ${sql.slice(0, 200)}`);
  return row;
}
