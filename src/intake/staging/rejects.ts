import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { one } from '../sql.ts';

/**
 * Moves what cannot be taken from `typed` to stage_reject. With `group` (the column that makes rows
 * one thing, an order's number) a bad row takes its whole group along, so that a mended reject file
 * brings whole orders back. Leaves the good rows in the view `good`.
 */
export async function reject(duck: DuckConnection, width: number, group?: string): Promise<number> {
  const { bad } = await one<{ bad: number }>(
    duck,
    'SELECT count(*) AS bad FROM typed WHERE bad IS NOT NULL',
  );
  if (bad === 0) {
    await duck.run('CREATE OR REPLACE VIEW good AS SELECT * FROM typed');
    return 0;
  }
  await duck.run(
    group
      ? groups(group)
      : 'CREATE OR REPLACE TABLE bad_rows AS SELECT line, bad FROM typed WHERE bad IS NOT NULL',
  );
  await duck.run(`INSERT INTO stage_reject
    SELECT line, bad->>'reason', json_merge_patch(bad, '{"reason":null}')::VARCHAR, ${recordSql(width)}
    FROM bad_rows JOIN raw_lines AS raw USING (line) ORDER BY line`);
  await duck.run(
    'CREATE OR REPLACE VIEW good AS SELECT * FROM typed ANTI JOIN bad_rows USING (line)',
  );
  const { rejected } = await one<{ rejected: number }>(
    duck,
    'SELECT count(*) AS rejected FROM bad_rows',
  );
  return rejected;
}

/** A record of the file as one CSV line with the file's own columns. */
const recordSql = (width: number): string =>
  `coalesce(raw.raw, ${Array.from({ length: width }, (_, i) => csvCell(`c${i}`)).join(` || ',' || `)})`;

/** The records of facts that refer to orders or people: only the ledger knows which of them are not there. */
export async function keepRecords(duck: DuckConnection, width: number): Promise<void> {
  await duck.run(`CREATE OR REPLACE TABLE stage_raw AS
    SELECT line AS line_number, ${recordSql(width)} AS raw FROM raw_lines AS raw`);
}

const groups = (group: string) => `
  CREATE OR REPLACE TABLE bad_groups AS SELECT ${group} AS key, min(line) AS line FROM typed WHERE bad IS NOT NULL AND ${group} IS NOT NULL GROUP BY 1;
  CREATE OR REPLACE TABLE bad_rows AS SELECT t.line, coalesce(t.bad, json_object('reason', 'order_incomplete', 'line', b.line)::VARCHAR) AS bad
    FROM typed t LEFT JOIN bad_groups b ON b.key = t.${group} WHERE t.bad IS NOT NULL OR b.key IS NOT NULL`;

/** A cell as CSV writes it. */
const csvCell = (column: string) =>
  `CASE WHEN ${column} IS NULL THEN '' WHEN regexp_matches(${column}, '[",\\r\\n]') THEN '"' || replace(${column}, '"', '""') || '"' ELSE ${column} END`;
