import { gateSome } from '../gate/index.ts';
import { claimDue } from './claim.ts';
import { deliver } from './deliver.ts';
import { recover } from './recover.ts';
import type { OpenChannel, Outreach } from './types.ts';

/** Touches claimed at once: enough to make statements cheap, few enough that a crash leaves little in the middle. */
const BATCH = 500;

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

async function empty(
  outreach: Outreach,
  channel: OpenChannel,
  now: Date,
  total: Ticked,
  until: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    if (until?.aborted) return;
    const began = performance.now();
    const most = portion(channel);
    const { seen, claimed } = await outreach.db.tx((tx) =>
      claimDue(tx, outreach, channel, most, now),
    );
    if (seen === 0) return;
    const done = await deliver(outreach, channel, claimed, now);
    for (const key of ['sent', 'failed', 'unknown', 'retried', 'waiting'] as const)
      total[key] += done[key];
    if (done.paused) return;
    if (channel.perSecond === null) continue;
    const due = (claimed.length / channel.perSecond) * 1000 - (performance.now() - began);
    if (due > 0) await outreach.wait(due);
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
  await Promise.all(channels.map((channel) => empty(outreach, channel, now, total, until)));
  return total;
}
