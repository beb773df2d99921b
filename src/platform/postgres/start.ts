import { spawn, type ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asAccount, type Account } from './account.ts';
import { cleanEnvironment } from './initdb.ts';
import { disarmStalePid, isOurs, readPostmaster } from './postmaster.ts';
import { noEngineHere } from './problem.ts';
import { asArguments } from './settings.ts';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface Cluster {
  engine: string;
  pgdata: string;
  logFile: string;
  socketDir: string;
  account: Account;
  settings: Record<string, string>;
}

const MAX_LOG_BYTES = 10 * 1024 ** 2;
/** How long one start may be refused by what a dead server left behind. */
const RETRY_FOR_MS = 30_000;
export const RETRY_EVERY_MS = 200;

/** A file, not a pipe: the server outlives a killed node and must still have somewhere to write. */
function openLog(cluster: Cluster): number {
  if (existsSync(cluster.logFile) && statSync(cluster.logFile).size > MAX_LOG_BYTES)
    renameSync(cluster.logFile, `${cluster.logFile}.1`);
  return openSync(cluster.logFile, 'a', 0o600);
}

function logSince(cluster: Cluster, position: number): string {
  return readFileSync(cluster.logFile).subarray(position).toString('utf8');
}

function launch(cluster: Cluster): { child: ChildProcess; position: number } {
  const log = openLog(cluster);
  const position = statSync(cluster.logFile).size;
  const args = [
    '-D',
    cluster.pgdata,
    ...asArguments({ ...cluster.settings, unix_socket_directories: `"${cluster.socketDir}"` }),
  ];
  const child = spawn(join(cluster.engine, 'bin', 'postgres'), args, {
    ...asAccount(cluster.account),
    cwd: cluster.pgdata,
    env: cleanEnvironment(),
    stdio: ['ignore', log, log],
    // Its own process group: Ctrl-C reaches node alone, which then stops the server in order.
    detached: true,
  });
  child.unref();
  closeSync(log);
  return { child, position };
}

/** What passes by itself: the dying backends of a killed server, or another start a moment ahead of us. */
function passes(output: string): boolean {
  return /pre-existing shared memory block|lock file .* already exists|is another postmaster/i.test(
    output,
  );
}

function startProblem(output: string): Error {
  const fatal = output
    .split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|error while loading/.test(line))
    .at(-1);
  const reason =
    fatal?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ??
    output.trim().split('\n').at(-1) ??
    'no reason given';
  return noEngineHere(
    'engine_start',
    `The built-in database did not start: ${reason}.`,
    `内置数据库未能启动：${reason}。`,
  );
}

/** The way it ended, or `ready`. A server replaying its log after a crash may take minutes; that is not a failure. */
async function untilReady(
  cluster: Cluster,
  child: ChildProcess,
  log: Log,
): Promise<'ready' | 'ended'> {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  for (let waited = 0; !ended; waited += 10) {
    const seen = readPostmaster(cluster.pgdata);
    if (seen?.pid === child.pid && seen?.ready) return 'ready';
    if (waited > 0 && waited % 5000 === 0) log.info('database: still recovering after a crash');
    await sleep(10);
  }
  return 'ended';
}

interface Running {
  pid: number;
  child?: ChildProcess;
  socketDir: string;
}

async function adopt(cluster: Cluster, running: Running): Promise<Running | undefined> {
  while (isOurs(running.pid, cluster.pgdata)) {
    const seen = readPostmaster(cluster.pgdata);
    if (seen?.pid === running.pid && seen.ready) return { ...running, socketDir: seen.socketDir };
    await sleep(20);
  }
  return undefined;
}

async function startOnce(cluster: Cluster, log: Log): Promise<Running | { refused: string }> {
  const seen = readPostmaster(cluster.pgdata);
  const ours = seen !== undefined && isOurs(seen.pid, cluster.pgdata);
  const adopted = ours ? await adopt(cluster, seen) : undefined;
  if (adopted) {
    log.info(`database: found its server still running (pid ${adopted.pid})`);
    return adopted;
  }
  if (seen && !ours) disarmStalePid(cluster.pgdata, seen.pid);
  const { child, position } = launch(cluster);
  const end = await untilReady(cluster, child, log);
  if (end === 'ready') return { pid: child.pid ?? 0, child, socketDir: cluster.socketDir };
  return { refused: logSince(cluster, position) };
}

/** Takes over the server that still runs on the folder, else starts one; patient with what a dead one left. */
export async function start(cluster: Cluster, log: Log): Promise<Running> {
  const deadline = performance.now() + RETRY_FOR_MS;
  for (;;) {
    const result = await startOnce(cluster, log);
    if (!('refused' in result)) return result;
    if (!passes(result.refused) || performance.now() > deadline) throw startProblem(result.refused);
    await sleep(RETRY_EVERY_MS);
  }
}

/** The log belongs to the engine's account, so that a later start under it can append. */
export function prepareLog(cluster: Cluster): void {
  closeSync(openLog(cluster));
  if (cluster.account.uid !== undefined)
    chownSync(cluster.logFile, cluster.account.uid, cluster.account.gid ?? cluster.account.uid);
}
