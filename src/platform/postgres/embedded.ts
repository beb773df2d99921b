import { existsSync, lchownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { engineAccount, isRoot, type Account } from './account.ts';
import { engineFor, findEnginePackage } from './engine.ts';
import { findHome, type Home } from './home.ts';
import { ensureCluster } from './initdb.ts';
import { PostgresProblem } from './problem.ts';
import { engineSettings } from './settings.ts';
import { socketDir } from './socket-dir.ts';
import { prepareLog, type Log } from './start.ts';
import { supervise } from './supervisor.ts';
import { connectClient } from './waiting.ts';

export interface EmbeddedOptions {
  dataDir: string;
  log: Log;
  /** Where root's unreachable data goes; tests choose another place. */
  varDir?: string;
  /** Engine settings beyond ours (tests switch fsync off). */
  settings?: Record<string, string>;
  /** Another engine than npm's (tests take its links away). */
  enginePackage?: { native: string; version: string };
}

function giveAway(path: string, uid: number, gid: number): void {
  lchownSync(path, uid, gid);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveAway(join(path, name), uid, gid);
}

/** Data copied by root (a restored disk, `cp -r`) belongs to root: it is given to the engine's account. */
function checkOwner(home: Home, account: Account): void {
  if (!existsSync(home.pgdata)) return;
  const owner = statSync(home.pgdata).uid;
  if (account.uid !== undefined && owner !== account.uid)
    giveAway(home.pgdata, account.uid, account.gid ?? account.uid);
  if (isRoot() || owner === process.getuid?.()) return;
  throw new PostgresProblem(
    'data_of_another',
    `The database in ${home.pgdata} belongs to another account (uid ${owner}). Start Regulars under the account that made it, or as root.`,
    `${home.pgdata} 中的数据库属于另一个账号（uid ${owner}）。请用创建它的账号或 root 启动。`,
  );
}

/** Also the proof that the engine answers: one that was taken over may have been dying. */
async function hasDatabase(config: pg.ClientConfig): Promise<boolean> {
  try {
    await (await connectClient(config)).end();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '3D000') return false;
    throw error;
  }
}

/** Two starting at once may both try: then it is "exists" or, a moment earlier, a duplicate key. */
const EXISTS = new Set(['42P04', '23505']);

async function createDatabase(config: pg.ClientConfig): Promise<void> {
  const client = await connectClient({ ...config, database: 'postgres' });
  try {
    await client.query('create database regulars template template0');
  } catch (error) {
    if (!EXISTS.has(String((error as { code?: string }).code))) throw error;
  } finally {
    await client.end();
  }
}

export async function openEmbedded(
  options: EmbeddedOptions,
): Promise<{ config: pg.PoolConfig; dataDir: string; stop(): Promise<void> }> {
  const pack = options.enginePackage ?? findEnginePackage();
  const home = findHome(options.dataDir, options.varDir);
  if (home.leftAlone)
    options.log.warn(`database: an earlier one of this path was left alone in ${home.leftAlone}`);
  const account = engineAccount(existsSync(home.pgdata) ? home.pgdata : undefined);
  checkOwner(home, account);
  const engine = engineFor(pack, home.home, account);
  await ensureCluster(home, engine, account);
  const cluster = {
    ...{ engine, account, pgdata: home.pgdata, logFile: join(home.home, 'postgres.log') },
    ...{
      socketDir: socketDir(home.pgdata, account),
      settings: { ...engineSettings(), ...options.settings },
    },
  };
  prepareLog(cluster);
  const supervised = await supervise(cluster, options.log);
  const config = { host: supervised.socketDir, port: 5432, user: 'regulars', database: 'regulars' };
  if (!(await hasDatabase(config))) await createDatabase(config);
  return { config, dataDir: home.dataDir, stop: supervised.stop };
}
