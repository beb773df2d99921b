import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { smallDisk } from '../../../test/support/small-disk.ts';
import { inspect, stage } from '../index.ts';
import { createBatch, openRunner, type Batch } from './index.ts';

const disk = smallDisk(3);
const outside = mkdtempSync(join(tmpdir(), 'disk full '));
const { db } = await testDb();
const [shop] = await db.query<{ id: number }>(
  `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ('Tea house', 'GBP', 'Europe/London', '2026-01-01') RETURNING id`,
);
const now = new Date('2026-01-01T00:00:00Z');
const bugs: unknown[] = [];
const tempDir = disk ? join(disk.path, 'imports') : '';
const runner = openRunner({ db, tempDir, clock: () => now, onBug: (error) => bugs.push(error) });
afterAll(async () => {
  await runner.close();
  disk?.remove();
  rmSync(outside, { recursive: true, force: true });
});

/** 5 MB of orders. `odd` rows are too long by a cell each, so that all is written anew before it is read. */
function file(name: string, odd: boolean): string {
  const row = (i: number): string =>
    `${i},2025-01-01,c${i},${i % 90}.50,${'tea '.repeat(20)}${odd && i % 2 ? ',x' : ''}`;
  const text = `order id,date,customer id,total,note\n${Array.from({ length: 50_000 }, (_, i) => row(i)).join('\n')}\n`;
  const path = join(outside, name);
  writeFileSync(path, odd ? text : gzipSync(text));
  return path;
}

const orders = async (): Promise<number> =>
  (await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM orders`))[0]?.n ?? -1;

async function imported(path: string): Promise<Batch> {
  const found = await inspect({ path, name: path });
  if (!found.ok) throw new Error(found.problem.code);
  const id = await db.tx((tx) =>
    createBatch(tx, { shopId: shop?.id ?? 0, source: 's', fileName: 'f', now }),
  );
  const started = await runner.start(id, (duck, context) =>
    stage({ path, name: path }, found.value.plan, duck, context),
  );
  if (!started.ok) throw new Error(started.problem.code);
  return started.value.done;
}

test.skipIf(!disk).each([
  ['unpacking', false],
  ['writing anew', true],
])(
  'a temporary disk that fills while %s a file is said plainly, leaves nothing, and the file imports once there is room',
  async (name, odd) => {
    disk?.resize(3);
    const path = file(name.replace(' ', '-'), odd);
    const before = await orders();
    expect(await imported(path)).toMatchObject({ state: 'failed', problem: { code: 'disk_full' } });
    expect([readdirSync(tempDir), bugs]).toEqual([[], []]);
    expect(await orders()).toBe(before);
    disk?.resize(300);
    expect(await imported(path)).toMatchObject({ state: 'done', read: 50_000 });
  },
  120_000,
);
