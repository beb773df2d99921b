import type { Tx } from '../../platform/postgres/index.ts';

/**
 * The owner of an address asked us to stop. Unlike a dead address it is a word like any other: news about a running
 * order still comes, and whoever says yes later is written to again.
 */
export const STOPPED = 'stopped';

const SUPPRESS = `
  INSERT INTO suppression (channel, address, reason, occurred_at, known_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (channel, address) DO UPDATE SET reason = EXCLUDED.reason, occurred_at = EXCLUDED.occurred_at, lifted_at = NULL
    WHERE suppression.lifted_at IS NOT NULL
      OR (suppression.reason = '${STOPPED}' AND (EXCLUDED.reason <> '${STOPPED}' OR EXCLUDED.occurred_at > suppression.occurred_at))`;

/**
 * An address that is not written to again. One that is suppressed already keeps its reason, unless its owner only
 * asked us to stop; a lifted one is suppressed again. Mail addresses are compared as customers' are kept, in small letters.
 */
export async function suppress(
  tx: Tx,
  { channel, address, reason, at }: { channel: string; address: string; reason: string; at: Date },
  now: Date,
): Promise<void> {
  const kept = channel === 'email' ? address.toLowerCase() : address;
  await tx.run(SUPPRESS, [channel, kept, reason, at, now]);
}
