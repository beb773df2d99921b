import type { Tx } from '../../src/platform/postgres/index.ts';

/** Every column of the business's schema in which words can stand. */
export async function textColumns(tx: Tx): Promise<{ table: string; column: string }[]> {
  return tx.query(
    `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'main' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'jsonb', 'ARRAY') ORDER BY 1, 2`,
  );
}

/** Where a text stands, as table.column; every table and every text of the schema is read. */
export async function whereStands(tx: Tx, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column } of await textColumns(tx)) {
    const rows = await tx.query(
      `SELECT FROM ${table} WHERE strpos(${column}::text, $1) > 0 LIMIT 1`,
      [text],
    );
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}
