import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Db, Tx } from '../../platform/postgres/index.ts';

export interface Reject {
  line_number: number;
  reason: string;
  params: Record<string, unknown>;
  raw: string;
}

export async function rejectsPage(
  tx: Tx,
  batchId: number,
  { after = 0, limit }: { after?: number; limit: number },
): Promise<Reject[]> {
  return tx.query<Reject>(
    `SELECT line_number, reason, params, raw FROM import_reject WHERE batch_id = $1 AND line_number > $2 ORDER BY line_number LIMIT $3`,
    [batchId, after, limit],
  );
}

/** What a spreadsheet may take for a formula: OWASP's page on CSV injection names these, the wide ones of Chinese keyboards too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A plain negative number, or a phone number with its country: digits alone call no function and no other
 * program, which is the harm, and a phone with an apostrophe is one that a text message service refuses.
 */
const NO_FORMULA = /^(?:-[\d.,]+|\+\d[\d ]{5,19})$/;

/** A spreadsheet runs cells that begin like a formula. An apostrophe in front stops it, and importing takes it off again. */
export const safeCell = (cell: string): string =>
  FORMULA.test(cell) && !NO_FORMULA.test(cell) ? `'${cell}` : cell;

/** Cells whose quotes are whole lose them, any other is cut at its commas and keeps its slip to be seen. */
const LENIENT = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;

function lenient(raw: string): string[] {
  const cells: string[] = [];
  for (const [all, inside, plain] of raw.matchAll(LENIENT)) {
    cells.push(inside?.replaceAll('""', '"') ?? plain ?? '');
    if (!all.endsWith(',')) break;
  }
  return cells;
}

/** The cells of a refused row; a quote that never closes is often why it was refused. */
export function cellsOf(raw: string): string[] {
  try {
    const [record] = parse(raw, {
      relax_quotes: true,
      relax_column_count: true,
      bom: false,
    }) as string[][];
    return record ?? [''];
  } catch {
    return lenient(raw);
  }
}

const PAGE = 2_000;
export const REASON_COLUMN = 'regulars:reason';

/** The file's own columns, so that it can be mended and imported again; `reasons` adds one that import ignores. */
export interface RejectsCsvOptions {
  headers: readonly string[];
  reasons?: (reject: Reject) => string;
}

async function* rowsOf(
  db: Db,
  batchId: number,
  { headers, reasons }: RejectsCsvOptions,
): AsyncGenerator<string> {
  // With the mark, a spreadsheet reads Chinese right.
  yield `\uFEFF${stringify([[...headers.map(safeCell), ...(reasons ? [REASON_COLUMN] : [])]])}`;
  for (let after = 0; ;) {
    const page = await db.tx((tx) => rejectsPage(tx, batchId, { after, limit: PAGE }));
    if (page.length === 0) return;
    yield stringify(
      page.map((reject) => [
        ...cellsOf(reject.raw).map(safeCell),
        ...(reasons ? [safeCell(reasons(reject))] : []),
      ]),
    );
    after = page.at(-1)?.line_number ?? after;
  }
}

export function rejectsCsv(db: Db, batchId: number, options: RejectsCsvOptions): Readable {
  return Readable.from(rowsOf(db, batchId, options), { objectMode: false });
}
