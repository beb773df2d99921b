import { join } from 'node:path';
import { askOf, readied, REPORTS, type Filters } from '../src/insight/reports/index.ts';
import { openLens, type Lens } from '../src/lens/index.ts';
import { percentile, timed, withLedger, type BenchLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const DAY = '2025-12-31';
const NOW = new Date('2025-12-31T12:00:00Z');
const ROUNDS = 3;

const BARE = `SELECT count(*) FROM (SELECT customer_id, count(*), sum(gross), min(purchased_at) FROM lens.main.orders GROUP BY 1)`;

function asked({ db }: BenchLedger, lens: Lens, report: (typeof REPORTS)[number]) {
  const filters: Filters = { asOf: DAY, today: DAY, shops: null };
  const options = report.options?.parse({}) ?? {};
  return async (): Promise<unknown> => {
    await readied(lens, report, filters);
    return lens.view(async (read) => {
      const ask = await askOf(lens, read, report, { db, now: NOW, filters });
      return report.run(ask, options);
    });
  };
}

/** Each report's data as its page asks for it on opening: all shops, as of the day. */
export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  return withLedger(customers, async (ledger) => {
    const dir = join(ledger.folder, 'lens');
    const lens = await openLens({ db: ledger.db, dir, business: 'bench', log: QUIET });
    await lens.turnTo(DAY);
    const least = await timed(() => lens.read(BARE));
    const rows: BenchRow[] = [
      { name: 'one bare scan of orders by customer', value: least, unit: 'ms' },
    ];
    for (const report of REPORTS) {
      const ask = asked(ledger, lens, report);
      const first = await timed(ask);
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) times.push(await timed(ask));
      const value = percentile(times, 0.5);
      rows.push({
        ...{ name: report.name, value, unit: 'ms', ratio: value / least },
        target: customers > 300_000 ? '≤ 1,500 ms' : '≤ 200 ms',
        note: `the first time ${Math.round(first)} ms`,
      });
    }
    await lens.close();
    return rows;
  });
}
