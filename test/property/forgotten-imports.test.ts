import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasePerson } from '../../src/ledger/customers/index.ts';
import { undoBatch } from '../../src/intake/undo/index.ts';
import { openLens, type Lens } from '../../src/lens/index.ts';
import type { DuckConnection } from '../../src/platform/duckdb/index.ts';
import type { Db } from '../../src/platform/postgres/index.ts';
import { testDb } from '../support/db.ts';
import { importerOf, put, putOrders, type Importer, type SaidOrder } from '../support/imports.ts';
import { whereStands } from '../support/texts.ts';

const MARK = 'mk-';
const LATER = new Date('2026-06-01T00:00:00Z');
let db: Db;
let shop: Importer;
beforeAll(async () => {
  ({ db } = await testDb());
  shop = await importerOf(db);
});
afterAll(() => shop.close());

const order = (more: Partial<SaidOrder>): SaidOrder => ({
  ...{
    number: '1',
    buyer: 'mk-ann',
    name: 'mk-name',
    email: 'mk-ann@example.com',
    phone: '+8613800000066',
    district: 'mk-district',
    note: 'mk-note',
  },
  ...{ receiver: true, status: 'paid', lines: [{ sku: 'TEA', quantity: 1, amount: 500 }] },
  ...more,
});

/** Everything that files can say about one person; at() moves what was said later. */
async function file(duck: DuckConnection, said: SaidOrder): Promise<number> {
  const rows = await putOrders(duck, [said]);
  // As real readers give them; the harness keeps them readable.
  await duck.run('UPDATE stage_order SET head_hash = md5(head_hash), lines_hash = md5(lines_hash)');
  await duck.run(`UPDATE stage_line SET variant = 'mk-engraved'`);
  const buyer = { buyer_kind: 'platform_id', buyer_scope: 'shop:1', buyer_value: 'mk-ann' };
  const parcel = { number: '1', tracking_number: 'mk-track', file_rows: 1, first_line: 10 };
  await put(duck, 'stage_parcel', [
    { ...parcel, carrier: 'SF', state: said.status === 'paid' ? 'shipped' : 'delivered' },
  ]);
  await put(duck, 'stage_scan', [
    {
      tracking_number: 'mk-track',
      scanned_at: '2024-01-03 00:00:00',
      text: 'signed by mk-name',
      file_rows: 1,
      first_line: 11,
    },
  ]);
  await put(duck, 'stage_review', [
    {
      number: '1',
      score: 5,
      text: 'mk-review',
      reviewed_at: '2024-01-05 00:00:00',
      file_rows: 1,
      first_line: 12,
    },
  ]);
  await put(duck, 'stage_conversation', [
    { ...buyer, said_at: '2024-01-06 00:00:00', text: 'mk-said', file_rows: 1, first_line: 13 },
  ]);
  await put(duck, 'stage_consent', [
    {
      ...buyer,
      email: 'mk-ann@example.com',
      channel: 'email',
      state: 'granted',
      occurred_at: '2024-01-06 00:00:00',
      proof: '{"words": "mk-words"}',
      file_rows: 1,
      first_line: 14,
    },
  ]);
  await put(duck, 'stage_customer', [
    {
      ...buyer,
      name: 'mk-name',
      nick: 'mk-nick',
      tags: 'mk-tag',
      attributes: '{"mk-key": "mk-value"}',
      birthday_month: 5,
      birthday_day: 1,
      file_rows: 1,
      first_line: 15,
    },
  ]);
  return rows + 6;
}

/** Texts of the lens that still hold the mark, as table.column. */
async function inLens(lens: Lens): Promise<string[]> {
  const columns = await lens.read<{ place: string; at: string }>(
    `SELECT database_name || '.' || schema_name || '.' || table_name AS place, column_name AS at FROM duckdb_columns()
     WHERE NOT internal AND data_type IN ('VARCHAR', 'VARCHAR[]') AND database_name NOT IN ('system', 'temp')`,
  );
  const found: string[] = [];
  for (const { place, at } of columns) {
    const rows = await lens.read(
      `SELECT 1 FROM ${place} WHERE contains(CAST(${at} AS VARCHAR), '${MARK}') LIMIT 1`,
    );
    if (rows.length > 0) found.push(`${place}.${at}`);
  }
  return found;
}

const facts = () =>
  db.query(`SELECT o.status, o.gross, o.units::float AS units, (SELECT count(*)::int FROM parcel WHERE order_id = o.id) AS parcels,
    (SELECT count(*)::int FROM parcel_scan) AS scans, (SELECT string_agg(score::text, ',') FROM review) AS scores,
    (SELECT count(*)::int FROM customer) AS customers FROM orders o`);

test('no import brings a forgotten person back: not the same file, not a newer one, not undoing an old one', async () => {
  const first = await shop.run((duck) => file(duck, order({})));
  expect(first).toMatchObject({ state: 'done', rejected: 0 });
  await shop.run((duck) =>
    file(duck, order({ note: 'mk-other note', email: 'mk-second@example.com' })),
  );
  expect((await db.tx((tx) => whereStands(tx, MARK))).length).toBeGreaterThan(15);

  const { id } = (await db.query<{ id: number }>('SELECT id FROM customer'))[0] ?? { id: 0 };
  const log = { info: () => undefined, warn: () => undefined };
  const lens = await openLens({ db, dir: join(shop.tempDir, 'lens'), business: 'test', log });
  expect((await inLens(lens)).length).toBeGreaterThan(1);
  const before = await facts();
  await db.tx((tx) => erasePerson(tx, id, LATER));
  expect(await db.tx((tx) => whereStands(tx, MARK))).toEqual([]);
  expect(await facts()).toEqual(before);
  expect(await inLens(lens)).toEqual([]);
  await lens.close();

  const again = await shop.run((duck) => file(duck, order({})));
  expect(again).toMatchObject({ state: 'done', rejected: 0, customers_new: 0 });
  expect(await db.tx((tx) => whereStands(tx, MARK))).toEqual([]);
  expect(await facts()).toEqual(before);

  await shop.run((duck) => file(duck, order({ status: 'completed', note: 'mk-newest' })));
  expect(await db.tx((tx) => whereStands(tx, MARK))).toEqual([]);
  expect(await facts()).toMatchObject([
    { status: 'completed', gross: 500, parcels: 1, customers: 1 },
  ]);

  // A file that does not know the buyer but the address, and other lines.
  const nameless = order({
    buyer: undefined,
    salt: 'x',
    lines: [{ sku: 'CUP', quantity: 1, amount: 700 }],
  });
  await shop.run((duck) => file(duck, nameless));
  expect(await facts()).toMatchObject([{ gross: 700 }]);
  expect(await db.tx((tx) => whereStands(tx, MARK))).toEqual([]);

  const undone = await undoBatch(db, first.id, LATER);
  expect(undone.ok).toBe(true);
  expect(await db.tx((tx) => whereStands(tx, MARK))).toEqual([]);
});
