import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** mulberry32: the same seed kills at the same moments, as far as a machine repeats itself. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The server's own process, by the lock file in its data folder. */
export function postmasterOf(dataDir: string): number | undefined {
  const pointer = join(dataDir, 'postgres.path');
  const home = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dataDir;
  const file = join(home, 'pg', 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : NaN;
  // Only a process that stands in this very data folder is ours to kill.
  try {
    return Number.isInteger(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(home)
      ? pid
      : undefined;
  } catch {
    return undefined;
  }
}

export function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}
