import type { Tx } from '../../platform/postgres/index.ts';
import type { CallbackEvent } from '../channels/index.ts';

/** Mails of ours that went out, by their key, to the address that they really went to. */
const BY_KEY = `
  SELECT t.key::text AS key, b.address FROM touch t JOIN touch_body b ON b.touch_id = t.id
  WHERE t.key = ANY($1) AND t.kind = 'email' AND t.state IN ('sending', 'sent', 'unknown', 'failed')`;

/** A report that names no mail: the last that went to this address. */
const BY_ADDRESS = `
  SELECT DISTINCT ON (b.address) t.key::text AS key, b.address
  FROM customer c JOIN touch t ON t.customer_id = c.id JOIN touch_body b ON b.touch_id = t.id
  WHERE c.email = ANY($1) AND b.address = ANY($1) AND t.kind = 'email' AND t.state IN ('sending', 'sent', 'unknown', 'failed')
  ORDER BY b.address, t.sent_at DESC NULLS LAST, t.id DESC`;

type Ours = { key: string; address: string | null };

/**
 * Anybody can write a report that names somebody's address, so it is believed only of a mail of ours, and says something
 * about the address that this went to: the mailbox it was forwarded to is not ours to judge.
 */
export async function believed(tx: Tx, events: CallbackEvent[]): Promise<CallbackEvent[]> {
  const keys = events.flatMap(({ touchKey }) => touchKey ?? []);
  const addresses = events.flatMap(({ touchKey, address }) =>
    touchKey === null && address !== null ? [address.toLowerCase()] : [],
  );
  const byKey = keys.length > 0 ? await tx.query<Ours>(BY_KEY, [keys]) : [];
  const byAddress = addresses.length > 0 ? await tx.query<Ours>(BY_ADDRESS, [addresses]) : [];
  return events.flatMap((event) => {
    const ours =
      event.touchKey === null
        ? byAddress.find(({ address }) => address === event.address?.toLowerCase())
        : byKey.find(({ key }) => key === event.touchKey);
    return ours ? [{ ...event, touchKey: ours.key, address: ours.address }] : [];
  });
}
