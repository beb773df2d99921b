import type { Tx } from '../../platform/postgres/index.ts';

const SUPPRESS = `
  INSERT INTO suppression (channel, address, reason, occurred_at, known_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (channel, address) DO UPDATE SET reason = EXCLUDED.reason, occurred_at = EXCLUDED.occurred_at, lifted_at = NULL
    WHERE suppression.lifted_at IS NOT NULL`;

/** An address that is not written to again. One that is suppressed already keeps its reason; a lifted one is again. */
export async function suppress(
  tx: Tx,
  { channel, address, reason, at }: { channel: string; address: string; reason: string; at: Date },
  now: Date,
): Promise<void> {
  await tx.run(SUPPRESS, [channel, address, reason, at, now]);
}
