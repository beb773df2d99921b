import { readFileSync, renameSync, writeFileSync, chownSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive } from './processes.ts';

/** What a running server writes into its data folder. */
export interface Postmaster {
  pid: number;
  socketDir: string;
  ready: boolean;
}

function pidFile(pgdata: string): string {
  return join(pgdata, 'postmaster.pid');
}

export function readPostmaster(pgdata: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(pgdata), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socketDir: lines[4] ?? '', ready: (lines[7] ?? '').trim() === 'ready' };
}

/** A pid is only a number: after a reboot it may be anybody's. Ours is a postgres started on this very folder. */
export function isOurs(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false;
  const words = commandLine(pid);
  const named = words[0]?.endsWith('postgres') === true;
  return named && (words.includes(pgdata) || words.join(' ').includes(` ${pgdata} `));
}

/** No process number reaches this (Linux stops at 4194304, macOS at 99999). */
const NOBODY = 2147483646;

/**
 * PostgreSQL refuses to start while the pid in a stale file is alive, even when that pid is now a
 * stranger's. Only the pid is replaced: the line naming the shared memory stays, so that PostgreSQL
 * itself still refuses while backends of the dead server hold on.
 */
export function disarmStalePid(pgdata: string, stranger: number): void {
  if (!isAlive(stranger)) return;
  const path = pidFile(pgdata);
  const { uid, gid, mode } = statSync(path);
  const lines = readFileSync(path, 'utf8').split('\n');
  if (Number(lines[0]) !== stranger) return;
  lines[0] = String(NOBODY);
  writeFileSync(`${path}.new`, lines.join('\n'), { mode: mode & 0o777 });
  if (process.getuid?.() === 0) chownSync(`${path}.new`, uid, gid);
  renameSync(`${path}.new`, path);
}
