import { join } from 'node:path';
import { openLens, type Lens } from '../src/lens/index.ts';
import { percentile, timed, withLedger, type BenchLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const DAY = '2025-12-31';
const ROUNDS = 7;

/**
 * What no way of doing it can leave out: each fact read once and gathered by person, nothing joined
 * but that.
 */
const BARE = [
  `SELECT customer_id, count(*), sum(gross), min(purchased_at), max(purchased_at) FROM orders GROUP BY 1`,
  `SELECT o.customer_id, l.product_id, sum(l.amount) FROM order_line l JOIN orders o ON o.id = l.order_id GROUP BY 1, 2`,
  `SELECT customer_id, purchased_day FROM orders GROUP BY 1, 2`,
  `SELECT order_id, max(score) FROM review GROUP BY 1`,
  `SELECT order_id, max(delivered_at) FROM parcel GROUP BY 1`,
  `SELECT order_id, sum(amount) FROM refund GROUP BY 1`,
  `SELECT person_id, any_value(name), any_value(province) FROM customer GROUP BY 1`,
];

async function bare(lens: Lens): Promise<number> {
  let sum = 0;
  for (const statement of BARE)
    sum += await timed(() => lens.read(`SELECT count(*) FROM (${statement})`));
  return sum;
}

/** A thousand customers get something new each round. */
async function touch({ db, customers }: BenchLedger): Promise<void> {
  await db.query(
    `UPDATE customer SET city = city || '.' WHERE id IN (SELECT DISTINCT 1 + (random() * ($1::bigint - 1))::bigint FROM generate_series(1, 1000))`,
    [customers],
  );
}

async function touched(ledger: BenchLedger, lens: Lens): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await touch(ledger);
    await lens.catchUp();
    times.push(await timed(() => lens.turnTo(DAY)));
  }
  return times;
}

/** Everyone's traits when the day turns, any other day's, and those of a thousand who were touched. */
export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  return withLedger(customers, async (ledger) => {
    const dir = join(ledger.folder, 'lens');
    const lens = await openLens({ db: ledger.db, dir, business: 'bench', log: QUIET });
    await lens.catchUp();
    await bare(lens);
    const least = await bare(lens);
    const all = await timed(() => lens.turnTo(DAY));
    const then = await timed(() =>
      lens.read(`SELECT count(lifecycle_stage) FROM traits(DATE '2025-06-30', NULL, NULL, NULL)`),
    );
    const few = await touched(ledger, lens);
    await lens.close();
    return [
      { name: 'bare scans', value: Math.round(least) / 1000, unit: 's' },
      {
        name: 'traits for everyone, with the population’s parameters',
        value: Math.round(all) / 1000,
        unit: 's',
        ratio: all / least,
        target: '≤ 4 s and ≤ 2× the bare scans',
      },
      { name: 'lifecycle stages of a past day', value: Math.round(then) / 1000, unit: 's' },
      {
        name: 'traits of 1,000 touched',
        value: percentile(few, 0.5),
        unit: 'ms',
        target: '≤ 200 ms',
        note: `median of ${ROUNDS}; worst ${Math.round(Math.max(...few))} ms`,
      },
    ];
  });
}
