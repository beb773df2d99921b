import { join } from 'node:path';
import {
  ANY_DAY,
  preview,
  readSegment,
  withPeople,
  type Asked,
} from '../src/insight/segments/index.ts';
import { openLens, type Lens } from '../src/lens/index.ts';
import { percentile, timed, withLedger, type BenchLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';
import { SEGMENTS } from './segments.ts';

const QUIET = { info: () => undefined, warn: () => undefined };
const RUNS = 5;
const FIGURES = `count(*) AS customers, sum(t.net_spent)::BIGINT AS value, sum(t.net_spent_365d)::BIGINT AS value_365d,
  arg_min(t.person_id, hash(t.person_id), 8) AS sample`;

/** The middle of some runs: the first pays for what the file has not yet in memory. */
async function middle(run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let n = 0; n < RUNS; n++) times.push(await timed(run));
  return percentile(times, 0.5);
}

/** As the page asks while one edits: text in, count, value and people out. */
function live(lens: Lens, asked: Asked, text: string): Promise<number> {
  return withPeople(lens, asked, async (people) => {
    const read = readSegment(text, people.settings);
    if (!read.ok) throw new Error(`${text}: ${read.problem.code}`);
    return (await preview(people, read.value.query)).customers;
  });
}

const byHand = (lens: Lens, where: string) =>
  lens.read(`SELECT ${FIGURES} FROM lens.main.trait t WHERE ${where}`);

async function lastDay({ db }: BenchLedger): Promise<string> {
  const row = await db.query<{ day: string }>('SELECT max(placed_day) AS day FROM orders');
  return row[0]!.day;
}

interface Measured {
  live: number;
  hand: number;
  joins: number | undefined;
}

async function measure(lens: Lens, ledger: BenchLedger, day: string): Promise<Measured[]> {
  const asked = { asOf: day, today: day, shops: null };
  const measured: Measured[] = [];
  for (const { text, where, joins } of SEGMENTS) {
    if (!readSegment(text, ANY_DAY).ok) throw new Error(`not a segment: ${text}`);
    measured.push({
      live: await middle(() => live(lens, asked, text)),
      hand: await middle(() => byHand(lens, where(`DATE '${day}'`))),
      // Once each: they take seconds.
      joins: joins && (await timed(() => ledger.db.query(joins(`DATE '${day}'`)))),
    });
  }
  return measured;
}

/** Twenty segments as the page asks them, the same by hand, and as joins over raw orders in PostgreSQL. */
export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  return withLedger(customers, async (ledger) => {
    const options = {
      db: ledger.db,
      dir: join(ledger.folder, 'lens'),
      business: 'bench',
      log: QUIET,
    };
    const lens = await openLens(options);
    const day = await lastDay(ledger);
    const first = await timed(() => lens.turnTo(day));
    const measured = await measure(lens, ledger, day);
    await lens.close();
    const times = measured.map((one) => one.live);
    const ratio = percentile(
      measured.map((one) => one.live / one.hand),
      0.5,
    );
    const rows: BenchRow[] = [
      { name: 'lens and traits from nothing', value: first / 1000, unit: 's' },
      {
        name: 'live preview, p50 of twenty',
        value: percentile(times, 0.5),
        unit: 'ms',
        ratio,
        target: 'p50 ≤ 150 ms, ≤ 1.3× by hand',
        note: 'ratio: the middle one to the same figures by hand',
      },
      {
        name: 'live preview, p95 of twenty',
        value: percentile(times, 0.95),
        unit: 'ms',
        target: 'p95 ≤ 500 ms',
      },
    ];
    for (const [n, { live: took, hand, joins }] of measured.entries()) {
      const name = SEGMENTS[n]!.text.replaceAll('|', '\\|');
      const note = `by hand ${hand.toFixed(0)} ms${joins === undefined ? '' : `; joins over raw orders in PostgreSQL ${joins.toFixed(0)} ms, ${(joins / took).toFixed(0)}×`}`;
      rows.push({ name, value: took, unit: 'ms', ratio: took / hand, note });
    }
    return rows;
  });
}
