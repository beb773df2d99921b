/**
 * npm run torture -- imports [--kills N] [--seed N]: kills node, PostgreSQL or both (kill -9) at random moments of imports,
 * starts again, and holds every batch against what a quiet import of the same file gives: all or nothing.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { recoverBatches } from '../../src/intake/batch/index.ts';
import { openPool, openPostgres, type Db } from '../../src/platform/postgres/index.ts';
import { chance, kill, postmasterOf } from './hands.ts';

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = Number(values.kills ?? 100);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
if (!(kills >= 1) || !Number.isInteger(seed))
  throw new Error('--kills and --seed take whole numbers');
console.log(`torture: ${kills} kills, seed ${seed}`);

const random = chance(seed);

const LINES_A_FILE = 30_000;

/** Orders of this file alone; some refer to buyers of other files, so that batches meet in customers. */
function writeFile(path: string, index: number): void {
  const rows = [
    'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  ];
  for (let i = 0; i < LINES_A_FILE; i++) {
    const order = Math.floor(i / 5);
    const credit = order % 17 === 0;
    const day = new Date(Date.UTC(2024, 0, 1 + (order % 300), order % 24))
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    rows.push(
      `${credit ? 'C' : ''}${index}x${order},S${i % 500},Invented article ${i % 500},${credit ? -1 : 1 + (i % 3)},${day},2.5,${1 + ((order * 7 + index) % 3_000)},United Kingdom`,
    );
  }
  writeFileSync(path, `${rows.join('\n')}\n`);
}

interface Whole {
  orders: number;
  lines: number;
  refunds: number;
  events: number;
}

const EMPTY: Whole = { orders: 0, lines: 0, refunds: 0, events: 0 };

const countsOf = async (db: Db, id: number): Promise<Whole> =>
  (
    await db.query<Whole>(
      `SELECT (SELECT count(*)::int FROM orders WHERE batch_id = $1) AS orders,
         (SELECT count(*)::int FROM order_line l JOIN orders o ON o.id = l.order_id WHERE o.batch_id = $1) AS lines,
         (SELECT count(*)::int FROM refund WHERE batch_id = $1) AS refunds, (SELECT count(*)::int FROM event WHERE batch_id = $1) AS events`,
      [id],
    )
  )[0] ?? EMPTY;

function start(
  dataDir: string,
  files: string[],
): {
  child: ChildProcess;
  seen: string[];
  gone: Promise<void>;
  says: (word: string) => Promise<void>;
} {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'imports-child.ts'), dataDir, ...files],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const seen: string[] = [];
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => seen.push(...chunk.toString().trim().split('\n')));
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const says = async (word: string): Promise<void> => {
    while (
      !seen.some((line) => line.startsWith(word)) &&
      child.exitCode === null &&
      child.signalCode === null
    )
      await sleep(5);
    if (!seen.some((line) => line.startsWith(word)))
      throw new Error(`the importing process ended before "${word}": ${errors.slice(-2_000)}`);
  };
  return { child, seen, gone, says };
}

const folder = mkdtempSync(join(tmpdir(), 'regulars-torture-'));
const dataDir = join(folder, 'data');
const made = new Map<string, number>();
const VICTIMS = ['node', 'postgres', 'both'] as const;

/** One life: imports until it is killed. */
async function life(
  round: number,
  file: string,
  longest: number,
): Promise<(typeof VICTIMS)[number]> {
  const victim = VICTIMS[round % 3] ?? 'both';
  const { child, gone, says } = start(dataDir, [file]);
  await says('started');
  // Half of them anywhere, half around the writing and the commit.
  await sleep(longest * (random() < 0.5 ? random() : 0.6 + random() * 0.5));
  if (victim !== 'node') kill(postmasterOf(dataDir));
  if (victim !== 'postgres') kill(child.pid);
  else await Promise.race([gone, sleep(15_000)]);
  kill(child.pid);
  await gone;
  return victim;
}

/** Opens what is left as a start of the program would, and looks at every batch. */
async function inspectAll(reference: Whole): Promise<{ done: number; absent: number }> {
  const postgres = await openPostgres({ dataDir });
  const db = openPool(postgres.config);
  try {
    const tempDir = join(dataDir, 'imports');
    await recoverBatches(db, { now: new Date(), tempDir });
    const left = existsSync(tempDir)
      ? readdirSync(tempDir).filter((name) => name.startsWith('import-'))
      : [];
    if (left.length > 0) throw new Error(`files left behind: ${left.join(', ')}`);
    const batches = await db.query<{ id: number; state: string; file_name: string }>(
      'SELECT id, state, file_name FROM import_batch ORDER BY id',
    );
    for (const batch of batches) {
      const counts = await countsOf(db, batch.id);
      const expected = batch.state === 'done' ? reference : EMPTY;
      if (batch.state === 'running' || JSON.stringify(counts) !== JSON.stringify(expected))
        throw new Error(
          `batch ${batch.id} (${batch.state}) has ${JSON.stringify(counts)}, expected ${JSON.stringify(expected)}`,
        );
      made.set(batch.state, (made.get(batch.state) ?? 0) + 1);
    }
    await db.query(`DELETE FROM import_batch WHERE state <> 'done'`);
    const strays = await db.query<{ what: string }>(`
      SELECT 'order' AS what FROM orders o WHERE NOT EXISTS (SELECT FROM import_batch b WHERE b.id = o.batch_id)
      UNION ALL SELECT 'line' FROM order_line l WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = l.order_id)
      UNION ALL SELECT 'customer' FROM customer c WHERE NOT EXISTS (SELECT FROM import_batch b WHERE b.id = c.batch_id) LIMIT 5`);
    if (strays.length > 0)
      throw new Error(`left over: ${strays.map(({ what }) => what).join(', ')}`);
    const done = batches.filter((batch) => batch.state === 'done').length;
    return { done, absent: batches.length - done };
  } finally {
    await db.close();
    await postgres.stop();
  }
}

/** A quiet import tells what a whole batch is, and how long the moments to kill at last. */
async function quietImport(file: string): Promise<{ reference: Whole; longest: number }> {
  const { gone, says } = start(dataDir, [file]);
  await says('started');
  const begun = performance.now();
  await says('ended done');
  const longest = performance.now() - begun;
  await gone;
  const postgres = await openPostgres({ dataDir });
  const db = openPool(postgres.config);
  const reference = await countsOf(db, 1);
  await db.close();
  await postgres.stop();
  return { reference, longest };
}

try {
  mkdirSync(folder, { recursive: true });
  const fileOf = (index: number): string => {
    const path = join(folder, `file-${index}.csv`);
    writeFile(path, index);
    return path;
  };
  const { reference, longest } = await quietImport(fileOf(0));
  if (reference.orders === 0) throw new Error('the quiet import brought nothing');
  console.log(`a whole batch: ${JSON.stringify(reference)}, ${Math.round(longest)} ms`);
  let last = { done: 0, absent: 0 };
  let absent = 0;
  for (let round = 0; round < kills; round++) {
    const file = fileOf(round + 1);
    const victim = await life(round, file, longest);
    last = await inspectAll(reference);
    absent += last.absent;
    rmSync(file);
    console.log(
      `${round + 1}/${kills} killed ${victim}: ${last.done} whole, ${absent} absent so far`,
    );
  }
  console.log(
    `every batch was whole or absent: ${last.done} whole, ${absent} absent, seed ${seed}`,
  );
} catch (error) {
  console.error(`seed ${seed}: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  kill(postmasterOf(dataDir));
  rmSync(folder, { recursive: true, force: true });
}
