import type { Claimed } from './claim.ts';
import { deliver, type Delivered } from './deliver.ts';
import { goesThrough, takeOver, takeUnknown, type Interrupted } from './interrupted.ts';
import { writeMarks } from './mark.ts';
import { FIRST_ASK_MS, LAST_ASK_MS, markOf, NEXT_ASK_MS, type Mark } from './rules.ts';
import type { OpenChannel, Outreach } from './types.ts';

const COUNTED = ['sent', 'failed', 'unknown', 'retried'] as const;
export type Recovered = Pick<Delivered, (typeof COUNTED)[number]> & { recovered: number };

/** When a vendor that does not list it yet is asked next. */
function nextAsk({ triedAt }: Interrupted, now: Date): Date | null {
  const since = now.getTime() - (triedAt ?? now).getTime();
  if (since >= LAST_ASK_MS) return null;
  return new Date(now.getTime() + (since < NEXT_ASK_MS ? FIRST_ASK_MS : NEXT_ASK_MS));
}

const unknown = (touch: Interrupted, askAt: Date | null): Mark => ({
  ...{ id: touch.id, state: 'unknown', providerId: null, notBefore: null, refund: false, askAt },
  problem: touch.problem ?? { code: 'touch_interrupted' },
});

async function renderAgain(
  outreach: Outreach,
  channel: OpenChannel,
  touches: Interrupted[],
  now: Date,
): Promise<{ touch: Interrupted; claimed: Claimed | undefined }[]> {
  const rendered = await outreach.db.tx((tx) => outreach.render(tx, touches, channel, now));
  return touches.map((touch) => {
    const result = rendered.get(touch.id);
    if (!result?.ok) return { touch, claimed: undefined };
    const message = {
      ...result.value,
      to: touch.address ?? result.value.to,
      triedAt: touch.triedAt,
    };
    return { touch, claimed: { touch, message } };
  });
}

/** Asks the vendor about one; what it cannot say stays unknown. */
async function lookUp(
  channel: OpenChannel,
  touch: Interrupted,
  claimed: Claimed | undefined,
  now: Date,
): Promise<Mark> {
  const outcome =
    claimed &&
    (await channel.sender
      .lookup?.(
        { ...claimed.message, touchId: touch.id, key: touch.key, to: claimed.message.to ?? '' },
        AbortSignal.timeout(30_000),
      )
      .catch(() => undefined));
  return outcome ? markOf(touch, outcome, now) : unknown(touch, nextAsk(touch, now));
}

function count(total: Recovered, marks: Mark[]): void {
  for (const { state } of marks)
    if (state !== 'sending') total[state === 'scheduled' ? 'retried' : state] += 1;
}

/** Sent once more under their keys; gives those that could not be written out again. */
async function resend(
  outreach: Outreach,
  channel: OpenChannel,
  touches: Interrupted[],
  now: Date,
  total: Recovered,
): Promise<Interrupted[]> {
  if (touches.length === 0) return [];
  const ready = await renderAgain(outreach, channel, touches, now);
  const claimed = ready.flatMap((one) => (one.claimed ? [one.claimed] : []));
  const done = await deliver(outreach, channel, claimed, now);
  for (const key of COUNTED) total[key] += done[key];
  return ready.flatMap((one) => (one.claimed ? [] : [one.touch]));
}

/** The vendor is asked about each, where it can be; what it cannot say is unknown. Without a channel nobody is there to ask. */
async function askAbout(
  outreach: Outreach,
  channel: OpenChannel | undefined,
  touches: Interrupted[],
  now: Date,
  total: Recovered,
): Promise<void> {
  if (touches.length === 0) return;
  const marks: Mark[] = [];
  if (channel?.sender.lookup)
    for (const { touch, claimed } of await renderAgain(outreach, channel, touches, now))
      marks.push(await lookUp(channel, touch, claimed, now));
  else marks.push(...touches.map((touch) => unknown(touch, null)));
  await outreach.db.tx((tx) => writeMarks(tx, marks, outreach.worker, now));
  count(total, marks);
}

/** Vendors that know keys get messages without a mark before: they may have what has none. */
const mayHaveIt = (touch: Interrupted, channels: OpenChannel[]): boolean =>
  channels.find((channel) => goesThrough(touch, channel))?.vendor.idempotent ?? true;

/**
 * After a crash between "accepted by the provider" and "marked": sent again with the same key where the vendor
 * knows keys, asked where it can be asked, else unknown, for a person to decide. Never sent blindly. What is
 * unknown is asked about for a day, as vendors list late.
 */
export async function recover(
  outreach: Outreach,
  channels: OpenChannel[],
  now: Date,
): Promise<Recovered> {
  const { db, worker } = outreach;
  const total: Recovered = { sent: 0, failed: 0, unknown: 0, retried: 0, recovered: 0 };
  const found = await db.tx((tx) => takeOver(tx, worker, channels, now));
  total.recovered = found.length;
  // Claimed and never given away: nobody has it, so it is on its way again.
  const untouched = found.filter((touch) => !touch.handed && !mayHaveIt(touch, channels));
  const back = untouched.map((touch) => markOf(touch, { state: 'put_back' }, now));
  await db.tx((tx) => writeMarks(tx, back, worker, now));
  count(total, back);
  const left = found.filter((touch) => !untouched.includes(touch));
  for (const channel of channels) {
    const own = left.filter((touch) => goesThrough(touch, channel));
    // Past its validity nobody wants it any more, so it is not sent again; it may be out all the same.
    const again = channel.vendor.idempotent ? own.filter((touch) => touch.validUntil > now) : [];
    const rest = own.filter((touch) => !again.includes(touch));
    rest.push(...(await resend(outreach, channel, again, now, total)));
    await askAbout(outreach, channel, rest, now, total);
  }
  const gone = left.filter((touch) => !channels.some((channel) => goesThrough(touch, channel)));
  await askAbout(outreach, undefined, gone, now, total);

  const askable = channels.filter((channel) => channel.sender.lookup);
  const unsure = await db.tx((tx) => takeUnknown(tx, worker, askable, now));
  for (const channel of askable) {
    const own = unsure.filter((touch) => goesThrough(touch, channel));
    await askAbout(outreach, channel, own, now, total);
  }
  return total;
}
