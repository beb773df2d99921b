import type { Problem } from '../../kernel/index.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import type { ApplyCounts } from '../apply/index.ts';

export type BatchState = 'ready' | 'running' | 'done' | 'cancelled' | 'failed' | 'undone';

export interface Batch extends Omit<ApplyCounts, 'untied_reasons'> {
  id: number;
  shop_id: number;
  source: string;
  source_version: string;
  file_name: string;
  file_sha256: string;
  /** As the reader was told: headers of the file, mapping, options. */
  mapping: Record<string, unknown>;
  state: BatchState;
  problem: Problem | null;
  untied_reasons: Record<string, number>;
  seconds: number | null;
  started_by: number | null;
  started_at: Date;
  finished_at: Date | null;
  undone_at: Date | null;
}

export interface NewBatch {
  shopId: number;
  source: string;
  sourceVersion?: string;
  fileName: string;
  fileSha256?: string;
  mapping?: Record<string, unknown>;
  startedBy?: number;
  now: Date;
}

export async function createBatch(tx: Tx, batch: NewBatch): Promise<number> {
  const { id } = await tx.one<{ id: number }>(
    `INSERT INTO import_batch (shop_id, source, source_version, file_name, file_sha256, mapping, state, started_by, started_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'ready', $7, $8) RETURNING id`,
    [
      ...[
        batch.shopId,
        batch.source,
        batch.sourceVersion ?? '',
        batch.fileName,
        batch.fileSha256 ?? '',
      ],
      ...[JSON.stringify(batch.mapping ?? {}), batch.startedBy ?? null, batch.now],
    ],
  );
  return id;
}

export async function getBatch(tx: Tx, id: number): Promise<Batch | undefined> {
  return tx.maybe<Batch>('SELECT * FROM import_batch WHERE id = $1', [id]);
}

export interface BatchFilter {
  shopIds?: readonly number[];
  /** Batches with a smaller id; the newest come first. */
  before?: number;
  limit: number;
}

export async function listBatches(
  tx: Tx,
  { shopIds, before, limit }: BatchFilter,
): Promise<Batch[]> {
  return tx.query<Batch>(
    `SELECT * FROM import_batch WHERE ($1::bigint[] IS NULL OR shop_id = ANY($1)) AND ($2::bigint IS NULL OR id < $2)
     ORDER BY id DESC LIMIT $3`,
    [shopIds ?? null, before ?? null, limit],
  );
}

export async function markRunning(db: Db, id: number, at: Date): Promise<boolean> {
  const rows = await db.query(
    `UPDATE import_batch SET state = 'running', started_at = $2 WHERE id = $1 AND state = 'ready' RETURNING id`,
    [id, at],
  );
  return rows.length === 1;
}

const COUNTS = [
  ...['read', 'accepted', 'unchanged', 'rejected', 'customers_new', 'customers_matched'],
  ...['orders_new', 'orders_updated', 'orders_tied', 'untied_reasons'],
] as const;

/** Inside the transaction of the facts; false when somebody ended the batch meanwhile. */
export async function markDone(
  tx: Tx,
  id: number,
  counts: ApplyCounts,
  at: Date,
  seconds: number,
): Promise<boolean> {
  const set = COUNTS.map((name, index) => `${name} = $${index + 4}`).join(', ');
  const changed = await tx.run(
    `UPDATE import_batch SET state = 'done', finished_at = $2, seconds = $3, ${set} WHERE id = $1 AND state = 'running'`,
    [
      ...[id, at, seconds],
      ...COUNTS.map((name) =>
        name === 'untied_reasons' ? JSON.stringify(counts[name]) : counts[name],
      ),
    ],
  );
  return changed === 1;
}

/** Nothing of the batch stands in the ledger; only its own row says that it was tried. */
export async function markEnded(
  db: Db,
  id: number,
  state: 'cancelled' | 'failed',
  problem: Problem | null,
  at: Date,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE import_batch SET state = $2, problem = $3, finished_at = $4 WHERE id = $1 AND state IN ('ready', 'running') RETURNING id`,
    [id, state, problem === null ? null : JSON.stringify(problem), at],
  );
  return rows.length === 1;
}
