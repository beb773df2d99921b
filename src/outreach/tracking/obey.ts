import { createHash } from 'node:crypto';
import { suppress } from '../../ledger/consent/index.ts';
import { logConversation } from '../../ledger/conversations/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { CallbackEvent } from '../channels/index.ts';
import { isStop, peopleAt, stop, stopAt, type ReadAt } from '../preferences/index.ts';

/** What a kind of event writes into its touch, once: the first time counts. */
const COLUMN: Partial<Record<CallbackEvent['type'], string>> = {
  delivered: 'delivered_at',
  opened: 'opened_at',
  replied: 'replied_at',
  bounced: 'bounced_at',
  complained: 'complained_at',
};

/** Vendors name the touch by its key or by their own id; both are looked up in one statement. */
const FIND = `
  SELECT e.n, t.id, t.customer_id AS customer, b.address, t.kind
  FROM unnest($1::int[], $2::text[], $3::text[]) AS e (n, key, provider)
  JOIN touch t ON t.key::text = e.key OR (e.key IS NULL AND t.provider_id = e.provider AND (t.channel_id = $4 OR t.channel_id IS NULL))
  LEFT JOIN touch_body b ON b.touch_id = t.id`;

interface Found {
  n: number;
  id: number;
  customer: number;
  address: string | null;
  kind: string;
}

/** Of those who share an address, the one who last got something of us there: a reply names no message. */
const LAST_WRITTEN = `
  SELECT c.id AS customer FROM unnest($1::bigint[]) AS p (id) JOIN customer s ON s.id = p.id JOIN customer c ON c.person_id = s.person_id
  LEFT JOIN LATERAL (SELECT t.sent_at FROM touch t JOIN touch_body b ON b.touch_id = t.id AND b.address = $2
    WHERE t.customer_id = c.id AND t.kind = $3 AND t.sent_at IS NOT NULL ORDER BY t.sent_at DESC LIMIT 1) t ON true
  WHERE $2 IN (c.email, c.phone) ORDER BY t.sent_at DESC NULLS LAST, c.id LIMIT 1`;

const NOTE = `
  INSERT INTO event (type, customer_id, subject_id, data, occurred_at, known_at) VALUES ($1, $2, $3, $4, $5, $6)`;

/** What a buyer writes back, as a word in their history. */
const SPOKEN = {
  ...{ kind: 'chat' as const, direction: 'in' as const },
  ...{ orderId: null, staff: null, byUser: null },
};

interface Heard {
  event: CallbackEvent;
  touch: Found | undefined;
  kind: string;
  at: Date;
  now: Date;
}

const problemOf = ({ problem }: CallbackEvent) => problem ?? { code: 'channel_not_delivered' };

/** What it means for the touch. A receipt settles what a crash left open. */
async function settle(tx: Tx, { event, touch, at }: Heard): Promise<void> {
  if (!touch) return;
  const column = COLUMN[event.type];
  if (column)
    await tx.run(`UPDATE touch SET ${column} = coalesce(${column}, $2) WHERE id = $1`, [
      touch.id,
      at,
    ]);
  if (event.type === 'delivered')
    await tx.run(
      `UPDATE touch SET state = 'sent', reason = NULL, sent_at = coalesce(sent_at, $2) WHERE id = $1 AND state = 'unknown'`,
      [touch.id, at],
    );
  if (event.type === 'failed')
    await tx.run(
      `UPDATE touch SET state = 'failed', reason = $2, problem = $3 WHERE id = $1 AND state IN ('sent', 'unknown')`,
      [touch.id, problemOf(event).code, JSON.stringify(problemOf(event))],
    );
}

/** Addresses that are not written to again. */
async function endAddress(tx: Tx, { event, touch, kind, at, now }: Heard): Promise<void> {
  const address = event.address ?? touch?.address;
  const isDead = event.type === 'bounced' && event.permanent === true;
  if (!address || !(isDead || event.type === 'complained')) return;
  const reason = isDead ? 'bounced' : 'complained';
  await suppress(tx, { channel: kind, address, reason, at }, now);
}

/** Where it was read: as the vendor says, else where we sent it. */
function readAtOf({ event, touch, kind }: Heard): ReadAt | null {
  const address = event.address ?? touch?.address ?? null;
  if (address === null) return null;
  return { channel: kind, address: kind === 'email' ? address.toLowerCase() : address };
}

async function customerOf(tx: Tx, { touch, kind }: Heard, readAt: ReadAt | null) {
  if (touch || readAt === null) return touch?.customer;
  const people = await peopleAt(tx, readAt);
  const last = await tx.maybe<{ customer: number }>(LAST_WRITTEN, [people, readAt.address, kind]);
  return last?.customer;
}

const meansStop = ({ type, text }: CallbackEvent): boolean =>
  type === 'unsubscribed' ||
  type === 'complained' ||
  (type === 'replied' && text !== null && isStop(text));

/** What it means for the person: a stop, a word in their history, an event. */
async function remember(tx: Tx, heard: Heard): Promise<void> {
  const { event, touch, kind, at, now } = heard;
  const readAt = readAtOf(heard);
  const isStopped = meansStop(event);
  const proof: Record<string, string> = { what: event.type };
  if (event.text !== null) proof['words'] = event.text;
  const said = { source: 'reply', proof };
  if (isStopped && touch) await stop(tx, { ...said, customer: touch.customer }, kind, readAt, now);
  else if (isStopped && readAt) await stopAt(tx, readAt, said, now);
  const customer = await customerOf(tx, heard, readAt);
  if (customer === undefined) return;
  if (!isStopped && event.type === 'replied' && event.text)
    await logConversation(
      tx,
      { ...SPOKEN, profile: customer, channel: kind, saidAt: at, text: event.text },
      now,
    );
  const problem = event.problem ? JSON.stringify(event.problem) : null;
  await tx.run(NOTE, [`touch.${event.type}`, customer, touch?.id ?? null, problem, at, now]);
}

/** What vendors tell later, made facts: receipts, bounces, complaints, replies, stops. In whatever order they come. */
export async function obey(
  tx: Tx,
  events: CallbackEvent[],
  channel: { id: number; kind: string },
  now: Date,
): Promise<void> {
  const found = await tx.query<Found>(FIND, [
    events.map((_, n) => n),
    events.map(({ touchKey }) => touchKey),
    events.map(({ providerId }) => providerId),
    channel.id,
  ]);
  const touchOf = new Map(found.map((one) => [one.n, one]));
  for (const [n, event] of events.entries()) {
    // A vendor's clock may run ahead; nothing has happened later than now.
    const at = event.at > now ? now : event.at;
    const heard = { event, touch: touchOf.get(n), kind: channel.kind, at, now };
    await settle(tx, heard);
    await endAddress(tx, heard);
    await remember(tx, heard);
  }
}

/** True the first time a callback is seen; the same one again changes nothing. */
export async function firstTime(
  tx: Tx,
  channel: number,
  body: Buffer,
  now: Date,
): Promise<boolean> {
  const digest = createHash('sha256').update(body).digest();
  return (
    (await tx.run(
      'INSERT INTO callback_seen (channel_id, digest, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [channel, digest, now],
    )) > 0
  );
}
