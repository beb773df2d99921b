import { fileURLToPath } from 'node:url';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeShop } from '../../../bench/simulator/index.ts';
import { testDb, type TestDb } from '../../../test/support/db.ts';
import { migrate, type Db } from '../../platform/postgres/index.ts';
import { ensureBusiness } from '../accounts/index.ts';
import { erasePerson } from '../customers/index.ts';
import { backup, restore, verifyBackup } from './index.ts';

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
const NOW = new Date('2026-03-01T00:00:00Z');
const LATER = new Date('2026-04-01T00:00:00Z');

const TABLES = [
  'customer',
  'customer_identity',
  'orders',
  'order_line',
  'refund',
  'parcel',
  'review',
  'product',
  'shop',
];

async function contents(db: Db): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of TABLES) {
    found[table] = (
      await db.query(
        `SELECT count(*) AS n, md5(string_agg(t::text, '' ORDER BY t::text)) AS h FROM ${table} t`,
      )
    )[0];
  }
  return found;
}

describe('backup and restore', () => {
  let source: TestDb;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    source = await testDb();
    folder = await mkdtemp(join(tmpdir(), 'regulars-backup-'));
    file = join(folder, 'shop.backup');
    await ensureBusiness(source.db, NOW);
    await writeShop(source.db, { customers: 60, products: 40, seed: 7 });
    await backup(source.db, file, { now: NOW });
  });
  afterAll(async () => {
    await source.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a backup restored into an empty database holds every row, and new rows get new ids', async () => {
    const target = await testDb();
    const result = await restore(target.db, file, { now: LATER, migrations });
    expect(result).toMatchObject({ ok: true });
    await migrate(target.config, { dir: migrations });
    expect(await contents(target.db)).toEqual(await contents(source.db));
    const [row] = await target.db.query<{ id: number; top: number }>(
      `INSERT INTO product (shop_id, sku, known_at) VALUES (1, 'NEW', $1) RETURNING id, (SELECT max(id) FROM product) AS top`,
      [LATER],
    );
    expect(row!.id).toBe(row!.top + 1);
  });

  test('public ids stay valid and the lens learns that the ledger was replaced', async () => {
    const target = await testDb();
    const setting = `SELECT value FROM setting WHERE key = 'ledger_id'`;
    const [before] = await source.db.query(setting);
    await restore(target.db, file, { now: LATER, migrations });
    expect(await target.db.query(setting)).not.toEqual([before]);
    expect(await target.db.query('SELECT key, id_key FROM hub.business')).toEqual(
      await source.db.query('SELECT key, id_key FROM hub.business'),
    );
  });

  test('who was erased after the backup stays erased after its restore', async () => {
    const target = await testDb();
    await restore(target.db, file, { now: NOW, migrations });
    const [person] = await target.db.query<{ id: number; phone: string }>(
      'SELECT id, phone FROM customer WHERE phone IS NOT NULL ORDER BY id LIMIT 1',
    );
    await target.db.tx((tx) => erasePerson(tx, person!.id, NOW));
    const again = await restore(target.db, file, { now: LATER, migrations });
    expect(again).toMatchObject({ ok: true, value: { erased_again: 1 } });
    expect(
      await target.db.query(
        'SELECT name, phone, erased_at IS NOT NULL AS erased FROM customer WHERE id = $1',
        [person!.id],
      ),
    ).toEqual([{ name: null, phone: null, erased: true }]);
    expect(
      await target.db.query('SELECT 1 FROM customer_identity WHERE value = $1', [person!.phone]),
    ).toEqual([]);
  });

  test('a cut-off, a foreign and a newer file are refused and change nothing', async () => {
    const before = await contents(source.db);
    const bytes = await readFile(file);
    const cut = join(folder, 'cut.backup');
    await writeFile(cut, bytes.subarray(0, bytes.length - 200));
    const other = join(folder, 'other.backup');
    await writeFile(other, 'name,email\n');
    for (const path of [cut, other]) {
      expect(await restore(source.db, path, { now: LATER, migrations })).toMatchObject({
        ok: false,
        problem: { code: 'backup_damaged' },
      });
    }
    expect(await verifyBackup(file, 0)).toMatchObject({
      ok: false,
      problem: { code: 'backup_newer' },
    });
    expect(await verifyBackup(join(folder, 'none'), 9)).toMatchObject({
      ok: false,
      problem: { code: 'backup_not_found' },
    });
    expect(await contents(source.db)).toEqual(before);
  });
});
