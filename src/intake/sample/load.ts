import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, localDay, ok, type Result } from '../../kernel/index.ts';
import { addShop } from '../../ledger/shops/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { createBatch, type Batch, type openRunner } from '../batch/index.ts';
import { stage } from '../index.ts';
import { removeSample } from './remove.ts';
import { writeSampleFiles, type SampleFile } from './files.ts';

const SHOP = {
  name: 'Sample gift shop · 示例礼品店',
  platform: 'other',
  currency: 'GBP',
  timeZone: 'Europe/London',
  taxIncluded: true,
} as const;

export interface LoadOptions {
  db: Db;
  runner: ReturnType<typeof openRunner>;
  /** assets/sample/online-retail-slice.csv.gz */
  slicePath: string;
  tempDir: string;
  now: Date;
  startedBy?: number;
  /** Told before each file: how many are done, of how many. */
  onFile?: (done: number, of: number) => void;
}

async function importFile(
  { db, runner, now, startedBy }: LoadOptions,
  shopId: number,
  file: SampleFile,
): Promise<Result<Batch>> {
  const plan = { source: file.source, version: '', mapping: file.mapping, options: {} };
  const id = await db.tx((tx) =>
    createBatch(tx, {
      shopId,
      source: file.source,
      fileName: file.name,
      mapping: { mapping: file.mapping },
      now,
      ...(startedBy !== undefined && { startedBy }),
    }),
  );
  const started = await runner.start(id, (duck, context) =>
    stage({ path: file.path, name: file.name }, plan, duck, context),
  );
  return started.ok ? ok(await started.value.done) : started;
}

async function importAll(
  options: LoadOptions,
  shopId: number,
  folder: string,
): Promise<Result<{ shopId: number }>> {
  const files = await writeSampleFiles(
    options.slicePath,
    folder,
    localDay(options.now, SHOP.timeZone),
  );
  for (const [done, file] of files.entries()) {
    options.onFile?.(done, files.length);
    const batch = await importFile(options, shopId, file);
    if (!batch.ok) return batch;
    const { state, problem } = batch.value;
    if (state !== 'done') return fail(problem?.code ?? 'sample_interrupted', problem?.params);
  }
  return ok({ shopId });
}

/** The sample shop, while it stands in the ledger. */
export async function findSample(db: Db): Promise<{ id: number; name: string } | undefined> {
  const [shop] = await db.query<{ id: number; name: string }>(
    'SELECT id, name FROM shop WHERE is_sample ORDER BY id LIMIT 1',
  );
  return shop;
}

/** Undefined when a sample shop, or a shop of its name, is there. */
async function openShop({ db, now }: LoadOptions): Promise<number | undefined> {
  return db.tx(async (tx) => {
    const id = await addShop(tx, SHOP, now);
    if (id !== undefined) await tx.run('UPDATE shop SET is_sample = true WHERE id = $1', [id]);
    return id;
  });
}

/**
 * Loads the sample shop through the same door as an owner's own files: orders, invented people,
 * parcels, reviews and conversations, each a batch. What was cut short is taken away again.
 */
export async function loadSample(options: LoadOptions): Promise<Result<{ shopId: number }>> {
  const shopId = await openShop(options);
  if (shopId === undefined) return fail('sample_loaded');
  await mkdir(options.tempDir, { recursive: true });
  const folder = await mkdtemp(join(options.tempDir, 'sample-'));
  try {
    const loaded = await importAll(options, shopId, folder);
    if (!loaded.ok) await options.db.tx((tx) => removeSample(tx));
    return loaded;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
