import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRoot, type Account } from './account.ts';
import { shortHash } from './home.ts';
import { noEngineHere } from './problem.ts';

/** A socket's address holds 107 bytes with its final zero; the longest name inside is `.s.PGSQL.5432.lock`. */
const LONGEST = 107 - '/.s.PGSQL.5432'.length;

function parents(): string[] {
  const wanted = isRoot() ? ['/run', '/tmp', tmpdir()] : ['/tmp', tmpdir()];
  return wanted.filter((folder) => existsSync(folder) && statSync(folder).isDirectory());
}

/** Ours alone: a real folder, owned by the engine's account, closed to everybody else. */
function isPrivate(path: string, uid: number): boolean {
  const seen = lstatSync(path);
  return seen.isDirectory() && seen.uid === uid && (seen.mode & 0o777) === 0o700;
}

function tryMake(path: string, account: Account): boolean {
  const uid = account.uid ?? process.getuid?.() ?? 0;
  try {
    if (!existsSync(path)) {
      mkdirSync(path, { mode: 0o700 });
      chmodSync(path, 0o700);
      if (account.uid !== undefined) chownSync(path, account.uid, account.gid ?? account.uid);
    }
    // A half-made one of ours (killed between making and giving away) is empty and still root's.
    if (account.uid !== undefined && isPrivate(path, 0) && readdirSync(path).length === 0)
      chownSync(path, account.uid, account.gid ?? account.uid);
    return isPrivate(path, uid);
  } catch {
    return false;
  }
}

/**
 * Trust is granted to whoever reaches the socket, so the folder is the door: short (data paths are
 * not), private, and the same at every start so that an orphaned engine is found again. Should
 * somebody else already sit on the name in /tmp, the next one is taken.
 */
export function socketDir(pgdata: string, account: Account): string {
  const name = `regulars-${shortHash(pgdata)}`;
  for (const parent of parents()) {
    for (const suffix of ['', '-2', '-3']) {
      const path = join(parent, name + suffix);
      if (Buffer.byteLength(path) <= LONGEST && !path.includes('"') && tryMake(path, account))
        return path;
    }
  }
  throw noEngineHere(
    'no_socket_dir',
    'There is no folder for the database socket (tried /run and /tmp).',
    '没有可放置数据库套接字的文件夹（已尝试 /run 与 /tmp）。',
  );
}
