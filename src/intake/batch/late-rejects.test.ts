import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createBatch, openRunner, rejectsPage } from './index.ts';
import { stage } from '../index.ts';
import { testDb } from '../../../test/support/db.ts';

const NOW = new Date('2026-06-15T10:00:00Z');
const { db } = await testDb();
const folder = mkdtempSync(join(tmpdir(), 'regulars-late-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a fact about an order we do not have is refused with its own record, ready to be mended', async () => {
  const [shop] = await db.query<{ id: number }>(
    `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ('A', 'GBP', 'Europe/London', $1) RETURNING id`,
    [NOW],
  );
  const path = join(folder, 'reviews.csv');
  writeFileSync(
    path,
    'order_number,review_score,review_text,reviewed_at\nNOBODY,5,"good, really",2026-06-01\n',
  );
  const columns = ['order_number', 'review_score', 'review_text', 'reviewed_at'];
  const mapping = Object.fromEntries(columns.map((column) => [column, { column }]));
  const plan = { source: 'reviews', version: '', mapping, options: {} };
  const id = await db.tx((tx) =>
    createBatch(tx, { shopId: shop!.id, source: 'reviews', fileName: 'reviews.csv', now: NOW }),
  );
  const runner = openRunner({ db, tempDir: folder, clock: () => NOW });
  const started = await runner.start(id, (duck, context) =>
    stage({ path, name: 'reviews.csv' }, plan, duck, context),
  );
  const batch = started.ok ? await started.value.done : undefined;
  expect(batch).toMatchObject({ state: 'done', read: 1, accepted: 0, rejected: 1 });
  const page = await db.tx((tx) => rejectsPage(tx, id, { limit: 10 }));
  expect(JSON.stringify(page)).toContain('unknown_order');
  expect(JSON.stringify(page)).toContain('NOBODY,5,\\"good, really\\",2026-06-01');
  await runner.close();
});
