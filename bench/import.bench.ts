import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { createBatch, openRunner, type Batch } from '../src/intake/batch/index.ts';
import { inspect, stage } from '../src/intake/index.ts';
import { migrate, openPool, openPostgres, type Db } from '../src/platform/postgres/index.ts';
import type { BenchRow } from './rows.ts';

/** UCI Online Retail as CSV.gz: REGULARS_ONLINE_RETAIL, or beside the checkout; else lines of its shape are made up. */
function source(folder: string): { path: string; made: boolean } {
  const places = [
    process.env['REGULARS_ONLINE_RETAIL'],
    join(import.meta.dirname, '../../shared/data/online-retail.csv.gz'),
  ];
  const found = places.find((path) => path !== undefined && existsSync(path));
  return found === undefined
    ? { path: makeLines(join(folder, 'lines.csv')), made: true }
    : { path: found, made: false };
}

const LINES = 541_909;

function makeLines(path: string): string {
  const rows = [
    '"InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"',
  ];
  for (let i = 0; i < LINES; i++) {
    const order = Math.floor(i / 21);
    const day = new Date(Date.UTC(2010, 11, 1) + order * 1_260_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    const sku = 20_000 + ((i * 7_919) % 4_070);
    rows.push(
      `"${536_365 + order}","${sku}","INVENTED ARTICLE ${sku}",${1 + (i % 12)},"${day}",${1 + (sku % 40) / 8},${12_346 + ((order * 31) % 4_372)},"United Kingdom"`,
    );
  }
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

async function plain(path: string, folder: string): Promise<string> {
  if (!path.endsWith('.gz')) return path;
  const out = join(folder, 'plain.csv');
  await pipeline(createReadStream(path), createGunzip(), createWriteStream(out));
  return out;
}

/** The reference: the same lines into one plain table, nothing looked at. */
async function bareCopy(db: Db, path: string): Promise<number> {
  await db.query('DROP TABLE IF EXISTS bare_copy');
  await db.query(
    `CREATE TABLE bare_copy (invoice text, stock text, description text, quantity integer, at timestamp, price numeric, customer text, country text)`,
  );
  const begun = performance.now();
  await db.tx((tx) =>
    db.copyIn(
      tx,
      'COPY bare_copy FROM STDIN (FORMAT csv, HEADER)',
      createReadStream(path, { highWaterMark: 1 << 18 }),
    ),
  );
  return (performance.now() - begun) / 1000;
}

/** The most memory this process takes while `work` runs, beyond what it had. */
async function extraMemory<T>(
  work: () => Promise<T>,
): Promise<{ value: T; mb: number; seconds: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
  const begun = performance.now();
  try {
    const value = await work();
    return { value, seconds: (performance.now() - begun) / 1000, mb: (most - before) / 2 ** 20 };
  } finally {
    clearInterval(watch);
  }
}

const SHOP = { platform: 'other', currency: 'GBP', timeZone: 'Europe/London' };

async function importer(db: Db, folder: string, path: string): Promise<() => Promise<Batch>> {
  const now = new Date('2026-01-01T00:00:00Z');
  const [shop] = await db.query<{ id: number }>(
    `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ('Gift shop', 'GBP', 'Europe/London', $1) RETURNING id`,
    [now],
  );
  const bugs: unknown[] = [];
  const runner = openRunner({
    db,
    tempDir: join(folder, 'imports'),
    clock: () => now,
    onBug: (error) => bugs.push(error),
  });
  return async () => {
    const file = { path, name: 'online-retail.csv' };
    const seen = await inspect(
      file.path.endsWith('.gz') ? { path, name: 'online-retail.csv.gz' } : file,
      SHOP,
    );
    if (!seen.ok) throw new Error(seen.problem.code);
    const { plan } = seen.value;
    const id = await db.tx((tx) =>
      createBatch(tx, { shopId: shop?.id ?? 0, source: plan.source, fileName: file.name, now }),
    );
    const named = {
      path,
      name: path.endsWith('.gz') ? 'online-retail.csv.gz' : 'online-retail.csv',
    };
    const started = await runner.start(id, (duck, context) => stage(named, plan, duck, context));
    if (!started.ok) throw new Error(started.problem.code);
    const batch = await started.value.done;
    if (batch.state !== 'done')
      throw new Error(`import: ${batch.state} ${JSON.stringify(batch.problem)}`, {
        cause: bugs[0],
      });
    return batch;
  };
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measure(db: Db, folder: string): Promise<BenchRow[]> {
  const { path, made } = source(folder);
  const text = await plain(path, folder);
  const copies: number[] = [];
  for (let i = 0; i < 3; i++) copies.push(await bareCopy(db, text));
  const bare = median(copies);
  await db.query('DROP TABLE bare_copy');
  const run = await importer(db, folder, path);
  const first = await extraMemory(run);
  const again = await extraMemory(run);
  const { read, accepted } = first.value;
  const note = `${read.toLocaleString('en')} lines${made ? ', made up' : ' of Online Retail'}, ${accepted.toLocaleString('en')} accepted`;
  return [
    { name: 'bare COPY of the same lines', value: bare, unit: 's', note: 'median of 3' },
    {
      name: 'first import',
      value: first.seconds,
      unit: 's',
      ratio: first.seconds / bare,
      target: '≤ 5× bare COPY',
      note,
    },
    {
      name: 'the same file again',
      value: again.seconds,
      unit: 's',
      ratio: again.seconds / first.seconds,
      target: '≤ 0.7× first import',
      note: `${again.value.unchanged.toLocaleString('en')} unchanged`,
    },
    { name: 'extra memory of node, first import', value: first.mb, unit: 'MB', target: '≤ 300 MB' },
    { name: 'extra memory of node, again', value: again.mb, unit: 'MB', target: '≤ 300 MB' },
  ];
}

/** Online Retail end to end: recognise, read, check, write, commit. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  const postgres = await openPostgres({ dataDir: join(folder, 'data') });
  try {
    await migrate(postgres.config, { dir: join(import.meta.dirname, '../migrations') });
    const db = openPool(postgres.config);
    try {
      return await measure(db, folder);
    } finally {
      await db.close();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
