import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Linux tells more, and faster; elsewhere `ps` answers. */
function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/** /proc/<pid>/stat after the name in brackets, which may hold anything: state is the first field, start the twentieth. */
function statFields(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** A killed process whose parent has not asked after it still answers signals, but holds nothing. */
function isZombie(pid: number): boolean {
  return statFields(pid)?.[0] === 'Z';
}

/** When the process started, in whatever unit the system keeps: only good for "is it the same one". */
export function startMark(pid: number): string {
  return process.platform === 'linux' ? (statFields(pid)?.[19] ?? '') : ps(pid, 'lstart');
}

export function commandLine(pid: number): string[] {
  if (process.platform !== 'linux') return ps(pid, 'command').split(' ');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
