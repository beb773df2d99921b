import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openPool, openPostgres, type Db } from '../src/platform/postgres/index.ts';
import { writeShop } from './simulator/index.ts';

export interface BenchLedger {
  db: Db;
  /** For lens files and what else a benchmark writes; gone at the end. */
  folder: string;
  customers: number;
  orders: number;
  lines: number;
}

/** What a kept ledger holds, written when it was whole. */
type Written = Pick<BenchLedger, 'orders' | 'lines'>;

async function write(db: Db, customers: number): Promise<Written> {
  const { orders, lines } = await writeShop(db, { customers, quiet: true });
  await db.query('VACUUM ANALYZE');
  return { orders, lines };
}

/** Where a ledger may stay for the next run: REGULARS_BENCH_DATA, a folder for each size. */
function keptFolder(customers: number): string | undefined {
  const kept = process.env['REGULARS_BENCH_DATA'];
  return kept === undefined ? undefined : join(kept, `${customers}`);
}

async function written(db: Db, customers: number, mark: string): Promise<Written> {
  if (existsSync(mark)) return JSON.parse(readFileSync(mark, 'utf8')) as Written;
  const counts = await write(db, customers);
  writeFileSync(mark, JSON.stringify(counts));
  return counts;
}

/**
 * A simulated shop in an engine of its own: about three minutes for a million customers. It is gone
 * afterwards, unless REGULARS_BENCH_DATA names a folder to keep it in.
 */
export async function withLedger<T>(
  customers: number,
  run: (ledger: BenchLedger) => Promise<T>,
): Promise<T> {
  const kept = keptFolder(customers);
  const folder = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  const dataDir = join(kept ?? folder, 'data');
  const mark = join(kept ?? folder, 'written.json');
  if (kept !== undefined && !existsSync(mark)) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const postgres = await openPostgres({ dataDir });
  try {
    await migrate(postgres.config, { dir: join(import.meta.dirname, '../migrations') });
    const db = openPool(postgres.config);
    try {
      return await run({ db, folder, customers, ...(await written(db, customers, mark)) });
    } finally {
      await db.close();
    }
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}
