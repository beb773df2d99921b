import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sentence } from '../kernel/index.ts';
import { saveTo, sheetKind } from './files.ts';

test('a file is written once, into a folder that is there; what stands in the way is said in words', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'files-'));
  const body = () => new Response('a,b\n');
  const file = join(dir, 'out.csv');
  expect(await saveTo(file, body())).toEqual({ ok: true, value: 4 });
  expect(await saveTo(file, body())).toMatchObject({ problem: { code: 'file_exists' } });
  expect(readFileSync(file, 'utf8')).toBe('a,b\n');
  const lost = await saveTo(join(dir, 'none', 'out.csv'), body());
  if (lost.ok) throw new Error('written into nowhere');
  expect(sentence(lost.problem, 'en')).toContain(`there is no folder ${join(dir, 'none')}.`);
  rmSync(dir, { recursive: true });
});

test('a table is a .csv or an .xlsx, and no other name is guessed at', () => {
  expect(['a.csv', 'B.XLSX', 'a.txt', 'csv'].map((file) => sheetKind(file).ok)).toEqual([
    ...[true, true, false, false],
  ]);
});
