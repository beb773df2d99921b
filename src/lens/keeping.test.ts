import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { testDb } from '../../test/support/db.ts';
import { openLens, type Lens } from './index.ts';

const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'lens keeping '));
const said: string[] = [];
const log = {
  info: (text: string) => void said.push(text),
  warn: (text: string) => void said.push(text),
};
const opened = new Set<Lens>();
const built = (): number => said.filter((text) => text.includes('built')).length;

async function open(): Promise<Lens> {
  const lens = await openLens({ db, dir, business: 'shop', log, memoryLimit: '200MB' });
  opened.add(lens);
  return lens;
}

async function shut(lens: Lens): Promise<void> {
  opened.delete(lens);
  await lens.close();
}

const FILE = join(dir, 'shop.0.duckdb');

async function addOrders(from: number, to: number): Promise<void> {
  await db.query(
    `INSERT INTO orders (shop_id, number, kind, placed_at, placed_day, currency, gross, known_at, changed_at)
     SELECT 1, n, 'order', '2024-01-01', '2024-01-01', 'CNY', 0, '2024-01-01', '2024-01-01' FROM generate_series($1::int, $2::int) n`,
    [from, to],
  );
}

const count = async (lens: Lens): Promise<number> =>
  (await lens.read<{ n: number }>('SELECT count(*) AS n FROM orders'))[0]!.n;

beforeEach(async () => {
  said.length = 0;
  await db.query('DELETE FROM orders');
  await db.query('DELETE FROM lens_reader');
  await addOrders(1, 100);
});

afterEach(async () => {
  for (const lens of opened) await shut(lens);
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a second start goes on from the file; a deleted, cut or foreign file is rebuilt without a fuss', async () => {
  const start = async (): Promise<number> => {
    const lens = await open();
    const rows = await count(lens);
    await shut(lens);
    return rows;
  };
  expect(await start()).toBe(100);
  await addOrders(101, 110);
  expect(await start()).toBe(110);
  expect(built()).toBe(1);
  rmSync(FILE);
  expect(await start()).toBe(110);
  truncateSync(FILE, 20_000);
  expect(await start()).toBe(110);
  writeFileSync(FILE, 'not a database at all'.repeat(1000));
  expect(await start()).toBe(110);
  expect(built()).toBe(4);
});

test('a file deleted while the lens runs is no harm', async () => {
  const lens = await open();
  expect(await count(lens)).toBe(100);
  for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true });
  await addOrders(101, 105);
  expect(await count(lens)).toBe(105);
});

test('a restored ledger, and an older copy of the file, are rebuilt', async () => {
  let lens = await open();
  await lens.catchUp();
  const epoch = lens.epoch;
  await db.query(`UPDATE setting SET value = '"another"' WHERE key = 'ledger_id'`);
  expect(await count(lens)).toBe(100);
  expect(lens.epoch).not.toBe(epoch);
  expect(built()).toBe(2);
  await shut(lens);
  copyFileSync(FILE, join(dir, 'old'));
  lens = await open();
  await addOrders(101, 150);
  expect(await count(lens)).toBe(150);
  await shut(lens);
  await db.query('DELETE FROM change_log');
  copyFileSync(join(dir, 'old'), FILE);
  expect(await count(await open())).toBe(150);
});

test('what no lens needs any more is pruned, and what one still needs is kept; a lens away for a day rebuilds', async () => {
  const [lens, other] = [await open(), await open()];
  await lens.catchUp();
  await other.catchUp();
  await addOrders(101, 200);
  expect(await count(lens)).toBe(200);
  await shut(lens);
  const again = await open();
  // A fresh start prunes; the other lens has not seen the hundred yet.
  await addOrders(201, 201);
  await again.catchUp();
  expect(
    (await db.query<{ n: number }>('SELECT count(*) AS n FROM change_log'))[0]!.n,
  ).toBeGreaterThanOrEqual(100);
  const before = built();
  expect(await count(other)).toBe(201);
  expect(built()).toBe(before);
  await db.query(`UPDATE lens_reader SET seen_at = seen_at - interval '25 hours'`);
  await shut(again);
  await addOrders(202, 202);
  const third = await open();
  expect(await count(third)).toBe(202);
  await shut(third);
  const fourth = await open();
  await addOrders(203, 203);
  await fourth.catchUp();
  expect((await db.query<{ n: number }>('SELECT count(*) AS n FROM lens_reader'))[0]!.n).toBe(1);
  expect(await count(other)).toBe(203);
  expect(built()).toBeGreaterThan(before);
});

test('each process has a file of its own, takes the first free one, and removes those of the dead', async () => {
  const lens = await open();
  const second = await open();
  await second.catchUp();
  expect(existsSync(join(dir, 'shop.1.duckdb'))).toBe(true);
  await shut(second);
  await shut(lens);
  // Another process holds slot 0.
  const holder = spawn(
    process.execPath,
    [
      '-e',
      `const { DuckDBInstance } = require('@duckdb/node-api'); DuckDBInstance.create(process.argv[1]).then((i) => { globalThis.i = i; console.log('held'); setInterval(() => {}, 1000); })`,
      FILE,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(holder.stdout, 'data');
  try {
    const third = await open();
    expect(await count(third)).toBe(100);
    await shut(third);
    expect(readdirSync(dir).filter((name) => name.endsWith('.duckdb'))).toEqual([
      'shop.0.duckdb',
      'shop.1.duckdb',
    ]);
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
  expect(await count(await open())).toBe(100);
  expect(readdirSync(dir).filter((name) => name.endsWith('.duckdb'))).toEqual(['shop.0.duckdb']);
});

test('an erased name is nowhere in the file any more', async () => {
  const name = 'Zebulon Quastenflosser';
  await db.query(`INSERT INTO customer (person_id, key_kind, key_scope, key_value, name, known_at, changed_at)
    SELECT n, 'nick', '', n, '${name} ' || n, '2024-01-01', '2024-01-01' FROM generate_series(1, 1) n`);
  const inFile = (): boolean =>
    readdirSync(dir)
      .filter((file) => !file.endsWith('.tmp'))
      .some((file) => readFileSync(join(dir, file)).includes(name));
  let lens = await open();
  await lens.catchUp();
  await shut(lens);
  expect(inFile()).toBe(true);
  lens = await open();
  await db.query(`UPDATE customer SET name = NULL, key_kind = 'erased', erased_at = '2024-02-01'`);
  expect(
    await lens.read('SELECT 1 AS x FROM person_row WHERE NOT erased OR name IS NOT NULL'),
  ).toEqual([]);
  await shut(lens);
  expect(inFile()).toBe(false);
});

test('who asks sees what was committed before; no sum is ever seen half moved; a view keeps its state', async () => {
  const lens = await open();
  await lens.catchUp();
  let stop = false;
  const writer = async (seed: number): Promise<void> => {
    for (let n = 0; !stop; n++) {
      await db.tx(async (tx) => {
        const [a, b] = [1 + ((n * 7 + seed) % 50), 51 + ((n * 13 + seed) % 50)];
        await tx.run(`UPDATE orders SET gross = gross - 5 WHERE number = $1`, [a]);
        await sleep(n % 3 === 0 ? 8 : 1);
        await tx.run(`UPDATE orders SET gross = gross + 5 WHERE number = $1`, [b]);
      });
    }
  };
  const writers = [writer(1), writer(2)];
  for (let n = 0; n < 12; n++) {
    await db.query(`UPDATE orders SET promotion_code = $1 WHERE number = '100'`, [`seen ${n}`]);
    const [own, sum] = await lens.view(async (read) => {
      const [first] = await read<{ sum: number; own: string }>(
        `SELECT CAST(sum(gross) AS BIGINT) AS sum, max(promotion_code) AS own FROM orders`,
      );
      await Promise.all([lens.catchUp(), sleep(2)]);
      const [again] = await read<{ sum: number; own: string }>(
        `SELECT CAST(sum(gross) AS BIGINT) AS sum, max(promotion_code) AS own FROM orders`,
      );
      expect(again).toEqual(first);
      return [first!.own, first!.sum];
    });
    expect(sum).toBe(0);
    expect(own).toBe(`seen ${n}`);
  }
  stop = true;
  await Promise.all(writers);
  expect(await lens.read(`SELECT CAST(sum(gross) AS BIGINT) AS sum FROM orders`)).toEqual([
    { sum: 0 },
  ]);
});
