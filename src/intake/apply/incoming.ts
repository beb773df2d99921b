import type { Tx } from '../../platform/postgres/index.ts';
import type { ApplyBatch } from './context.ts';

const LOCK = 722_686_002;

/**
 * One import or undo writes at a time in a business (identities cross shops, so not one a shop): the
 * same file twice at once makes the second one all unchanged.
 */
export async function lockIntake(tx: Tx): Promise<void> {
  await tx.run('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [LOCK]);
}

/** What every step's SQL reads of the batch: incoming_batch has one row. */
export async function openIncoming(
  tx: Tx,
  batch: ApplyBatch,
  at: Date,
  replayed = false,
): Promise<void> {
  await tx.run(`CREATE TEMP TABLE IF NOT EXISTS incoming_batch (id bigint, shop_id bigint, at timestamptz, time_zone text,
    currency text, replayed boolean) ON COMMIT DROP`);
  await tx.run('DELETE FROM incoming_batch');
  await tx.run('INSERT INTO incoming_batch VALUES ($1, $2, $3, $4, $5, $6)', [
    ...[batch.id, batch.shop.id, at, batch.shop.timeZone, batch.shop.currency, replayed],
  ]);
}
