import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { xlsx, type Cell } from './index.ts';

async function* many(rows: Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows;
}

test('another program reads back what was written, formulas and odd letters as plain text', async () => {
  const rows: Cell[][] = [
    ['=cmd|calc', 3, 'a & b <c> "d"'],
    ['李雷 👍', -1.5, '+8613800000001'],
    ['bell\u0007 half\uD800', 0, null],
  ];
  const bytes = await buffer(xlsx('Customers', ['name', 'orders', 'phone'], many(rows)));
  const [sheet] = await readXlsxFile(Readable.from([bytes]) as never);
  const data = (sheet as unknown as { data?: unknown }).data ?? sheet;
  expect(data).toEqual([['name', 'orders', 'phone'], rows[0], rows[1], ['bell half', 0, null]]);
});
