import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { overview } from '../src/insight/overview/index.ts';
import { openLens, type Lens } from '../src/lens/index.ts';
// The reference copies exactly the columns the lens mirrors.
import { copyStatement, readCsv, TABLES } from '../src/lens/tables.ts';
import { openDuck } from '../src/platform/duckdb/index.ts';
import { percentile, timed, withLedger, type BenchLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const ROUNDS = 9;

/** Nothing but COPY to files and CREATE TABLE AS read_csv, one after the other. */
async function bare({ db, folder }: BenchLedger): Promise<{ out: number; load: number }> {
  const dir = join(folder, 'bare');
  mkdirSync(dir);
  const file = (name: string): string => join(dir, `${name}.csv`);
  const out = await timed(() =>
    db.tx(async (tx) => {
      for (const table of TABLES)
        await pipeline(db.copyOut(tx, copyStatement(table)), createWriteStream(file(table.name)));
    }),
  );
  const duck = await openDuck({
    path: join(dir, 'bare.duckdb'),
    threads: 2,
    memoryLimit: '1GB',
    tempDir: join(dir, 'spill'),
    keepOrder: false,
  });
  const load = await timed(async () => {
    for (const { name, columns } of TABLES)
      await duck.run(`CREATE TABLE ${name} AS SELECT * FROM ${readCsv(file(name), columns)}`);
    await duck.run('CHECKPOINT');
  });
  duck.close();
  return { out, load };
}

const AT_RANDOM = `SELECT DISTINCT 1 + (random() * ($1::bigint - 1))::bigint FROM generate_series(1, 1000)`;
const NEWEST = `SELECT id FROM orders ORDER BY id DESC LIMIT 1000`;

/** A thousand orders and their lines, written anew as an import would. */
async function change({ db, orders }: BenchLedger, which: string): Promise<void> {
  await db.tx(async (tx) => {
    await tx.run(
      `CREATE TEMP TABLE changed ON COMMIT DROP AS SELECT id FROM (${which.replace('$1', String(orders))}) x (id)`,
    );
    await tx.run(`UPDATE orders SET gross = gross + 1 WHERE id IN (SELECT id FROM changed)`);
    await tx.run(
      `CREATE TEMP TABLE lines ON COMMIT DROP AS SELECT * FROM order_line WHERE order_id IN (SELECT id FROM changed)`,
    );
    await tx.run(`DELETE FROM order_line WHERE order_id IN (SELECT id FROM changed)`);
    await tx.run(`INSERT INTO order_line SELECT * FROM lines`);
  });
}

async function catchUps(ledger: BenchLedger, lens: Lens, which: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await change(ledger, which);
    times.push(await timed(() => lens.catchUp()));
  }
  return times;
}

async function repeat(run: () => Promise<unknown>, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(run));
  return times;
}

const seconds = (ms: number): number => Math.round(ms) / 1000;

/** The full build against bare copies of the same columns; catching up; doing nothing; the overview. */
export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  return withLedger(customers, async (ledger) => {
    const { out, load } = await bare(ledger);
    const lens = await openLens({
      db: ledger.db,
      dir: join(ledger.folder, 'lens'),
      business: 'bench',
      log: QUIET,
    });
    const built = await timed(() => lens.catchUp());
    const random = await catchUps(ledger, lens, AT_RANDOM);
    const newest = await catchUps(ledger, lens, NEWEST);
    const idle = await repeat(() => lens.catchUp(), 100);
    const figures = await repeat(() => overview(lens, { asOf: '2025-12-31' }), 5);
    await lens.close();
    const size = `${ledger.orders.toLocaleString('en')} orders, ${ledger.lines.toLocaleString('en')} lines`;
    return [
      { name: 'bare COPY out', value: seconds(out), unit: 's', note: size },
      { name: 'bare load into DuckDB', value: seconds(load), unit: 's' },
      {
        name: 'full build of the lens',
        value: seconds(built),
        unit: 's',
        ratio: built / (out + load),
        target: '≤ 1.5× (copy out + load)',
      },
      {
        name: 'catch-up, 1,000 orders at random',
        value: percentile(random, 0.5),
        unit: 'ms',
        target: '≤ 300 ms',
        note: `median of ${ROUNDS}; worst ${Math.round(Math.max(...random))} ms`,
      },
      {
        name: 'catch-up, the 1,000 newest orders',
        value: percentile(newest, 0.5),
        unit: 'ms',
        target: '≤ 300 ms',
        note: `median of ${ROUNDS}; worst ${Math.round(Math.max(...newest))} ms`,
      },
      { name: 'catch-up, nothing changed', value: percentile(idle, 0.5), unit: 'ms' },
      { name: 'overview', value: percentile(figures, 0.5), unit: 'ms' },
    ];
  });
}
