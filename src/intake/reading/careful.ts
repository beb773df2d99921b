import { join } from 'node:path';
import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { literal } from '../sql.ts';
import { ReadingProblem, withoutBom } from './open.ts';
import type { ReadOptions } from './plain.ts';
import type { RawRecord } from './records.ts';
import { Temporary } from './temporary.ts';

export interface Loaded {
  headers: string[];
  /** Records of the file under its header. */
  rows: number;
  /**
   * Set when `raw` is the file itself and not a copy: its rows carry no line then, the first stands on
   * this line, and each on the next. Whoever reads it must find `rows` rows, or else load a copy.
   */
  firstLine?: number;
}

export interface LoadOptions extends ReadOptions {
  /** Which record is the header, from 0. */
  headerAt: number;
  sheet?: string;
  /** Never leave the file where it is. */
  copy?: boolean;
}

/** Header cells as people mean them: no byte order mark, full-width or other space around them. */
export function trimmed(cells: string[]): string[] {
  const names = cells.map((cell) => withoutBom(cell).replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''));
  while (names.length > 1 && names.at(-1) === '') names.pop();
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

export const columns = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

/** DuckDB's reader, told everything: it guesses nothing. */
export const reader = (path: string, names: string[], options: string) =>
  `read_csv(${literal(path)}, auto_detect = false, header = false, quote = '"', escape = '"', strict_mode = true,
    columns = {${names.map((name) => `${name}: 'VARCHAR'`).join(', ')}}, ${options})`;

/** Longer records are rejected: no export has them, and DuckDB's reader has a limit per line. */
const LONGEST_RECORD = 1_500_000;

/** Any records, one by one, into a file DuckDB reads without a doubt. */
export async function careful(
  duck: DuckConnection,
  records: AsyncIterable<RawRecord>,
  options: LoadOptions,
): Promise<Loaded> {
  const path = join(options.tempDir, 'tidy.csv');
  const out = new Temporary(path);
  const { headers, rows } = await tidied(records, out, options).catch((error: unknown) => {
    out.drop();
    throw error;
  });
  const names = columns(headers.length);
  await duck.run(
    `CREATE TABLE raw_cells AS SELECT * FROM ${reader(path, ['line', 'problem', 'raw', ...names], `delim = ',', parallel = true`)}`,
  );
  await duck.run(`CREATE VIEW raw AS SELECT line::BIGINT AS line, * EXCLUDE (line) FROM raw_cells;
    CREATE VIEW raw_lines AS SELECT * FROM raw`);
  return { headers, rows };
}

async function tidied(
  records: AsyncIterable<RawRecord>,
  out: Temporary,
  options: LoadOptions,
): Promise<Loaded> {
  let headers: string[] | undefined;
  let seen = 0;
  let rows = 0;
  for await (const record of records) {
    if (options.signal?.aborted) throw new ReadingProblem('cancelled');
    if (seen === options.headerAt) headers = trimmed(record.cells);
    else if (headers) {
      rows += 1;
      await out.write(tidy(record, headers.length));
    }
    seen += 1;
  }
  await out.end();
  if (!headers) throw new ReadingProblem('no_header');
  return { headers, rows };
}

const quote = (cell: string) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`);

function tidy(record: RawRecord, width: number): string {
  const { cells } = record;
  // Spare delimiters at the end hold nothing.
  while (cells.length > width && cells.at(-1)?.trim() === '') cells.pop();
  const long = record.raw.length > LONGEST_RECORD;
  const problem = long
    ? 'record_too_long'
    : (record.problem ?? (cells.length === width ? '' : 'column_count'));
  const kept = long ? [] : cells.slice(0, width);
  const padded = Array.from({ length: width }, (_, i) => quote(kept[i] ?? ''));
  const raw = problem ? record.raw.slice(0, 100_000) : '';
  const found = problem === 'column_count' ? `:${cells.length}:${width}` : '';
  return `${[String(record.line), problem + found, quote(raw), ...padded].join(',')}\n`;
}
