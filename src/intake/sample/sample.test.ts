import { fileURLToPath } from 'node:url';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { createBatch, openRunner } from '../batch/index.ts';
import { stage } from '../index.ts';
import { loadSample, removeSample } from './index.ts';

const NOW = new Date('2026-06-15T10:00:00Z');
const slicePath = fileURLToPath(
  new URL('../../../assets/sample/online-retail-slice.csv.gz', import.meta.url),
);
const { db } = await testDb();
const folder = await mkdtemp(join(tmpdir(), 'regulars-sample-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowCounts(): Promise<Record<string, number>> {
  const tables = await db.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'main' AND table_type = 'BASE TABLE'
     AND table_name NOT IN ('change_log', 'migration') ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    counts[name] = (await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`))[0]!.n;
  return counts;
}

async function importOwn(runner: ReturnType<typeof openRunner>): Promise<void> {
  const path = join(folder, 'own.csv');
  await writeFile(
    path,
    'order_number,ordered_at,customer_id,sku,quantity,unit_price\nA1,2026-05-01 10:00:00,12583,X,1,5.00\n',
  );
  const [shop] = await db.query<{ id: number }>(
    `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ('Own', 'GBP', 'Europe/London', $1) RETURNING id`,
    [NOW],
  );
  const id = await db.tx((tx) =>
    createBatch(tx, { shopId: shop!.id, source: 'generic_orders', fileName: 'own.csv', now: NOW }),
  );
  const columns = ['order_number', 'ordered_at', 'customer_id', 'sku', 'quantity', 'unit_price'];
  const mapping = Object.fromEntries(columns.map((column) => [column, { column }]));
  const plan = { source: 'generic_orders', version: '', mapping, options: {} };
  const started = await runner.start(id, (duck, context) =>
    stage({ path, name: 'own.csv' }, plan, duck, context),
  );
  expect(started.ok && (await started.value.done).state).toBe('done');
}

test(
  'the sample shop is recent, whole, and leaves imported data as it was when it goes',
  { timeout: 90_000 },
  async () => {
    const runner = openRunner({
      db,
      tempDir: folder,
      clock: () => NOW,
      onBug: (error) => {
        throw error;
      },
    });
    await importOwn(runner);
    const before = await rowCounts();

    expect(await loadSample({ db, runner, slicePath, tempDir: folder, now: NOW })).toMatchObject({
      ok: true,
    });
    const [loaded] = await db.query<{
      customers: number;
      rejected: number;
      last: string;
      reviews: number;
    }>(
      `SELECT (SELECT count(DISTINCT customer_id)::int FROM orders o JOIN shop s ON s.id = o.shop_id WHERE s.is_sample) AS customers,
            (SELECT sum(rejected)::int FROM import_batch) AS rejected,
            (SELECT max(placed_day)::text FROM orders) AS last, (SELECT count(*)::int FROM review) AS reviews`,
    );
    expect(loaded).toMatchObject({ customers: 719, rejected: 0 });
    expect(loaded!.last >= '2026-06-08' && loaded!.last < '2026-06-15').toBe(true);
    expect(loaded!.reviews).toBeGreaterThan(500);
    // What every report needs to have something to show.
    const [told] = await db.query<Record<string, number>>(
      `SELECT (SELECT count(DISTINCT category)::int FROM product) AS categories, (SELECT count(DISTINCT ship_province)::int FROM orders) AS regions,
        (SELECT count(DISTINCT source)::int FROM orders) AS sources, (SELECT count(*)::int FROM dsr) AS dsr, (SELECT count(*)::int FROM ad_spend) AS spend,
        (SELECT count(*)::int FROM product_price WHERE cost > 0) AS costs`,
    );
    expect(told).toMatchObject({ categories: 9, regions: 7, sources: 5 });
    for (const many of [told!['dsr'], told!['spend'], told!['costs']])
      expect(many).toBeGreaterThan(50);
    expect(await loadSample({ db, runner, slicePath, tempDir: folder, now: NOW })).toMatchObject({
      ok: false,
      problem: { code: 'sample_loaded' },
    });

    expect(await db.tx((tx) => removeSample(tx))).toMatchObject({ ok: true });
    expect(await rowCounts()).toEqual(before);
    await runner.close();
  },
);
