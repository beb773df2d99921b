import { stringify } from 'csv-stringify/sync';
import { Readable } from 'node:stream';
import { safeCell } from '../intake/batch/index.ts';
import { xlsx, type Cell } from '../platform/xlsx/index.ts';

const MARK = '\uFEFF';
const LINES_A_CHUNK = 500;
const safe = (cell: Cell): Cell => (typeof cell === 'string' ? safeCell(cell) : cell);

async function* csv(header: string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<string> {
  // With the mark, a spreadsheet reads Chinese right.
  yield MARK + stringify([header.map((name) => safeCell(name))]);
  let waiting: Cell[][] = [];
  for await (const row of rows) {
    waiting.push(row.map(safe));
    if (waiting.length < LINES_A_CHUNK) continue;
    yield stringify(waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield stringify(waiting);
}

const MEDIA = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
export type Format = keyof typeof MEDIA;

/** Rows as a file to download, streamed; cells that look like formulas stay text. */
export function fileResponse(
  format: Format,
  name: string,
  { title, header, rows }: { title: string; header: string[]; rows: AsyncIterable<Cell[]> },
): Response {
  const body =
    format === 'csv'
      ? Readable.from(csv(header, rows), { objectMode: false })
      : xlsx(title, header, rows);
  return new Response(Readable.toWeb(body) as ReadableStream, {
    headers: {
      'content-type': MEDIA[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}
