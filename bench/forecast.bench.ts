import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { calculate } from '../src/insight/forecast/desk.ts';
import { fitCount } from '../src/insight/forecast/fit-count.ts';
import type { Groups } from '../src/insight/forecast/groups.ts';
import { countStats } from '../src/insight/forecast/statistics.ts';
import { openDuck, sharedColumn, type Columns, type Duck } from '../src/platform/duckdb/index.ts';
import { simulate } from '../test/support/buyers.ts';
import { percentile, timed } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const CDNOW = new URL('../test/fixtures/forecast/cdnow_summary.csv', import.meta.url);
const ROUNDS = 15;
const TRUTH = { model: 'bgnbd' as const, k: 1, params: [0.6, 8, 0.9, 2.5] };

async function cdnow(): Promise<number> {
  const rows = readFileSync(CDNOW, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const column = (i: number): number[] => rows.map((row) => row[i]!);
  const [x, recency, age] = [column(1), column(2), column(3)];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    times.push(await timed(async () => fitCount(countStats({ x, recency, age }), 'bgnbd')));
  return percentile(times, 0.5);
}

/** Distinct histories in whole days, as the lens counts them. */
function manyGroups(customers: number): Groups {
  const world = { ...TRUTH, arrivals: 90, weeks: 104 };
  const past = simulate({ ...world, customers }, 1);
  const days = (weeks: number): number => Math.round(weeks * 7);
  const counted = new Map<string, number>();
  for (let i = 0; i < customers; i++) {
    const key = `${past.x[i]} ${days(past.recency[i]!)} ${days(past.age[i]!)}`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const rows = [...counted].map(([key, n]) => [...key.split(' ').map(Number), n]);
  const column = (i: number): Float64Array => {
    const shared = sharedColumn(rows.length);
    rows.forEach((row, at) => (shared[at] = row[i]!));
    return shared;
  };
  const none = sharedColumn(rows.length);
  return {
    ...{ x: column(0), recency_days: column(1), age_days: column(2), n: column(3) },
    ...{ z: none, zz: none },
  };
}

async function put(duck: Duck, name: string, columns: object): Promise<void> {
  const named = Object.keys(columns).map((column) => `${column} DOUBLE`);
  await duck.run(`CREATE TABLE ${name} (${named.join(', ')})`);
  await duck.append({ name, catalog: 'memory' }, columns as Columns);
}

async function heldAtMost(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

/** Histories out of DuckDB, fitted and scored in the thread, scores back into it; watched from the event loop. */
export async function run({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> {
  const small = await cdnow();
  const groups = manyGroups(customers);
  await calculate('fit', { model: 'bgnbd', groups: manyGroups(100), logGaps: null });
  // What the machine itself does to an idle loop, once the garbage of the simulation is gone.
  await sleep(2000);
  const idle = await heldAtMost(() => sleep(2000));
  let [fit, score] = [0, 0];
  const duck = await openDuck({ path: ':memory:', threads: 2, memoryLimit: '1GB' });
  await put(duck, 'history', groups);
  const held = await heldAtMost(async () => {
    const read = (await duck.columns('FROM history')) as unknown as Groups;
    fit = await timed(() => calculate('fit', { model: 'bgnbd', groups: read, logGaps: null }));
    score = await timed(async () => {
      const asked = { fit: TRUTH, spend: [6, 3.7, 1500] as const, groups: read, weeks: 52 };
      await put(duck, 'score', { ...(await calculate('score', asked)) });
    });
  });
  duck.close();
  const note = `${customers.toLocaleString('en')} customers, ${groups.x.length.toLocaleString('en')} distinct histories`;
  return [
    {
      name: 'BG/NBD, CDNOW',
      value: small,
      unit: 'ms',
      target: '≤ 50 ms',
      note: `median of ${ROUNDS}`,
    },
    { name: 'BG/NBD, a large shop', value: fit / 1000, unit: 's', target: '≤ 5 s', note },
    {
      name: 'scores of all its customers, put beside the lens',
      value: score / 1000,
      unit: 's',
      note,
    },
    {
      ...{ name: 'event loop held at most', value: held, unit: 'ms' },
      ...{ target: '≤ 50 ms', note: `idle: ${Math.round(idle)} ms` },
    },
  ];
}
