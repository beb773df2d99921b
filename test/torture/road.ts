/**
 * npm run torture -- road [--kills N] [--seed N] [--touches N]: two workers on one database send to recording peers, a
 * webhook that knows keys and a mail server that does not; workers and database are killed (kill -9) at random. In
 * the end nothing was sent twice, nothing is lost, and what is unknown was in flight at a kill of a channel
 * that can be neither asked nor told a key.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { saveAccount } from '../../src/outreach/accounts/index.ts';
import { propose } from '../../src/outreach/touches/index.ts';
import { DEFAULT_POLICY } from '../../src/outreach/policy/index.ts';
import { sealKeyIn } from '../../src/platform/files/index.ts';
import { migrate, openPool, openPostgres, type Db } from '../../src/platform/postgres/index.ts';
import { httpPeer } from '../support/peers/http.ts';
import { smtpPeer } from '../support/peers/smtp.ts';
import { chance, kill, postmasterOf } from './hands.ts';
import { virtualNow } from './virtual.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string' }, touches: { type: 'string' } },
});
const kills = Number(values.kills ?? 200);
const touches = Number(values.touches ?? 50_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const random = chance(seed);
console.log(`torture of the road: ${kills} kills during ${touches} touches, seed ${seed}`);

const folder = mkdtempSync(join(tmpdir(), 'regulars-torture-road-'));
const dataDir = join(folder, 'data');
const began = Date.now();

/** What a vendor takes to answer: long enough that kills find messages on their way. */
const SLOW_MS = 15;

/** Accepts each key once, as a vendor that knows keys does; says how often a key came again. */
const keys = new Map<string, number>();
const webhook = await httpPeer(({ headers }) => {
  const key = String(headers['webhook-id']);
  keys.set(key, (keys.get(key) ?? 0) + 1);
  // Some are taken and not answered, as at a bad moment of theirs.
  return random() < 0.002 ? 'reset' : { json: {} };
}, SLOW_MS);
const mails = await smtpPeer({ delayMs: SLOW_MS });

const openDb = async () => {
  const postgres = await openPostgres({ dataDir });
  return { postgres, db: openPool(postgres.config, { max: 4 }) };
};

/** No hour is quiet and no cap holds: every touch is to go, so that every missing one is a lost one. */
async function prepare(db: Db): Promise<void> {
  const now = virtualNow(began);
  const allDay = ['00:00', '24:00'] as const;
  const hours = { countries: null, service: allDay, care: allDay, promotion: allDay };
  const policy = { ...DEFAULT_POLICY, hours: [hours], caps: [] };
  await db.query('INSERT INTO outreach_policy (number, policy, at) VALUES (1, $1, $2)', [
    JSON.stringify(policy),
    now,
  ]);
  await db.query(
    `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ('Tea house', 'GBP', 'Europe/London', $1)`,
    [now],
  );
  await db.query(
    `INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, shop_id, name, email, country, known_at, changed_at) OVERRIDING SYSTEM VALUE
     SELECT n, n, 'email', '', 'buyer' || n || '@example.com', 1, 'Buyer ' || n, 'buyer' || n || '@example.com', 'GB', $2, $2 FROM generate_series(1, $1::int) n`,
    [touches, now],
  );
  const account = { enabled: true, is_default: true, per_second: null, concurrency: 4 };
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  await db.tx(async (tx) => {
    const key = sealKeyIn(dataDir);
    const made = [
      await saveAccount(
        tx,
        key,
        {
          ...account,
          name: 'Hook',
          kind: 'webhook',
          vendor: 'webhook',
          config: { endpoint: webhook.url },
          secrets: { secret },
        },
        now,
      ),
      await saveAccount(
        tx,
        key,
        {
          ...account,
          name: 'Mail',
          kind: 'email',
          vendor: 'smtp',
          config: {
            host: '127.0.0.1',
            port: mails.port,
            security: 'none',
            from: 'shop@example.com',
          },
          secrets: {},
        },
        now,
      ),
    ];
    for (const one of made) if (!one.ok) throw new Error(JSON.stringify(one.problem));
  });
  const validUntil = new Date(now.getTime() + 300 * 86_400_000);
  for (let from = 1; from <= touches; from += 5_000) {
    const wishes = Array.from({ length: Math.min(5_000, touches - from + 1) }, (_, i) => ({
      ...{
        customer: from + i,
        source: 'campaign:1',
        occurrence: 'once',
        class: 'service' as const,
      },
      kind: (from + i) % 2 === 0 ? ('email' as const) : ('webhook' as const),
      ...{
        content: { subject: 'Hello', body: 'Your tea is on its way.' },
        why: { code: 'touch_by_hand' },
      },
      ...{ validFrom: now, validUntil },
    }));
    await db.tx((tx) => propose(tx, wishes, now));
  }
}

interface Worker {
  child: ChildProcess;
  gone: Promise<void>;
  isDone: () => boolean;
  /** It has begun to work. */
  ready: () => boolean;
}

/** Bundled once: a worker that takes seconds to start would mostly be killed before it did anything. */
const bundle = join(import.meta.dirname, '../../dist/torture/road-child.mjs');
await build({
  ...{ entryPoints: [join(import.meta.dirname, 'road-child.ts')], outfile: bundle, bundle: true },
  ...{ platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' },
});

function work(config: object): Worker {
  const child = spawn(process.execPath, [bundle, dataDir, JSON.stringify(config), String(began)], {
    stdio: ['ignore', 'pipe', process.env['TORTURE_LOUD'] ? 'inherit' : 'ignore'],
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, gone, isDone: () => said.includes('done'), ready: () => said.includes('ready') };
}

const isGone = ({ child }: Worker): boolean => child.exitCode !== null || child.signalCode !== null;

/** Mails that were on their way when somebody died: the most that may end unknown. */
async function inFlight(db: Db): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM touch WHERE state = 'sending' AND kind = 'email' AND handed_at IS NOT NULL`,
  );
  return row?.count ?? 0;
}

/** Every touch against what the peers have. */
async function verdict(db: Db, most: number): Promise<string> {
  const rows = await db.query<{ key: string; kind: string; state: string }>(
    'SELECT key::text, kind, state FROM touch',
  );
  const letters = new Map<string, number>();
  for (const { raw } of mails.letters) {
    const id = /^message-id:\s*<([^@>]+)@/im.exec(raw.toString('latin1'))?.[1] ?? '';
    letters.set(id, (letters.get(id) ?? 0) + 1);
  }
  const faults: string[] = [];
  const counts: Record<string, number> = {};
  for (const { key, kind, state } of rows) {
    counts[`${kind} ${state}`] = (counts[`${kind} ${state}`] ?? 0) + 1;
    const arrived = kind === 'email' ? (letters.get(key) ?? 0) : keys.has(key) ? 1 : 0;
    if (arrived > 1) faults.push(`${key} arrived ${arrived} times`);
    if (state === 'sent' && arrived === 0) faults.push(`${key} is marked sent and never arrived`);
    if (state !== 'sent' && !(state === 'unknown' && kind === 'email'))
      faults.push(`${key} (${kind}) ended ${state}`);
  }
  if (rows.length !== touches) faults.push(`${rows.length} touches of ${touches}`);
  const unknown = counts['email unknown'] ?? 0;
  if (unknown > most) faults.push(`${unknown} unknown, only ${most} were in flight`);
  if (faults.length > 0)
    throw new Error(`${faults.length} faults, the first: ${faults.slice(0, 5).join('; ')}`);
  const again = [...keys.values()].filter((times) => times > 1).length;
  return `${JSON.stringify(counts)}; ${again} keys offered to the webhook again, at most ${most} mails in flight at kills`;
}

const VICTIMS = ['first', 'second', 'both', 'postgres'] as const;
let workers: Worker[] = [];
try {
  let { postgres, db } = await openDb();
  await migrate(postgres.config, { dir: join(import.meta.dirname, '../../migrations') });
  const { ensureBusiness } = await import('../../src/ledger/accounts/index.ts');
  await ensureBusiness(db, virtualNow(began));
  await prepare(db);
  let most = 0;
  let killed = 0;
  workers = [work(postgres.config), work(postgres.config)];
  while (!workers.every((worker) => isGone(worker) && worker.isDone())) {
    // Somebody at work is killed, at any moment of it; a worker's first mails take seconds.
    while (!workers.some((worker) => worker.ready() || isGone(worker))) await sleep(10);
    await sleep(killed < kills ? 800 + random() * 2_500 : 200);
    if (killed < kills) {
      const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'both';
      if (victim === 'postgres') {
        await db.close().catch(() => undefined);
        kill(postmasterOf(dataDir));
        ({ postgres, db } = await openDb());
      } else {
        if (victim !== 'second') kill(workers[0]?.child.pid);
        if (victim !== 'first') kill(workers[1]?.child.pid);
        await sleep(20);
      }
      if (process.env['TORTURE_LOUD'])
        console.log(victim, Date.now() - began, mails.letters.length, keys.size);
      most += await inFlight(db);
      killed += 1;
      if (killed % 20 === 0)
        console.log(
          `${killed}/${kills} killed; ${mails.letters.length} mails, ${keys.size} webhooks arrived`,
        );
    }
    // One that ended because the database went away comes back, as a service manager would see to.
    workers = workers.map((worker) =>
      isGone(worker) && !worker.isDone() ? work(postgres.config) : worker,
    );
  }
  console.log(
    `nothing twice, nothing lost after ${killed} kills, seed ${seed}: ${await verdict(db, most)}`,
  );
  await db.close();
  await postgres.stop();
} catch (error) {
  console.error(`seed ${seed}: ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  for (const { child } of workers) kill(child.pid);
  kill(postmasterOf(dataDir));
  await webhook.close();
  await mails.close();
  rmSync(folder, { recursive: true, force: true });
}
