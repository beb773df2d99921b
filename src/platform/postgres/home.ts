import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { canEnter, engineAccount, isRoot } from './account.ts';
import { PostgresProblem } from './problem.ts';

const POINTER = 'postgres.path';
const OWNER = 'belongs-to';
export const VAR_DIR = '/var/lib/regulars';

/** Where the engine keeps its things: inside the data folder, or elsewhere when root's folder is out of reach. */
export interface Home {
  /** Data folder as the user named it, links resolved. */
  dataDir: string;
  /** Folder that holds `pg` (the cluster) and perhaps a copy of the engine. */
  home: string;
  pgdata: string;
  /** Set when an earlier database of this very path was found without its data folder, and left alone. */
  leftAlone?: string;
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function write(path: string, text: string): void {
  const half = `${path}.${process.pid}.half`;
  writeFileSync(half, text, { mode: 0o644 });
  renameSync(half, path);
}

/** Root's data folder must let the engine's account pass through (x), but not list it (r). */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  if (isRoot()) chmodSync(path, 0o711);
}

function pointsElsewhere(dataDir: string): string | undefined {
  const pointer = join(dataDir, POINTER);
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined;
}

/** A moved data folder takes its database along; a copied one must not open the original's. */
function checkPointer(dataDir: string, home: string): void {
  if (!existsSync(home)) {
    throw new PostgresProblem(
      'data_elsewhere_missing',
      `The database of ${dataDir} was kept in ${home}, which is not there. Bring that folder back, or restore a backup into a new data folder.`,
      `${dataDir} 的数据库原先保存在 ${home}，但该文件夹不存在。请找回该文件夹，或在新的数据文件夹中恢复备份。`,
    );
  }
  const ownerFile = join(home, OWNER);
  const owner = existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8').trim() : dataDir;
  if (owner !== dataDir && pointsElsewhere(owner) === home) {
    throw new PostgresProblem(
      'data_is_a_copy',
      `${dataDir} is a copy of ${owner}; the database itself stays with ${owner}. Use backup and restore to copy a shop.`,
      `${dataDir} 是 ${owner} 的副本，数据库仍属于 ${owner}。请用备份与恢复来复制店铺。`,
    );
  }
  write(ownerFile, `${dataDir}\n`);
}

/**
 * A data folder that was deleted and made again starts empty: the old database is neither opened
 * (its owner threw it away) nor deleted (perhaps by mistake).
 */
function placeElsewhere(dataDir: string, varDir: string): { home: string; leftAlone?: string } {
  makeFolder(varDir);
  const names = Array.from({ length: 1000 }, (_, i) =>
    join(varDir, shortHash(dataDir) + (i ? `-${i + 1}` : '')),
  );
  const free = names.findIndex((name) => !existsSync(join(name, 'pg')));
  const home = names[free] ?? join(varDir, randomUUID());
  makeFolder(home);
  write(join(home, OWNER), `${dataDir}\n`);
  write(join(dataDir, POINTER), `${home}\n`);
  return { home, ...(free > 0 && { leftAlone: names[free - 1] }) };
}

export function findHome(path: string, varDir: string = VAR_DIR): Home {
  try {
    makeFolder(path);
  } catch (error) {
    const why = (error as Error).message;
    throw new PostgresProblem(
      'data_folder',
      `The data folder ${path} cannot be made: ${why}`,
      `无法创建数据文件夹 ${path}：${why}`,
    );
  }
  const dataDir = realpathSync(path);
  const elsewhere = pointsElsewhere(dataDir);
  if (elsewhere !== undefined) checkPointer(dataDir, elsewhere);
  const inside = existsSync(join(dataDir, 'pg')) || canEnter(engineAccount(), dataDir);
  const placed =
    elsewhere === undefined && !inside
      ? placeElsewhere(dataDir, varDir)
      : { home: elsewhere ?? dataDir };
  return { dataDir, ...placed, pgdata: join(placed.home, 'pg') };
}
