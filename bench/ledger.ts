import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

/** A simulated shop in an engine of its own, written anew for every run: about three minutes for a million customers. */
export async function withLedger<T>(
  customers: number,
  run: (ledger: BenchLedger) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-bench-'));
  mkdirSync(join(folder, 'data'));
  const postgres = await openPostgres({ dataDir: join(folder, 'data') });
  try {
    await migrate(postgres.config, { dir: join(import.meta.dirname, '../migrations') });
    const db = openPool(postgres.config);
    try {
      const { orders, lines } = await writeShop(db, { customers, quiet: true });
      await db.query('VACUUM ANALYZE');
      return await run({ db, folder, customers, orders, lines });
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
