import type { Problem } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { CLAIMED, templateOf, type ClaimedRow } from './rows.ts';
import { LEASE_MS } from './rules.ts';
import type { ClaimedTouch, OpenChannel } from './types.ts';
import { lockOf } from './worker.ts';

/** A touch whose fate is not known, now ours. */
export interface Interrupted extends ClaimedTouch {
  channel: number | null;
  /** When it was handed over, or at least claimed. */
  triedAt: Date | null;
  /** To a vendor that knows no keys; if not, it was surely not sent. */
  handed: boolean;
  problem: Problem | null;
}

/** Workers with leases that ran out. Their lock is ours for this transaction if they are dead, and only then. */
const DEAD = `
  SELECT worker FROM (SELECT DISTINCT worker FROM touch WHERE state = 'sending' AND lease_until <= $1 AND worker <> $2) w
  WHERE pg_try_advisory_xact_lock(${lockOf('worker')})`;

const take = (which: string): string => `
  UPDATE touch t SET state = 'sending', worker = $1, lease_until = $2 FROM customer c
  WHERE c.id = t.customer_id AND ${which}
  RETURNING ${CLAIMED}, t.channel_id AS channel, t.problem, t.handed_at IS NOT NULL AS handed,
    (SELECT address FROM touch_body b WHERE b.touch_id = t.id) AS address,
    coalesce(t.handed_at, (SELECT at FROM touch_body b WHERE b.touch_id = t.id)) AS "triedAt"`;

const THROUGH = '(t.channel_id = ANY($4) OR (t.channel_id IS NULL AND t.kind = ANY($5)))';
/** Our own as well: a tick ends with none under way, so what is left of an earlier one failed with the database. */
const LEFT =
  take(`t.state = 'sending' AND (t.worker = $1 OR (t.worker = ANY($6) AND t.lease_until <= $3))
    AND (${THROUGH} OR t.channel_id IN (SELECT id FROM channel WHERE removed_at IS NOT NULL))`);
const UNKNOWN = take(`t.state = 'unknown' AND t.lease_until <= $3 AND ${THROUGH}`);

type Row = ClaimedRow<Interrupted>;

const touchOf = (row: Row): Interrupted => ({ ...row, template: templateOf(row) });

const through = (channels: OpenChannel[]) => [
  channels.flatMap(({ id }) => (id === null ? [] : [id])),
  channels.filter(({ isDefault }) => isDefault).map(({ kind }) => kind),
];

const until = (now: Date): Date => new Date(now.getTime() + LEASE_MS);

/** What dead workers left in the middle; what a paused channel has waits until that is back. */
export async function takeOver(
  tx: Tx,
  worker: string,
  channels: OpenChannel[],
  now: Date,
): Promise<Interrupted[]> {
  const dead = await tx.query<{ worker: string }>(DEAD, [now, worker]);
  const workers = dead.map((one) => one.worker);
  return (await tx.query<Row>(LEFT, [worker, until(now), now, ...through(channels), workers])).map(
    touchOf,
  );
}

/** Unknown ones that it is time to ask these channels about. */
export async function takeUnknown(
  tx: Tx,
  worker: string,
  channels: OpenChannel[],
  now: Date,
): Promise<Interrupted[]> {
  if (channels.length === 0) return [];
  return (await tx.query<Row>(UNKNOWN, [worker, until(now), now, ...through(channels)])).map(
    touchOf,
  );
}

export const goesThrough = (touch: Interrupted, channel: OpenChannel): boolean =>
  touch.channel === null
    ? channel.isDefault && touch.kind === channel.kind
    : touch.channel === channel.id;
