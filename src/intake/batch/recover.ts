import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../platform/postgres/index.ts';
import { isOrphan } from './alive.ts';
import { markEnded } from './store.ts';

export const batchFolder = (tempDir: string, id: number): string => join(tempDir, `import-${id}`);

function clearFolders(tempDir: string, running: Set<number>): void {
  if (!existsSync(tempDir)) return;
  for (const name of readdirSync(tempDir)) {
    const id = /^import-(\d+)$/.exec(name)?.[1];
    if (id !== undefined && !running.has(Number(id)))
      rmSync(join(tempDir, name), { recursive: true, force: true });
  }
}

/**
 * At start: batches whose process died are failed (nothing of them was applied, as facts and `done` are
 * one transaction), and what they left on disk goes. Gives their ids.
 */
export async function recoverBatches(
  db: Db,
  { now, tempDir }: { now: Date; tempDir: string },
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(
    `SELECT id FROM import_batch WHERE state = 'running' ORDER BY id`,
  );
  const orphans: number[] = [];
  for (const { id } of rows) {
    const dead = await db.tx(async (tx) => isOrphan(tx, id));
    // The row may have become `done` in the last moment: the update looks again.
    if (dead && (await markEnded(db, id, 'failed', { code: 'import_interrupted' }, now)))
      orphans.push(id);
  }
  const still = await db.query<{ id: number }>(
    `SELECT id FROM import_batch WHERE state = 'running'`,
  );
  clearFolders(tempDir, new Set(still.map(({ id }) => id)));
  return orphans;
}
