import { customerPage, timeline } from '../src/ledger/customers/index.ts';
import type { Db } from '../src/platform/postgres/index.ts';
import { percentile, timed, withLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const PEOPLE = 300;
const NOW = new Date('2026-01-01T00:00:00Z');

async function times(ids: number[], ask: (id: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (const id of ids) took.push(await timed(() => ask(id)));
  return took;
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
  await times(any.slice(0, 20), page(db));
  const row = (name: string, took: number[], target?: string): BenchRow => ({
    name: `${name}, p95`,
    value: percentile(took, 0.95),
    unit: 'ms',
    note: `median ${percentile(took, 0.5).toFixed(1)} ms, of ${took.length}`,
    ...(target && { target }),
  });
  return [
    row('customer page of anybody', await times(any, page(db)), '≤ 30 ms'),
    row('customer page of the busiest', await times(most, page(db)), '≤ 30 ms'),
    row('timeline of anybody', await times(any, latest(db))),
    row('timeline of the busiest', await times(most, latest(db))),
  ];
}

export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  return withLedger(customers, ({ db }) => measure(db));
}
