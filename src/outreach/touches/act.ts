import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { lockPersons, personsOf } from './lock.ts';

interface Standing {
  state: string;
  waiting: boolean;
  valid_until: Date;
}

/** The touch under its person's lock: nobody decides or claims it meanwhile. */
async function held(tx: Tx, id: number): Promise<Standing | undefined> {
  const found = await tx.maybe<{ customer_id: number }>(
    'SELECT customer_id FROM touch WHERE id = $1',
    [id],
  );
  if (!found) return undefined;
  await lockPersons(tx, await personsOf(tx, [found.customer_id]));
  return tx.maybe<Standing>(
    `SELECT state, state = 'sending' AND lease_until IS NULL AS waiting, valid_until FROM touch WHERE id = $1 FOR UPDATE`,
    [id],
  );
}

const wrong = (state: string) => fail('touch_state', { state });

/** Stops one that has not begun to go out. Retrying brings it back. */
export async function cancelTouch(tx: Tx, id: number, now: Date): Promise<Result<null>> {
  const touch = await held(tx, id);
  if (!touch) return fail('not_found');
  if (touch.state !== 'proposed' && touch.state !== 'scheduled') return wrong(touch.state);
  await tx.run(
    `UPDATE touch SET state = 'cancelled', reason = 'cancelled_by_hand', decided_at = $2 WHERE id = $1`,
    [id, now],
  );
  return ok(null);
}

const AGAIN = `
  UPDATE touch SET state = 'proposed', reason = NULL, decision = NULL, planned_at = NULL, planned_day = NULL, zone = NULL, attempts = 0, problem = NULL,
    worker = NULL, lease_until = NULL, valid_until = $2 WHERE id = $1`;

/**
 * Proposes it once more, for the gate to decide: what failed, was cancelled, blocked or expired. What may be out
 * (sent, sending, unknown) is not: that would send it blindly.
 */
export async function retryTouch(
  tx: Tx,
  id: number,
  until: Date | null,
  now: Date,
): Promise<Result<null>> {
  const touch = await held(tx, id);
  if (!touch) return fail('not_found');
  if (!['failed', 'cancelled', 'blocked', 'expired'].includes(touch.state))
    return wrong(touch.state);
  const validUntil = until ?? touch.valid_until;
  if (validUntil <= now) return fail('touch_validity_over', {}, '/valid_until');
  await tx.run(AGAIN, [id, validUntil]);
  return ok(null);
}

const OUT = `
  WITH done AS (
    UPDATE touch SET state = 'sent', reason = NULL, sent_at = $2, worker = NULL, lease_until = NULL WHERE id = $1 RETURNING id, customer_id)
  INSERT INTO event (type, customer_id, subject_id, occurred_at, known_at) SELECT 'touch.sent', customer_id, id, $2, $2 FROM done`;

/**
 * A person says what became of one whose fate is not known, or that they carried one themselves. "Not sent"
 * proposes it again.
 */
export async function resolveTouch(
  tx: Tx,
  id: number,
  was: 'sent' | 'not_sent',
  now: Date,
): Promise<Result<null>> {
  const touch = await held(tx, id);
  if (!touch) return fail('not_found');
  if (touch.state !== 'unknown' && !touch.waiting) return wrong(touch.state);
  // Nobody carries it any more: when it lies ready again, it comes in another list.
  if (was === 'not_sent') await tx.run('DELETE FROM carry_list_touch WHERE touch_id = $1', [id]);
  if (was === 'sent') await tx.run(OUT, [id, now]);
  else if (touch.valid_until > now) await tx.run(AGAIN, [id, touch.valid_until]);
  else
    await tx.run(
      `UPDATE touch SET state = 'expired', reason = 'validity_over', worker = NULL, lease_until = NULL WHERE id = $1`,
      [id],
    );
  return ok(null);
}
