import { createHash } from 'node:crypto';
import { suppress } from '../../ledger/consent/index.ts';
import { logConversation } from '../../ledger/conversations/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { CallbackEvent } from '../channels/index.ts';
import { isStop, stop } from '../preferences/index.ts';

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

/** The person who last got something of us there: a reply names no message. */
const BY_ADDRESS = `
  SELECT c.id AS customer FROM customer c WHERE ($2 = 'email' AND c.email = lower($1)) OR ($2 <> 'email' AND c.phone = $1)
  ORDER BY c.id LIMIT 1`;

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

async function customerOf(tx: Tx, { event, touch, kind }: Heard): Promise<number | undefined> {
  if (touch || event.address === null) return touch?.customer;
  return (await tx.maybe<{ customer: number }>(BY_ADDRESS, [event.address, kind]))?.customer;
}

const meansStop = ({ type, text }: CallbackEvent): boolean =>
  type === 'unsubscribed' ||
  type === 'complained' ||
  (type === 'replied' && text !== null && isStop(text));

/** What it means for the person: a stop, a word in their history, an event. */
async function remember(tx: Tx, heard: Heard): Promise<void> {
  const { event, touch, kind, at, now } = heard;
  const customer = await customerOf(tx, heard);
  if (customer === undefined) return;
  const proof: Record<string, string> = { what: event.type };
  if (event.text !== null) proof['words'] = event.text;
  if (meansStop(event)) await stop(tx, { customer, source: 'reply', proof }, kind, now);
  else if (event.type === 'replied' && event.text)
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
