import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { type Field, typeOf } from '../fields.ts';
import { literal, one } from '../sql.ts';
import { isNumeric, plainNumberOf } from './compile.ts';

export interface Ways {
  timeZone: string;
  dayFirst: boolean;
  decimalComma: boolean;
}

/**
 * Cells that are no plain number or `2025-10-07 09:50:26` are read once per distinct text, into
 * `slow_numbers` and `slow_times` (field, text, value). In one expression with the plain reading the
 * patterns cost 1.3 s per half million rows though no row took them, and 11 s of planning at 30 columns.
 */
export async function readSlowly(
  duck: DuckConnection,
  cells: readonly [Field, string][],
  ways: Ways,
): Promise<ReadonlySet<Field>> {
  await duck.run(`CREATE OR REPLACE TABLE slow_times (field VARCHAR, text VARCHAR, value TIMESTAMP);
    CREATE OR REPLACE TABLE slow_numbers (field VARCHAR, text VARCHAR, value DECIMAL(18, 6))`);
  const asked = askedOf(cells, ways);
  const slow = await slowOf(duck, asked, 'raw');
  for (const { field, sql, plain } of asked) {
    if (!slow.has(field)) continue;
    await duck.run(
      `CREATE OR REPLACE TABLE slow_texts AS SELECT DISTINCT text FROM (SELECT ${sql} AS text FROM raw) WHERE text IS NOT NULL AND NOT (${plain})`,
    );
    await (isNumeric(field) ? numbers(duck, field, ways) : times(duck, field, ways));
  }
  return slow;
}

const BEGINNING = '(SELECT * FROM raw LIMIT 2000)';

/** Whether the file's first rows hold cells of another kind: most files say so at once, or never. */
export async function beginsSlowly(
  duck: DuckConnection,
  cells: readonly [Field, string][],
  ways: Ways,
): Promise<boolean> {
  return (await slowOf(duck, askedOf(cells, ways), BEGINNING)).size > 0;
}

/** Rows whose refusal a slow reading might lift; `bad` is the row's. A day like 2025-02-30 is none. */
export const NOT_PLAIN = `(bad->>'reason') IN ('bad_amount', 'bad_quantity', 'bad_number', 'bad_date')
  AND NOT ((bad->>'reason') = 'bad_date' AND is_iso(bad->>'value'))`;

function askedOf(cells: readonly [Field, string][], ways: Ways): Asked[] {
  return cells.flatMap(([field, sql]) => {
    const plain = plainly(field, ways);
    return plain === undefined ? [] : [{ field, sql, plain }];
  });
}

interface Asked {
  field: Field;
  sql: string;
  plain: string;
}

/** One pass over the file says which fields need more. */
async function slowOf(
  duck: DuckConnection,
  asked: readonly Asked[],
  rows: string,
): Promise<Set<Field>> {
  if (!asked.length) return new Set();
  const counts = asked.map(
    ({ field, plain }) =>
      `count(*) FILTER (${field} IS NOT NULL AND NOT (${plain.replace(/\btext\b/g, field)})) AS ${field}`,
  );
  const found = await one<Record<string, number>>(
    duck,
    `SELECT ${counts.join(', ')} FROM (SELECT ${asked.map(({ field, sql }) => `${sql} AS ${field}`).join(', ')} FROM ${rows})`,
  );
  return new Set(asked.flatMap(({ field }) => (found[field] ? [field] : [])));
}

/** Whether the plain reading can tell; nothing for fields that are no numbers or times. */
function plainly(field: Field, { decimalComma }: Ways): string | undefined {
  if (isNumeric(field)) return `(${plainNumberOf('text', decimalComma)}) IS NOT NULL`;
  if (typeOf(field) === 'time') return 'is_iso(text)';
  return typeOf(field) === 'day' ? 'false' : undefined;
}

// Each step is a projection of its own: macros inside macros would be written out thousands of times.
const numbers = (duck: DuckConnection, field: Field, { decimalComma }: Ways) =>
  duck.run(`INSERT INTO slow_numbers SELECT '${field}', text, CASE WHEN looks_plain(plain) THEN TRY_CAST(plain AS DECIMAL(18, 6)) END FROM (
    SELECT text, plain_number(signed, ${String(decimalComma)}) AS plain FROM (
      SELECT text, regexp_replace(signed_number(bare), '^(-?)[ +]+', '\\1') AS signed FROM (
        SELECT text, bare_number(half) AS bare FROM (
          SELECT text, half_width(clean(text)) AS half FROM slow_texts))))`);

/** Whether 3/4/2025 is in April or March is decided by a value of the column that allows one reading only. */
async function times(
  duck: DuckConnection,
  field: Field,
  { timeZone, dayFirst }: Ways,
): Promise<void> {
  const found = await one<{ dmy: number; mdy: number }>(duck, EVIDENCE);
  const order =
    found.dmy > 0 && found.mdy === 0 ? true : found.mdy > 0 && found.dmy === 0 ? false : dayFirst;
  const zone = literal(typeOf(field) === 'day' ? 'UTC' : timeZone);
  await duck.run(`INSERT INTO slow_times SELECT '${field}', text, CASE
      WHEN is_iso(tidied) THEN iso_time(tidied, ${zone})
      WHEN bare THEN from_number(tidied, ${zone})
      WHEN parts.m != '' OR parts.b != '' THEN from_parts(parts, ${zone}, ${String(order)})
      ELSE from_words(tidied, ${zone}) END
    FROM (SELECT *, time_parts(tidied) AS parts, regexp_matches(tidied, '^[0-9]+(\\.[0-9]+)?$') AS bare
      FROM (SELECT text, half_width(clean(text)) AS tidied FROM slow_texts))`);
}

/** How many texts can only be day first, and how many only month first. */
const EVIDENCE = `SELECT count(*) FILTER (TRY_CAST(p.a AS INTEGER) > 12) AS dmy, count(*) FILTER (TRY_CAST(p.b AS INTEGER) > 12) AS mdy
  FROM (SELECT regexp_extract(half_width(clean(text)), '^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ](?:[0-9]{4}|[0-9]{2})(?:[^0-9].*)?$', ['a', 'b']) AS p FROM slow_texts)`;
