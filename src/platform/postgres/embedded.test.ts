import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dataProcess, kill9 } from '../../../test/support/processes.ts';
import { asAccount, engineAccount, isRoot } from './account.ts';
import { openEmbedded } from './embedded.ts';
import { findEnginePackage } from './engine.ts';
import { openPool, openPostgres, type Db, type Postgres } from './index.ts';
import { readPostmaster } from './postmaster.ts';

// A space, an apostrophe, a comma and Chinese: each breaks something that is quoted carelessly.
const root = realpathSync(mkdtempSync(join(tmpdir(), "a shop's data, 小店 ")));
const dataDir = join(root, 'data');
const pgdata = join(dataDir, 'pg');
const opened: { stop(): Promise<void> }[] = [];
const pools: Db[] = [];
const children: ChildProcess[] = [];

function pool(config: pg.PoolConfig): Db {
  const db = openPool(config, { schema: 'main', max: 3 });
  pools.push(db);
  return db;
}

async function open(folder = dataDir): Promise<{ postgres: Postgres; db: Db }> {
  const postgres = await openPostgres({ dataDir: folder });
  opened.push(postgres);
  return { postgres, db: pool(postgres.config) };
}

const cups = async (db: Db) =>
  (await db.query<{ n: number }>('select n from cup order by n')).map((row) => row.n);
const enginePid = (folder = pgdata): number => readPostmaster(folder)?.pid ?? 0;

/** Another process that opened the folder as `serve` does. */
async function owner(): Promise<{ child: ChildProcess; config: pg.PoolConfig }> {
  const { child, said } = await dataProcess(['own', dataDir]);
  children.push(child);
  return { child, ...(JSON.parse(said) as { config: pg.PoolConfig }) };
}

beforeAll(async () => {
  chmodSync(root, 0o711);
  const { db } = await open();
  await db.query('create schema main');
  await db.query('create table cup (n int)');
}, 60_000);

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const db of pools.splice(0)) await db.close().catch(() => undefined);
  for (const postgres of opened.splice(0)) await postgres.stop();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('what was committed is there after a stop and a start', async () => {
  const first = await open();
  await first.db.query('insert into cup values (1)');
  await first.db.close();
  await first.postgres.stop();
  expect(enginePid()).toBe(0);
  const { db } = await open();
  expect(await cups(db)).toEqual([1]);
});

test('Chinese text is sorted, searched and stored as UTF-8 whatever LANG says', async () => {
  const { db } = await open();
  await db.query('create extension if not exists pg_trgm schema public');
  const [row] = await db.query(
    `select show_trgm('王小明') as grams, current_setting('server_encoding') as encoding, current_setting('fsync') as fsync`,
  );
  expect(row).toMatchObject({ encoding: 'UTF8', fsync: 'on' });
  expect((row as { grams: string[] }).grams.length).toBeGreaterThan(2);
});

test('nobody else on the machine can reach the socket', async () => {
  const { postgres } = await open();
  const folder = lstatSync(postgres.config.host ?? '');
  expect(folder.mode & 0o777).toBe(0o700);
  expect(folder.uid).toBe(statSync(pgdata).uid);
  expect(Buffer.byteLength(`${postgres.config.host}/.s.PGSQL.5432`)).toBeLessThan(107);
});

test('after kill -9 of node the orphaned engine is taken over, not started twice', async () => {
  const { child, config } = await owner();
  const orphan = enginePid();
  await pool(config).query('insert into cup values (2)');
  await kill9(child);
  const { postgres, db } = await open();
  expect(enginePid()).toBe(orphan);
  expect(await cups(db)).toEqual([1, 2]);
  await postgres.stop();
  expect(enginePid()).toBe(0);
}, 60_000);

test('after kill -9 of the engine it comes back by itself and keeps what was committed', async () => {
  const { db } = await open();
  const pid = enginePid();
  const cutOff = db.tx(async (tx) => {
    await tx.query('insert into cup values (99)');
    process.kill(pid, 'SIGKILL');
    await tx.query('select pg_sleep(5)');
  });
  await expect(cutOff).rejects.toThrow(/terminat|connection|EPIPE|ECONNRESET/i);
  expect(await cups(db)).toEqual([1, 2]);
  expect(enginePid()).not.toBe(pid);
}, 60_000);

test('after kill -9 of node and the engine together the next start recovers', async () => {
  const { child, config } = await owner();
  await pool(config).query('insert into cup values (3)');
  child.kill('SIGKILL');
  process.kill(enginePid(), 'SIGKILL');
  const { db } = await open();
  expect(await cups(db)).toEqual([1, 2, 3]);
}, 60_000);

test('a stale postmaster.pid does not stop a start, even when its number now belongs to a stranger', async () => {
  const account = engineAccount(pgdata);
  // The same account as the engine's: the case in which PostgreSQL itself gives up.
  const stranger = spawn('sleep', ['60'], { ...asAccount(account), stdio: 'ignore' });
  writeFileSync(
    join(pgdata, 'postmaster.pid'),
    `${stranger.pid}\n${pgdata}\n1700000000\n5432\n/nowhere\n\n  1 1\nready\n`,
  );
  try {
    const { db } = await open();
    expect(await cups(db)).toEqual([1, 2, 3]);
    expect(stranger.exitCode).toBe(null);
  } finally {
    stranger.kill('SIGKILL');
  }
});

test('two opening the same folder in one moment share one engine', async () => {
  const folder = join(root, 'twice');
  const both = await Promise.all([open(folder), open(folder)]);
  const answers = await Promise.all(
    both.map(({ db }) => db.query(`select pg_postmaster_start_time() as started`)),
  );
  expect(answers[0]).toEqual(answers[1]);
}, 60_000);

test('a half-made database never counts: a killed first start is made anew', async () => {
  const folder = join(root, 'half');
  mkdirSync(join(folder, 'pg.init-4194301', 'base'), { recursive: true });
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'pg.init-4194301', 'PG_VERSION'), '18\n');
  const { db } = await open(folder);
  expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  expect(readdirSync(folder).filter((name) => name.startsWith('pg'))).toEqual(['pg']);
}, 60_000);

describe('an engine package as npm leaves it', () => {
  const pack = join(root, 'package');
  const version = '0.0.0';
  beforeAll(() => {
    execFileSync('cp', ['-a', findEnginePackage().native, pack]);
    for (const name of readdirSync(join(pack, 'lib'))) {
      if (lstatSync(join(pack, 'lib', name)).isSymbolicLink()) rmSync(join(pack, 'lib', name));
    }
  });

  test('works without its install script: a copy gets the library links', async () => {
    const folder = join(root, 'no links');
    const embedded = await openEmbedded({
      ...{ dataDir: folder, log: console, enginePackage: { native: pack, version } },
    });
    opened.push(embedded);
    const running = readlinkSync(`/proc/${enginePid(join(folder, 'pg'))}/exe`);
    expect(running).toBe(join(folder, `engine-${version}`, 'bin', 'postgres'));
  }, 60_000);
});

describe.skipIf(!isRoot())('as root in a folder closed to others', () => {
  const closed = join(root, 'closed');
  const varDir = join(root, 'var');
  const openClosed = async (folder: string): Promise<Db> => {
    const embedded = await openEmbedded({ dataDir: folder, varDir, log: console });
    opened.push(embedded);
    return pool(embedded.config);
  };
  beforeAll(() => mkdirSync(closed, { mode: 0o700 }));

  test('the database lives elsewhere, found again through a pointer', async () => {
    const db = await openClosed(join(closed, 'data'));
    await db.query('create schema main');
    await db.query('create table cup as select 7 as n');
    const pointer = readFileSync(join(closed, 'data', 'postgres.path'), 'utf8').trim();
    expect(pointer.startsWith(varDir)).toBe(true);
    expect(existsSync(join(closed, 'data', 'pg'))).toBe(false);
    await db.close();
    await opened.pop()?.stop();
    expect(await cups(await openClosed(join(closed, 'data')))).toEqual([7]);
  }, 60_000);

  test('a moved folder takes it along; a copy is refused; one thrown away starts empty', async () => {
    execFileSync('mv', [join(closed, 'data'), join(closed, 'moved')]);
    expect(await cups(await openClosed(join(closed, 'moved')))).toEqual([7]);
    execFileSync('cp', ['-a', join(closed, 'moved'), join(closed, 'copy')]);
    await expect(openClosed(join(closed, 'copy'))).rejects.toMatchObject({
      code: 'data_is_a_copy',
    });
    rmSync(join(closed, 'moved'), { recursive: true });
    const db = await openClosed(join(closed, 'moved'));
    expect(await db.query(`select to_regclass('main.cup') as cup`)).toEqual([{ cup: null }]);
  }, 60_000);
});

test('where no engine was installed, the message names the way out', () => {
  for (const platform of ['win32', 'sunos']) {
    expect(() => findEnginePackage(platform, 'x64')).toThrow(/REGULARS_DATABASE_URL/);
  }
});

test('a server that cannot be reached is a sentence without the password', async () => {
  const databaseUrl = 'postgres://someone:invented@127.0.0.1:1/shop';
  const refused = openPostgres({ dataDir, databaseUrl });
  await expect(refused).rejects.toMatchObject({ code: 'server_unreachable' });
  await expect(refused).rejects.not.toThrow(/invented/);
});
