import type { Tx } from '../../platform/postgres/index.ts';

/**
 * A backup knows nothing of what went out after it was made. So what was still to go is stopped and says why
 * (retrying brings it back), and what was under way is unknown: nothing is sent a second time.
 */
export async function settleRestored(tx: Tx, now: Date): Promise<void> {
  await tx.run(
    `UPDATE touch SET state = 'cancelled', reason = 'restored', decided_at = $1 WHERE state IN ('proposed', 'scheduled')`,
    [now],
  );
  await tx.run(
    `UPDATE touch SET state = 'unknown', reason = 'touch_restored', problem = '{"code": "touch_restored"}', worker = NULL, lease_until = NULL
     WHERE state = 'sending'`,
  );
}
