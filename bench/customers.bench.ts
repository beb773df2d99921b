import { join } from 'node:path';
import { listCustomers, SORTS, type CustomerQuery } from '../src/insight/customers/index.ts';
import { openLens, type Lens } from '../src/lens/index.ts';
import { percentile, timed, withLedger, type BenchLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const PAGES = 20;
const SEARCHES = 30;
const TARGET = 'p95 ≤ 250 ms';

/** Page after page, as somebody scrolling. */
async function scroll(lens: Lens, ledger: BenchLedger, query: CustomerQuery): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    times.push(
      await timed(async () => {
        const answer = await listCustomers(lens, ledger.db, { ...query, cursor });
        cursor = answer.ok ? (answer.value.nextCursor ?? undefined) : undefined;
      }),
    );
  }
  return times;
}

type Kind = [name: string, texts: string];

/** What is searched for stands in the ledger: each kind with texts of its own. */
const KINDS: Kind[] = [
  ['name, beginning', `SELECT left(name, 1) FROM customer`],
  [
    'name, two Chinese characters anywhere',
    `SELECT right(name, 2) FROM customer WHERE length(name) > 2`,
  ],
  ['nick, beginning', `SELECT left(nick, 6) FROM customer`],
  ['phone, last four digits', `SELECT right(phone, 4) FROM customer WHERE phone IS NOT NULL`],
  ['phone', `SELECT substr(phone, 4) FROM customer WHERE phone IS NOT NULL`],
  ['email', `SELECT email FROM customer WHERE email IS NOT NULL`],
  ['order number', `SELECT number FROM orders`],
  ['tracking number', `SELECT tracking_number FROM parcel`],
];

async function search(
  lens: Lens,
  ledger: BenchLedger,
  texts: string,
): Promise<{ times: number[]; found: number }> {
  const wanted = await ledger.db.query<{ text: string }>(
    `SELECT text FROM (${texts} ORDER BY random() LIMIT ${SEARCHES}) x (text)`,
  );
  const times: number[] = [];
  let found = 0;
  for (const { text } of wanted) {
    times.push(
      await timed(async () => {
        const answer = await listCustomers(lens, ledger.db, { search: text });
        if (answer.ok && answer.value.rows.length > 0) found++;
      }),
    );
  }
  return { times, found };
}

/** The customer list under every sort and every kind of search, pages of 50, details from the ledger included. */
export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  return withLedger(customers, async (ledger) => {
    const lens = await openLens({
      db: ledger.db,
      dir: join(ledger.folder, 'lens'),
      business: 'bench',
      log: QUIET,
    });
    await lens.catchUp();
    const rows: BenchRow[] = [];
    const add = (name: string, times: number[], note: string): void =>
      void rows.push({ name, value: percentile(times, 0.95), unit: 'ms', target: TARGET, note });
    for (const sort of SORTS)
      add(`by ${sort}`, await scroll(lens, ledger, { sort }), `p95 of ${PAGES} pages`);
    for (const sort of SORTS)
      add(
        `by ${sort}, downwards`,
        await scroll(lens, ledger, { sort: `-${sort}` }),
        `p95 of ${PAGES} pages`,
      );
    for (const [name, texts] of KINDS) {
      const { times, found } = await search(lens, ledger, texts);
      if (times.length > 0)
        add(`search: ${name}`, times, `p95 of ${times.length}, ${found} found somebody`);
    }
    await lens.close();
    return rows;
  });
}
