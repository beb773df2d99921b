import type { Tx } from '../../platform/postgres/index.ts';
import type { Claimed } from './claim.ts';
import { deliver, type Delivered } from './deliver.ts';
import { writeMarks } from './mark.ts';
import { LEASE_MS, markOf, type Mark } from './rules.ts';
import type { ClaimedTouch, OpenChannel, Outreach } from './types.ts';
import { lockOf } from './worker.ts';

/** Workers with leases that ran out. Their lock is ours for this transaction if they are dead, and only then. */
const DEAD = `
  SELECT worker FROM (SELECT DISTINCT worker FROM touch WHERE state = 'sending' AND lease_until <= $1 AND worker <> $2) w
  WHERE pg_try_advisory_xact_lock(${lockOf('worker')})`;

const TAKE = `
  UPDATE touch t SET worker = $2, lease_until = $3 FROM customer c
  WHERE c.id = t.customer_id AND t.state = 'sending' AND t.worker = ANY($1) AND t.lease_until <= $4
    AND (t.channel_id = ANY($5) OR (t.channel_id IS NULL AND t.kind = ANY($6)) OR t.channel_id IN (SELECT id FROM channel WHERE removed_at IS NOT NULL))
  RETURNING t.id, t.key, t.customer_id AS customer, c.person_id AS person, t.class, t.topic, t.kind, t.source, t.shop_id AS shop,
    t.template_id, t.template_number, t.content, t.params, t.zone, t.attempts, t.valid_until AS "validUntil", t.channel_id,
    (SELECT address FROM touch_body b WHERE b.touch_id = t.id) AS address, (SELECT at FROM touch_body b WHERE b.touch_id = t.id) AS tried_at`;

type Row = Omit<ClaimedTouch, 'template'> & {
  template_id: number | null;
  template_number: number | null;
  channel_id: number | null;
  tried_at: Date | null;
};

/** What dead workers left in the middle, now ours; what a paused channel has waits until that is back. */
function takeOver(tx: Tx, worker: string, channels: OpenChannel[], now: Date): Promise<Row[]> {
  return tx
    .query<{ worker: string }>(DEAD, [now, worker])
    .then((dead) =>
      dead.length === 0
        ? []
        : tx.query<Row>(TAKE, [
            dead.map((one) => one.worker),
            worker,
            new Date(now.getTime() + LEASE_MS),
            now,
            channels.flatMap(({ id }) => (id === null ? [] : [id])),
            channels.filter(({ isDefault }) => isDefault).map(({ kind }) => kind),
          ]),
    );
}

const unknown = (touch: { id: number }): Mark => ({
  ...{ id: touch.id, state: 'unknown', providerId: null, notBefore: null, refund: false },
  problem: { code: 'touch_interrupted' },
});

async function claimAgain(
  outreach: Outreach,
  channel: OpenChannel,
  touches: (ClaimedTouch & { tried_at: Date | null })[],
  now: Date,
): Promise<Claimed[]> {
  const rendered = await outreach.db.tx((tx) => outreach.render(tx, touches, channel, now));
  return touches.flatMap((touch) => {
    const result = rendered.get(touch.id);
    return result?.ok
      ? [
          {
            touch,
            message: {
              ...result.value,
              to: touch.address ?? result.value.to,
              triedAt: touch.tried_at,
            },
          },
        ]
      : [];
  });
}

/** Asks the vendor about each; what it cannot say stays unknown. */
async function lookUp(
  outreach: Outreach,
  channel: OpenChannel,
  claimed: Claimed[],
  now: Date,
): Promise<Mark[]> {
  const marks: Mark[] = [];
  for (const { touch, message } of claimed) {
    const asked = { ...message, touchId: touch.id, key: touch.key, to: message.to ?? '' };
    const outcome = await channel.sender
      .lookup?.(asked, AbortSignal.timeout(30_000))
      .catch(() => undefined);
    marks.push(outcome ? markOf(touch, outcome, now) : unknown(touch));
  }
  return marks;
}

const NOTHING: Delivered = {
  sent: 0,
  failed: 0,
  unknown: 0,
  retried: 0,
  waiting: 0,
  paused: false,
};

/**
 * After a crash between "accepted by the provider" and "marked": sent again with the same key where the vendor
 * knows keys, asked where it can be asked, else unknown, for a person to decide. Never sent blindly.
 */
export async function recover(
  outreach: Outreach,
  channels: OpenChannel[],
  now: Date,
): Promise<Delivered & { recovered: number }> {
  const rows = await outreach.db.tx((tx) => takeOver(tx, outreach.worker, channels, now));
  const total = { ...NOTHING, recovered: rows.length };
  const left = new Map(rows.map((row) => [row.id, row]));
  for (const channel of channels) {
    const own = [...left.values()].filter((row) =>
      row.channel_id === null
        ? channel.isDefault && row.kind === channel.kind
        : row.channel_id === channel.id,
    );
    const askable = own.filter((row) => row.validUntil > now);
    if (askable.length === 0 || !(channel.vendor.idempotent || channel.sender.lookup)) continue;
    const touches = askable.map(({ template_id: id, template_number: number, ...row }) => ({
      ...row,
      template: id === null || number === null ? null : { id, number },
    }));
    const claimed = await claimAgain(outreach, channel, touches, now);
    for (const { touch } of claimed) left.delete(touch.id);
    if (channel.vendor.idempotent) {
      const done = await deliver(outreach, channel, claimed, now);
      for (const key of ['sent', 'failed', 'unknown', 'retried'] as const) total[key] += done[key];
    } else {
      const marks = await lookUp(outreach, channel, claimed, now);
      await outreach.db.tx((tx) => writeMarks(tx, marks, outreach.worker, now));
      for (const { state } of marks)
        if (state !== 'sending') total[state === 'scheduled' ? 'retried' : state] += 1;
    }
  }
  if (left.size > 0) {
    const marks = [...left.values()].map(unknown);
    await outreach.db.tx((tx) => writeMarks(tx, marks, outreach.worker, now));
    total.unknown += marks.length;
  }
  return total;
}
