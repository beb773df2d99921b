import { gateSome } from '../gate/index.ts';
import { allDone } from './all-done.ts';
import { claimDue } from './claim.ts';
import { deliver, putBack } from './deliver.ts';
import { recover } from './recover.ts';
import type { OpenChannel, Outreach } from './types.ts';

/** Touches claimed at once: enough to make statements cheap, few enough that a crash leaves little in the middle. */
const BATCH = 500;

const COUNTED = ['sent', 'failed', 'unknown', 'retried', 'waiting'] as const;
const NOBODY = { seen: 0, claimed: [] };

export interface Ticked {
  decided: { scheduled: number; blocked: number; held_out: number; expired: number };
  sent: number;
  failed: number;
  unknown: number;
  retried: number;
  waiting: number;
  recovered: number;
}

async function decideAll(
  outreach: Outreach,
  now: Date,
  until: AbortSignal | undefined,
): Promise<Ticked['decided']> {
  const decided = { scheduled: 0, blocked: 0, held_out: 0, expired: 0 };
  while (!until?.aborted) {
    const verdicts = await gateSome(outreach.db, outreach.gate, now);
    if (verdicts.length === 0) break;
    for (const { state } of verdicts) decided[state] += 1;
  }
  return decided;
}

/** As much as the channel may take in a second, or a batch. */
const portion = ({ perSecond }: OpenChannel): number =>
  perSecond === null ? BATCH : Math.max(1, Math.min(BATCH, Math.floor(perSecond)));

async function pace(
  outreach: Outreach,
  channel: OpenChannel,
  sent: number,
  began: number,
): Promise<void> {
  if (channel.perSecond === null) return;
  const due = (sent / channel.perSecond) * 1000 - (performance.now() - began);
  if (due > 0) await outreach.wait(due);
}

async function empty(
  outreach: Outreach,
  channel: OpenChannel,
  now: Date,
  total: Ticked,
  until: AbortSignal | undefined,
): Promise<void> {
  const most = portion(channel);
  const claim = () => outreach.db.tx((tx) => claimDue(tx, outreach, channel, most, now));
  // While one batch is with the vendor the database prepares the next.
  let next = claim();
  for (;;) {
    const began = performance.now();
    const { seen, claimed } = await next;
    if (seen === 0) return;
    const ends = until?.aborted === true;
    const sending = ends
      ? putBack(outreach, claimed, now)
      : deliver(outreach, channel, claimed, now);
    next = ends || channel.perSecond !== null ? Promise.resolve(NOBODY) : claim();
    await allDone([sending, next]);
    const done = await sending;
    for (const key of COUNTED) total[key] += done[key];
    if (ends) return;
    if (done.paused) {
      await putBack(outreach, (await next).claimed, now);
      return;
    }
    await pace(outreach, channel, claimed.length, began);
    if (channel.perSecond !== null) next = claim();
  }
}

/**
 * The gate and the dispatcher once: decides what is proposed, sends what is due. The same now on the same
 * ledger does the same. `until` stops between two batches: what is in flight is finished first.
 */
export async function tick(outreach: Outreach, now: Date, until?: AbortSignal): Promise<Ticked> {
  const channels = await outreach.channels(now);
  const { recovered, sent, failed, unknown, retried } = await recover(outreach, channels, now);
  const decided = await decideAll(outreach, now, until);
  const total: Ticked = { decided, sent, failed, unknown, retried, waiting: 0, recovered };
  await allDone(channels.map((channel) => empty(outreach, channel, now, total, until)));
  return total;
}
