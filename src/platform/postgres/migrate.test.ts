import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { testDb, type TestDb } from '../../../test/support/db.ts';
import { migrate } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'regulars-migrations-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const HUB = '-- scope: hub\ncreate table account (name text);\n';
const CUPS = '-- scope: business\ncreate table cup (n int);\ninsert into cup values (1);\n';
const PLATES = '-- scope: business\ncreate table plate as select n from cup;\n';

function folder(files: Record<string, string>): string {
  const dir = mkdtempSync(join(root, 'm-'));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(dir, `${name}.sql`), sql);
  return dir;
}

let shop: TestDb;
beforeEach(async () => {
  shop = await testDb({ migrated: false });
});
const up = (dir: string, schema = 'main') => migrate(shop.config, { dir, schema });

test('every file runs once: hub files once a database, business files once a business', async () => {
  const dir = folder({ '0001_hub': HUB, '0002_cups': CUPS });
  expect(await up(dir)).toEqual(['0001_hub', '0002_cups']);
  expect(await up(dir)).toEqual([]);
  expect(await up(dir, 'second_shop')).toEqual(['0002_cups']);
  expect(
    await shop.db.query(
      `select to_regclass('hub.account') is not null as hub, to_regclass('second_shop.cup') is not null as second`,
    ),
  ).toEqual([{ hub: true, second: true }]);
});

test('an older database gets what it lacks, on the data it has', async () => {
  await up(folder({ '0001_hub': HUB, '0002_cups': CUPS }));
  await shop.db.query('insert into cup values (2)');
  expect(await up(folder({ '0001_hub': HUB, '0002_cups': CUPS, '0003_plates': PLATES }))).toEqual([
    '0003_plates',
  ]);
  expect(await shop.db.query('select n from plate order by n')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('many migrating in one moment apply each file once', async () => {
  const dir = folder({ '0001_hub': HUB, '0002_cups': CUPS, '0003_plates': PLATES });
  const all = await Promise.all(Array.from({ length: 6 }, () => up(dir)));
  expect(all.flat().toSorted()).toEqual(['0001_hub', '0002_cups', '0003_plates']);
});

test('a file changed after it was applied is refused; other line ends are no change', async () => {
  await up(folder({ '0001_cups': CUPS }));
  expect(await up(folder({ '0001_cups': CUPS.replaceAll('\n', '\r\n') }))).toEqual([]);
  await expect(up(folder({ '0001_cups': `${CUPS}-- more\n` }))).rejects.toMatchObject({
    code: 'migration_changed',
  });
});

test('a database of a newer release is refused, and so is a number slipped in before', async () => {
  await up(folder({ '0001_cups': CUPS, '0003_plates': PLATES }));
  await expect(up(folder({ '0001_cups': CUPS }))).rejects.toMatchObject({ code: 'database_newer' });
  const late = folder({ '0001_cups': CUPS, '0002_late': CUPS, '0003_plates': PLATES });
  await expect(up(late)).rejects.toMatchObject({ code: 'migration_late' });
});

test('a failing file leaves nothing of itself and names its line; those before it stay', async () => {
  const broken = '-- scope: business\ncreate table plate (n int);\nselect wrong;\n';
  await expect(up(folder({ '0001_cups': CUPS, '0002_plates': broken }))).rejects.toThrow(
    'migration 0002_plates.sql line 3',
  );
  expect(await shop.db.query(`select to_regclass('main.plate') as plate`)).toEqual([
    { plate: null },
  ]);
  expect(await up(folder({ '0001_cups': CUPS, '0002_plates': PLATES }))).toEqual(['0002_plates']);
});
