import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customerPage, timeline } from '../src/ledger/customers/index.ts';
import { migrate, openPool, openPostgres, type Db } from '../src/platform/postgres/index.ts';
import type { BenchOptions, BenchRow } from './rows.ts';
import { writeShop } from './simulator/index.ts';

const PEOPLE = 300;
const NOW = new Date('2026-01-01T00:00:00Z');

/** Milliseconds at the 95th of a hundred. */
async function p95(ids: number[], ask: (id: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (const id of ids) {
    const begun = performance.now();
    await ask(id);
    took.push(performance.now() - begun);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? 0;
}

const page = (db: Db) => (id: number) =>
  db.tx((tx) => customerPage(tx, { profile: id, shopIds: null, orders: 21 }, NOW));
const latest = (db: Db) => (id: number) =>
  db.tx((tx) => timeline(tx, { profiles: [id], shopIds: null, limit: 51 }));

async function measure(db: Db): Promise<BenchRow[]> {
  const some = await db.query<{ id: number }>(
    'SELECT id FROM customer ORDER BY md5(id::text) LIMIT $1',
    [PEOPLE],
  );
  const busy = await db.query<{ id: number }>(
    'SELECT customer_id AS id FROM orders WHERE customer_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT $1',
    [PEOPLE],
  );
  const [any, most] = [some.map(({ id }) => id), busy.map(({ id }) => id)];
  await p95(any.slice(0, 20), page(db));
  const row = (name: string, value: number, target?: string): BenchRow => ({
    name,
    value,
    unit: 'ms',
    ...(target && { target }),
  });
  return [
    row('customer page, p95 of anybody', await p95(any, page(db)), '≤ 30 ms'),
    row('customer page, p95 of the busiest', await p95(most, page(db)), '≤ 30 ms'),
    row('timeline, p95 of anybody', await p95(any, latest(db))),
    row('timeline, p95 of the busiest', await p95(most, latest(db))),
  ];
}

export async function run({ customers = 100_000 }: BenchOptions): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars page '));
  const postgres = await openPostgres({ dataDir: join(folder, 'data') });
  try {
    await migrate(postgres.config, { dir: 'migrations' });
    const db = openPool(postgres.config);
    await writeShop(db, { customers, quiet: true });
    await db.query('VACUUM ANALYZE');
    const rows = await measure(db);
    await db.close();
    return rows;
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
