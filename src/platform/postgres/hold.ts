import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './home.ts';
import { isAlive, startMark } from './processes.ts';

export interface HolderInfo {
  url?: string;
  token?: string;
}

export interface Holder extends HolderInfo {
  pid: number;
  /** RFC 3339. */
  since: string;
}

export type Hold =
  | { ok: true; update(info: HolderInfo): void; release(): void }
  | { ok: false; holder: Holder };

/** What stands in a claim: who, and enough to tell whether that process still lives. */
interface Claim extends Holder {
  id: string;
  start: string;
  /** Which machine and process table the pid belongs to. */
  place: string;
  released?: true;
}

const PREFIX = 'holder.';
const BEAT_MS = 3_000;
/** A claim from another machine or container is judged by its heartbeat alone. */
const SILENT_MS = 15_000;
/** Older claims are kept a while so that a slow reader still meets one. */
const KEEP = 3;

function place(): string {
  const read = (fn: () => string): string => {
    try {
      return fn().trim();
    } catch {
      return '';
    }
  };
  const boot = read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  return [boot || hostname(), read(() => readlinkSync('/proc/self/ns/pid'))].join(' ');
}

function highest(dir: string): number {
  const numbers = readdirSync(dir).map((name) =>
    name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : NaN,
  );
  return Math.max(0, ...numbers.filter(Number.isInteger));
}

const path = (dir: string, number: number): string => join(dir, `${PREFIX}${number}`);

/** A claim of another account cannot be read: a nameless one, judged by its heartbeat. */
const UNREADABLE: Claim = { id: '', pid: 0, start: '', place: 'unreadable', since: '' };

function readClaim(dir: string, number: number): Claim | undefined {
  try {
    return JSON.parse(readFileSync(path(dir, number), 'utf8')) as Claim;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? UNREADABLE : undefined;
  }
}

function beats(file: string): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < SILENT_MS;
  } catch {
    return false;
  }
}

function lives(claim: Claim, file: string): boolean {
  if (claim.released) return false;
  if (claim.place === place()) return isAlive(claim.pid) && startMark(claim.pid) === claim.start;
  return beats(file);
}

/** Whole at once, and closed to others: it may carry a token. */
function writeAside(dir: string, claim: Claim): string {
  const aside = join(dir, `.claim-${claim.id}`);
  writeFileSync(aside, `${JSON.stringify(claim)}\n`, { mode: 0o600 });
  return aside;
}

function tryClaim(dir: string, number: number, claim: Claim): boolean {
  const aside = writeAside(dir, claim);
  try {
    linkSync(aside, path(dir, number));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  // We may have slept since reading the list, and a number cleared away since would be free again.
  if (highest(dir) === number) return true;
  rmSync(path(dir, number), { force: true });
  return false;
}

function clearOld(dir: string, number: number): void {
  for (const name of readdirSync(dir)) {
    const old = name.startsWith(PREFIX) && Number(name.slice(PREFIX.length)) <= number - KEEP;
    if (old) rmSync(join(dir, name), { force: true });
  }
}

function held(dir: string, number: number, claim: Claim): Hold {
  let current = claim;
  const write = (next: Claim): void => {
    current = next;
    renameSync(writeAside(dir, next), path(dir, number));
  };
  const beat = setInterval(() => {
    try {
      utimesSync(path(dir, number), new Date(), new Date());
    } catch {
      // The folder went away; there is nothing left to hold.
    }
  }, BEAT_MS);
  beat.unref();
  clearOld(dir, number);
  return {
    ok: true,
    update: (info) => write({ ...current, ...info }),
    release: () => {
      clearInterval(beat);
      write({ ...current, url: undefined, token: undefined, released: true });
    },
  };
}

function shown({ pid, since, url, token }: Claim): Holder {
  return { pid, since, ...(url !== undefined && { url }), ...(token !== undefined && { token }) };
}

/**
 * One process a data folder. Claims are numbered files: whoever links number n+1 after finding n dead
 * holds it, and a file system lets only one link succeed. The highest number is never removed, only
 * marked as released, so a slow starter cannot bring an old number back. Nothing has to be cleaned
 * up after `kill -9`: a claim dies with its process (pid and start time).
 */
export async function holdDataDir(dataDir: string, info: HolderInfo = {}): Promise<Hold> {
  makeFolder(dataDir);
  const claim: Claim = {
    ...info,
    id: randomUUID(),
    pid: process.pid,
    start: startMark(process.pid),
    place: place(),
    since: new Date().toISOString(),
  };
  for (;;) {
    const number = highest(dataDir);
    const current = number === 0 ? undefined : readClaim(dataDir, number);
    if (current && lives(current, path(dataDir, number)))
      return { ok: false, holder: shown(current) };
    if (tryClaim(dataDir, number + 1, claim)) return held(dataDir, number + 1, claim);
  }
}
