import { fail, ok, type Result } from '../../kernel/index.ts';
import {
  obeyErasures,
  replayCustomers,
  resetCustomers,
  settleCustomers,
} from '../../ledger/customers/index.ts';
import { keepTies, replayOrders, resetOrders, ruleUndoneLines } from '../../ledger/orders/index.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import { lockIntake, openIncoming } from '../apply/index.ts';
import { undoFacts } from './rows.ts';

interface Known {
  id: number;
  shop_id: number;
  currency: string;
  time_zone: string;
  finished_at: Date;
  state: string;
}

async function find(tx: Tx, id: number): Promise<Known | undefined> {
  return tx.maybe<Known>(
    `SELECT b.id, b.shop_id, s.currency, s.time_zone, b.finished_at, b.state FROM import_batch b JOIN shop s ON s.id = b.shop_id WHERE b.id = $1 FOR UPDATE OF b`,
    [id],
  );
}

/** The batch whose words are said again becomes the incoming one. */
async function speakAs(tx: Tx, id: number): Promise<void> {
  const batch = await find(tx, id);
  if (!batch) throw new Error(`batch ${id} left images but is gone`);
  const shop = { id: batch.shop_id, currency: batch.currency, timeZone: batch.time_zone };
  await openIncoming(tx, { id, shop }, batch.finished_at, true);
}

async function takeOut(tx: Tx, id: number): Promise<void> {
  await speakAs(tx, id);
  const customers = await resetCustomers(tx, id);
  for (const turn of customers) {
    await speakAs(tx, turn.batch_id);
    await replayCustomers(tx, turn);
  }
  for (const turn of await resetOrders(tx, id)) {
    await speakAs(tx, turn.batch_id);
    await replayOrders(tx, turn);
  }
  await keepTies(tx);
  await speakAs(tx, id);
  await ruleUndoneLines(tx);
  await undoFacts(tx, id);
  await speakAs(tx, id);
  await settleCustomers(tx);
  await obeyErasures(tx);
  await tx.run('DELETE FROM import_undo WHERE batch_id = $1', [id]);
}

/**
 * Takes a batch out of the ledger as if it had never been imported: what it made goes, what it changed
 * returns, and what later batches said about the same orders and customers is merged anew. Edits by
 * hand stay.
 */
export async function undoBatch(db: Db, id: number, now: Date): Promise<Result<{ id: number }>> {
  return db.tx(async (tx) => {
    await lockIntake(tx);
    const batch = await find(tx, id);
    if (!batch) return fail('not_found');
    if (batch.state !== 'done') return fail('batch_not_done', { state: batch.state });
    await takeOut(tx, id);
    await tx.run(`UPDATE import_batch SET state = 'undone', undone_at = $2 WHERE id = $1`, [
      id,
      now,
    ]);
    return ok({ id });
  });
}
