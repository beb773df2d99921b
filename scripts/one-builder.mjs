// @ts-check
/** One builder at a time, over processes. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A build takes seconds; a lock this old belongs to nobody, whatever its pid means by now. */
const OLDEST_MS = 5 * 60_000;

/** @param {string} lock */
function isAbandoned(lock) {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    if (age > OLDEST_MS) return true;
    const pid = Number(readOr(join(lock, 'pid'), '0'));
    // Between mkdir and the pid there is a moment without one.
    return pid ? !isAlive(pid) : age > 5000;
  } catch {
    return false; // it was given back while we looked
  }
}

/** @param {string} path @param {string} fallback */
function readOr(path, fallback) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return fallback;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  return true;
}

/** Two may find the same dead lock; a rename has one winner, who looks at what it took. @param {string} lock */
function clear(lock) {
  const taken = `${lock}-${process.pid}`;
  try {
    renameSync(lock, taken);
    if (isAbandoned(taken)) rmSync(taken, { recursive: true, force: true });
    else renameSync(taken, lock);
  } catch {
    // somebody else was first
  }
}

/** @template T @param {string} lock @param {() => Promise<T>} work @returns {Promise<T>} */
export async function withLock(lock, work) {
  while (!take(lock)) {
    if (isAbandoned(lock)) clear(lock);
    else await sleep(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
