import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { noEngineHere } from './problem.ts';

/** The operating-system account the engine runs under. `uid` is undefined when that is simply us. */
export interface Account {
  uid?: number;
  gid?: number;
  name: string;
}

interface PasswdEntry {
  name: string;
  uid: number;
  gid: number;
}

function passwdEntries(): PasswdEntry[] {
  let text = '';
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses root, and initdb wants a uid with a passwd entry. Data that exists already keeps
 * its owner, so that installing a `postgres` package later does not lock the shop out of its data.
 */
export function engineAccount(existingData?: string): Account {
  if (!isRoot()) return { name: 'self' };
  const entries = passwdEntries();
  const owner = existingData === undefined ? 0 : statSync(existingData).uid;
  const found =
    entries.find((e) => owner !== 0 && e.uid === owner) ??
    ['postgres', 'nobody', 'daemon']
      .map((n) => entries.find((e) => e.name === n && e.uid !== 0))
      .find(Boolean) ??
    entries.find((e) => e.uid !== 0);
  if (found) return found;
  throw noEngineHere(
    'no_account',
    'PostgreSQL refuses to run as root and this machine has no other account to run it under.',
    'PostgreSQL 不允许以 root 身份运行，而这台机器上没有其他账号可用。',
  );
}

export function asAccount(account: Account): { uid?: number; gid?: number } {
  return account.uid === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Can that account enter this folder? Asked by trying: mode bits alone miss ACLs, mounts and namespaces. */
export function canEnter(account: Account, folder: string): boolean {
  if (account.uid === undefined) return true;
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1" && ls -d . >/dev/null', 'sh', folder], {
    ...asAccount(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return tried.status === 0;
}
