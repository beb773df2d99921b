import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { importerOf, put } from '../../../test/support/imports.ts';
import { problemOf } from './failure.ts';
import {
  createBatch,
  listBatches,
  recoverBatches,
  rejectsCsv,
  rejectsPage,
  safeCell,
} from './index.ts';
import { holdBatch } from './alive.ts';

const { db } = await testDb();
const shop = await importerOf(db);
afterAll(() => shop.close());
const now = new Date('2026-01-01T00:00:00Z');

test('after a crash running batches are failed and their files gone; one that somebody runs is left alone', async () => {
  const make = async (): Promise<number> => {
    const id = await db.tx((tx) =>
      createBatch(tx, { shopId: shop.shop, source: 's', fileName: 'f', now }),
    );
    await db.query(`UPDATE import_batch SET state = 'running' WHERE id = $1`, [id]);
    mkdirSync(join(shop.tempDir, `import-${id}`));
    return id;
  };
  const [dead, alive] = [await make(), await make()];
  const letGo = await holdBatch(db, alive);
  expect(await recoverBatches(db, { now, tempDir: shop.tempDir })).toEqual([dead]);
  expect(readdirSync(shop.tempDir)).toEqual([`import-${alive}`]);
  expect(await db.query('SELECT id, state, problem FROM import_batch ORDER BY id')).toEqual([
    { id: dead, state: 'failed', problem: { code: 'import_interrupted' } },
    { id: alive, state: 'running', problem: null },
  ]);
  await letGo();
  expect(await recoverBatches(db, { now, tempDir: shop.tempDir })).toEqual([alive]);
});

test('the reject file gives back every row, harmless in a spreadsheet and the same after import', async () => {
  const raws = [
    ...['1,=cmd(),-5', '2,"a ""quoted"", cell",中文', '3,@sum,"two\nlines"'],
    ...['"4, a","never closed,5', '6,x"y,"', ''],
  ];
  const batch = await shop.run(async (duck) => {
    await put(
      duck,
      'stage_reject',
      raws.map((raw, i) => ({
        line_number: i + 2,
        reason: 'missing',
        params: '{"field": "price"}',
        raw,
      })),
    );
    return raws.length;
  });
  expect(batch).toMatchObject({ read: 6, rejected: 6, accepted: 0 });
  const csv = await text(
    rejectsCsv(db, batch.id, { headers: ['no', 'name', 'price'], reasons: ({ reason }) => reason }),
  );
  const rows = parse(csv, { bom: true, relax_column_count: true }) as string[][];
  expect(rows).toEqual([
    ['no', 'name', 'price', 'regulars:reason'],
    ['1', "'=cmd()", '-5', 'missing'],
    ['2', 'a "quoted", cell', '中文', 'missing'],
    ['3', "'@sum", 'two\nlines', 'missing'],
    ['4, a', '"never closed', '5', 'missing'],
    ['6', 'x"y', '"', 'missing'],
    ['', 'missing'],
  ]);
  const page = await db.tx((tx) => rejectsPage(tx, batch.id, { after: 2, limit: 1 }));
  expect(page).toEqual([
    { line_number: 3, reason: 'missing', params: { field: 'price' }, raw: raws[1] },
  ]);
  expect((await db.tx((tx) => listBatches(tx, { limit: 1 })))[0]?.id).toBe(batch.id);
});

test('a cell that would run stays text; a number and a phone, which can run nothing, stay what they are', () => {
  const running = [
    '=1',
    '+1',
    '-x',
    '@a',
    '\tb',
    '\nc',
    '＝1',
    '+44770090001+A1',
    '+447700900001|x',
  ];
  expect(running.map(safeCell)).toEqual(running.map((cell) => `'${cell}`));
  const harmless = ['-1.5', 'a=1', '+447700900001', '+44 7700 900001', ''];
  expect(harmless.map(safeCell)).toEqual(harmless);
});

test('what a person can mend has a name, whichever engine says it; a bug has none', () => {
  const said = (fields: object): string | undefined =>
    problemOf(Object.assign(new Error('x'), fields))?.code;
  expect(said({ code: '53100' })).toBe('disk_full');
  expect(said({ message: 'IO Error: Could not write file "x": No space left on device' })).toBe(
    'disk_full',
  );
  expect(said({ message: 'Out of Memory Error: failed to allocate' })).toBe('out_of_memory');
  expect(said({ message: 'Connection terminated unexpectedly' })).toBe('database_lost');
  expect(said({ code: '42601' })).toBeUndefined();
});
