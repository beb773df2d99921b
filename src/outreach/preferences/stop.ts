import { STOPPED, suppress } from '../../ledger/consent/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { preferencesOf, say, STOPPABLE, type Said } from './store.ts';

/** Where the message was read that somebody answered with a stop. */
export interface ReadAt {
  channel: string;
  address: string;
}

/** Everybody who is reached there now: a household's phone has several customers. */
const THERE = `
  SELECT min(id) AS customer FROM customer
  WHERE erased_at IS NULL AND (($1 = 'email' AND email = lower($2)) OR ($1 <> 'email' AND phone = $2)) GROUP BY person_id ORDER BY 1`;

export const peopleAt = async (tx: Tx, { channel, address }: ReadAt): Promise<number[]> =>
  (await tx.query<{ customer: number }>(THERE, [channel, address])).map((one) => one.customer);

/** The address itself is stopped: whoever is reached there, and whoever comes to be later, in any shop. */
const stopAddress = (tx: Tx, { channel, address }: ReadAt, now: Date): Promise<void> =>
  suppress(tx, { channel, address, reason: STOPPED, at: now }, now);

/**
 * Stop, by one way or by all: everything but news about a running order. The word holds for all profiles of this
 * person, and where it is known where they read us, for that address. Said twice it stays said.
 */
export async function stop(
  tx: Tx,
  said: Said,
  kind: string | null,
  readAt: ReadAt | null,
  now: Date,
): Promise<void> {
  const before = await preferencesOf(tx, said.customer);
  const words = before.ways
    .filter((way) => kind === null || way.kind === kind)
    .flatMap((way) =>
      STOPPABLE.filter((purpose) => way[purpose] !== false).map((purpose) => ({
        kind: way.kind,
        purpose,
        yes: false,
      })),
    );
  await say(tx, said, words, now);
  if (readAt) await stopAddress(tx, readAt, now);
}

/** A stop that came from an address and names no message: everybody there said it. */
export async function stopAt(
  tx: Tx,
  readAt: ReadAt,
  said: Omit<Said, 'customer'>,
  now: Date,
): Promise<void> {
  for (const customer of await peopleAt(tx, readAt))
    await stop(tx, { ...said, customer }, readAt.channel, null, now);
  await stopAddress(tx, readAt, now);
}
