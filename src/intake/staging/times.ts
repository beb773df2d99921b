import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { type Field, typeOf } from '../fields.ts';
import { literal, one } from '../sql.ts';

/**
 * Times that are not plainly `2025-10-07 09:50:26` are read once per distinct text, into
 * `slow_times(field, text, value)`. Whether 3/4/2025 is a day in April or March is decided per column:
 * by a value that allows only one reading, else by `dayFirst`.
 */
export async function readSlowTimes(
  duck: DuckConnection,
  texts: readonly [Field, string][],
  { timeZone, dayFirst }: { timeZone: string; dayFirst: boolean },
): Promise<ReadonlySet<Field>> {
  await duck.run('CREATE OR REPLACE TABLE slow_times (field VARCHAR, text VARCHAR, value TIMESTAMP)');
  const slow = new Set<Field>();
  for (const [field, sql] of texts) {
    await duck.run(`CREATE OR REPLACE TABLE slow_texts AS SELECT DISTINCT text FROM (SELECT ${sql} AS text FROM raw)
      WHERE text IS NOT NULL ${typeOf(field) === 'day' ? '' : 'AND NOT is_iso(text)'}`);
    const found = await one<{ texts: number; dmy: number; mdy: number }>(duck, EVIDENCE);
    if (found.texts === 0) continue;
    const order = found.dmy > 0 && found.mdy === 0 ? true : found.mdy > 0 && found.dmy === 0 ? false : dayFirst;
    const zone = typeOf(field) === 'day' ? 'UTC' : timeZone;
    await duck.run(`INSERT INTO slow_times SELECT '${field}', text,
        CASE WHEN is_iso(tidied) THEN iso_time(tidied, ${literal(zone)}) ELSE any_time(tidied, ${literal(zone)}, ${String(order)}) END
      FROM (SELECT text, half_width(clean(text)) AS tidied FROM slow_texts)`);
    slow.add(field);
  }
  return slow;
}

/** How many texts there are, and how many can only be day first, or only month first. */
export const EVIDENCE = `SELECT count(*) AS texts,
  count(*) FILTER (TRY_CAST(p.a AS INTEGER) > 12) AS dmy,
  count(*) FILTER (TRY_CAST(p.b AS INTEGER) > 12) AS mdy,
  count(*) FILTER (p.a != '') AS unclear
  FROM (SELECT regexp_extract(clean(text), '^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ](?:[0-9]{4}|[0-9]{2})(?:[^0-9].*)?$', ['a', 'b']) AS p FROM slow_texts)`;
