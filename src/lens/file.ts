import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDuck, type Duck } from '../platform/duckdb/index.ts';

export interface FileOptions {
  dir: string;
  business: string;
  threads: number;
  memoryLimit: string;
}

export interface LensFile {
  duck: Duck;
  path: string;
  /** For files on their way from PostgreSQL, and for what DuckDB spills. */
  tempDir: string;
  /** Gives the slot up; the file stays, so that the next start only catches up. */
  close(): void;
}

/** DuckDB locks its file per process, so a second lens in this process must not come to the same one. */
const ours = new Set<string>();

const pathOf = ({ dir, business }: FileOptions, slot: number): string =>
  resolve(dir, `${business}.${slot}.duckdb`);
const tempOf = (path: string): string => path.replace(/\.duckdb$/, '.tmp');

function drop(path: string): void {
  for (const name of [path, `${path}.wal`, `${path}.wal.checkpoint`, `${path}.wal.recovery`])
    rmSync(name, { force: true });
  rmSync(tempOf(path), { recursive: true, force: true });
}

const isLocked = (error: unknown): boolean =>
  /could not set lock|conflicting lock|being used by another process/i.test(String(error));

/** Attached under one name, so that macros can say `lens.main.…` whatever the file is called. */
async function attach(duck: Duck, path: string): Promise<'attached' | 'locked'> {
  const statement = `ATTACH '${path.replaceAll("'", "''")}' AS lens`;
  try {
    await duck.run(statement);
  } catch (error) {
    if (isLocked(error)) return 'locked';
    // Damaged, half written, or of another version: it holds nothing the ledger lacks.
    drop(path);
    await duck.run(statement);
  }
  return 'attached';
}

/** Files of processes that are gone: whoever can take such a file's lock removes it. */
async function clearStale(options: FileOptions, slot: number): Promise<void> {
  const pattern = new RegExp(`^${options.business}\\.(\\d+)\\.duckdb$`);
  for (const name of readdirSync(options.dir)) {
    const other = Number(pattern.exec(name)?.[1] ?? -1);
    const path = pathOf(options, other);
    if (other <= slot || ours.has(path)) continue;
    const probe = await openDuck({ path: ':memory:', threads: 1, memoryLimit: '64MB' });
    try {
      await probe.run(`ATTACH '${path.replaceAll("'", "''")}' AS lens`);
      drop(path);
    } catch (error) {
      if (!isLocked(error)) drop(path);
    } finally {
      probe.close();
    }
  }
}

async function openSlot(options: FileOptions, slot: number): Promise<LensFile | undefined> {
  const path = pathOf(options, slot);
  if (ours.has(path)) return undefined;
  ours.add(path);
  const tempDir = tempOf(path);
  const { threads, memoryLimit } = options;
  const duck = await openDuck({
    path: ':memory:',
    threads,
    memoryLimit,
    tempDir: join(tempDir, 'spill'),
    keepOrder: false,
  });
  const close = (): void => {
    duck.close();
    ours.delete(path);
  };
  try {
    if ((await attach(duck, path)) === 'attached') return { duck, path, tempDir, close };
  } catch (error) {
    close();
    throw error;
  }
  close();
  return undefined;
}

/** The first free slot of this business. Left-over temporary files of its former holder go. */
export async function openFile(options: FileOptions): Promise<LensFile> {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  for (let slot = 0; ; slot++) {
    const file = await openSlot(options, slot);
    if (file === undefined) continue;
    rmSync(file.tempDir, { recursive: true, force: true });
    mkdirSync(file.tempDir, { recursive: true, mode: 0o700 });
    await clearStale(options, slot);
    return file;
  }
}

/**
 * Throws the file away and opens a new one: after damage, or when it was deleted under us. The old
 * engine stays open on its unlinked file until `file.duck.close()`, for those still reading.
 */
export async function replaceFile(file: LensFile, options: FileOptions): Promise<LensFile> {
  drop(file.path);
  ours.delete(file.path);
  return openFile(options);
}
