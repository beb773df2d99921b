import { createReadStream } from 'node:fs';
import { fail, ok, type Result } from '../../kernel/index.ts';
import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { literal, one } from '../sql.ts';
import { jsonRecords } from './json.ts';
import { careful, columns, type Loaded, type LoadOptions, reader, trimmed } from './careful.ts';
import { ReadingProblem, type Shape, withoutBom } from './open.ts';
import { type Plain, toPlain } from './plain.ts';
import { type RawRecord, Splitter } from './records.ts';
import { xlsxRecords } from './xlsx.ts';

const CLEAR =
  'DROP VIEW IF EXISTS raw; DROP VIEW IF EXISTS raw_lines; DROP TABLE IF EXISTS raw_cells';

/** The first records of any file, header lines included, without reading the rest of it. */
export async function peek(
  shape: Shape,
  count: number,
  sheet?: string,
): Promise<Result<RawRecord[]>> {
  if (shape.kind === 'delimited') return ok(firstRecords(shape, count));
  const found: RawRecord[] = [];
  try {
    for await (const record of shape.kind === 'xlsx'
      ? xlsxRecords(shape.path, sheet)
      : jsonRecords(shape, {})) {
      found.push(record);
      if (found.length === count) break;
    }
  } catch (error) {
    if (error instanceof ReadingProblem && !found.length) return fail(error.code, error.params);
    if (!(error instanceof ReadingProblem)) throw error;
  }
  return ok(found);
}

/** A few records as the table `raw`, for a preview by the same SQL. */
export async function loadSample(
  duck: DuckConnection,
  records: readonly RawRecord[],
  options: LoadOptions,
): Promise<Result<Loaded>> {
  await duck.run(CLEAR);
  async function* given() {
    yield* records;
  }
  try {
    return ok(await careful(duck, given(), options));
  } catch (error) {
    if (error instanceof ReadingProblem) return fail(error.code, error.params);
    throw error;
  }
}

/**
 * The file as the view `raw(line, problem, raw, c0, c1, …)`: every record once, all text. `problem`
 * says what is wrong with the record itself, and only then is its text in `raw`. `raw_lines` is the
 * same, surely with lines.
 */
export async function load(
  duck: DuckConnection,
  shape: Shape,
  options: LoadOptions,
): Promise<Result<Loaded>> {
  try {
    await duck.run(CLEAR);
    const loaded = await (shape.kind === 'delimited'
      ? loadText(duck, shape, options)
      : loadOther(duck, shape, options));
    return loaded.rows === 0 ? fail('no_rows') : ok(loaded);
  } catch (error) {
    if (error instanceof ReadingProblem) return fail(error.code, error.params);
    throw error;
  }
}

async function loadText(duck: DuckConnection, shape: Shape, options: LoadOptions): Promise<Loaded> {
  const plain = await toPlain(shape, options);
  const header = headerOf(shape, options.headerAt);
  if (plain.tidy && header) {
    if (!options.copy) return inPlace(duck, plain, shape.delimiter, header);
    const rows = await fast(duck, plain, shape.delimiter, header);
    if (rows !== undefined) return { headers: header.cells, rows };
  }
  return careful(duck, textRecords(plain, shape.delimiter, header?.cells.length), options);
}

async function loadOther(
  duck: DuckConnection,
  shape: Shape,
  options: LoadOptions,
): Promise<Loaded> {
  const records =
    shape.kind === 'xlsx' ? xlsxRecords(shape.path, options.sheet) : jsonRecords(shape, options);
  return careful(duck, records, options);
}

interface Header {
  cells: string[];
  /** Physical lines up to its end. */
  lines: number;
}

function headerOf(shape: Shape, at: number): Header | undefined {
  let seen = 0;
  for (const record of firstRecords(shape, at + 1)) {
    if (seen === at) {
      const lines = record.line - 1 + (record.raw.match(/\n/g)?.length ?? 0) + 1;
      return { cells: trimmed(record.cells), lines };
    }
    seen += 1;
  }
  return undefined;
}

/** The first records of a delimited file, from the part already in memory. */
export function firstRecords(shape: Shape, count: number): RawRecord[] {
  const splitter = new Splitter(shape.delimiter);
  const found: RawRecord[] = [];
  for (const step of [() => splitter.push(shape.head), () => (shape.whole ? splitter.end() : [])]) {
    for (const record of step()) {
      found.push(record);
      if (found.length === count) return found;
    }
  }
  return found;
}

// Small buffers: the default 32 MB each made node's memory 80 MB larger and nothing faster.
const cellsOf = (plain: Plain, delimiter: string, header: Header): string =>
  reader(
    plain.path,
    columns(header.cells.length),
    `delim = ${literal(delimiter)}, skip = ${header.lines}, buffer_size = 4000000`,
  );

/** Physical lines under the header: as many as there are records, unless some have several. */
const linesUnder = (plain: Plain, header: Header): number =>
  plain.lines + (plain.endsOpen ? 1 : 0) - header.lines;

const NOTHING_WRONG = 'NULL::VARCHAR AS problem, NULL::VARCHAR AS raw';

/** A tidy file is read where it is, twice: a copy in memory of 541,909 rows took 120 MB and saved nothing. */
async function inPlace(
  duck: DuckConnection,
  plain: Plain,
  delimiter: string,
  header: Header,
): Promise<Loaded> {
  const cells = cellsOf(plain, delimiter, header);
  const firstLine = header.lines + 1;
  await duck.run(
    `CREATE VIEW raw AS SELECT NULL::BIGINT AS line, ${NOTHING_WRONG}, * FROM ${cells}`,
  );
  await duck.run(
    `CREATE VIEW raw_lines AS SELECT row_number() OVER () + ${firstLine - 1} AS line, ${NOTHING_WRONG}, * FROM ${cells}`,
  );
  return { headers: header.cells, rows: linesUnder(plain, header), firstLine };
}

/** A copy by DuckDB's own reader; nothing when it refuses the file or counts other lines than there are. */
async function fast(
  duck: DuckConnection,
  plain: Plain,
  delimiter: string,
  header: Header,
): Promise<number | undefined> {
  try {
    await duck.run(`CREATE TABLE raw_cells AS SELECT * FROM ${cellsOf(plain, delimiter, header)}`);
  } catch {
    await duck.run(CLEAR);
    return undefined;
  }
  const inside = columns(header.cells.length)
    .map((name) => `coalesce(length(${name}) - length(replace(${name}, chr(10), '')), 0)`)
    .join(' + ');
  const { rows, inner } = await one<{ rows: number; inner: number }>(
    duck,
    `SELECT count(*) AS rows, coalesce(sum(${inside}), 0)::BIGINT AS inner FROM raw_cells`,
  );
  if (rows + inner !== linesUnder(plain, header)) {
    await duck.run(CLEAR);
    return undefined;
  }
  await duck.run(`CREATE VIEW raw AS SELECT rowid + ${header.lines + 1} + coalesce(sum(inside) OVER (ORDER BY rowid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS line,
      ${NOTHING_WRONG}, ${columns(header.cells.length).join(', ')}
    FROM (SELECT rowid, ${inside} AS inside, * FROM raw_cells);
    CREATE VIEW raw_lines AS SELECT * FROM raw`);
  return rows;
}

async function* textRecords(
  plain: Plain,
  delimiter: string,
  expected?: number,
): AsyncGenerator<RawRecord> {
  const splitter = new Splitter(delimiter, expected);
  const stream = createReadStream(plain.path, { encoding: 'utf8', highWaterMark: 1 << 18 });
  let first = true;
  for await (const chunk of stream as AsyncIterable<string>) {
    yield* splitter.push((first ? withoutBom(chunk) : chunk).replaceAll('\0', ''));
    first = false;
  }
  yield* splitter.end();
}
