import { suppress } from '../../ledger/consent/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { Claimed } from './claim.ts';
import { noteHealth, writeMarks } from './mark.ts';
import { FIRST_ASK_MS, markOf, type Asked } from './rules.ts';
import type { OpenChannel, Outreach } from './types.ts';

export type Said = { claimed: Claimed; outcome: Asked };

/** What the vendor asked us to wait, for the whole channel. */
export const waitOf = (outcome: Asked): number =>
  outcome.state === 'retry' ? (outcome.afterSeconds ?? 0) : 0;

/** Writes down what a vendor said of some messages; true: the channel must not be asked for more. */
export async function note(
  tx: Tx,
  outreach: Outreach,
  channel: OpenChannel,
  said: Said[],
  now: Date,
): Promise<boolean> {
  if (said.length === 0) return false;
  const askAt = channel.sender.lookup ? new Date(now.getTime() + FIRST_ASK_MS) : null;
  const marks = said.map(({ claimed, outcome }) => {
    const mark = markOf(claimed.touch, outcome, now);
    return mark.state === 'unknown' ? { ...mark, askAt } : mark;
  });
  await writeMarks(tx, marks, outreach.worker, now);
  for (const { claimed, outcome } of said)
    if (outcome.state === 'failed' && outcome.suppress && claimed.message.to)
      await suppress(
        tx,
        { channel: channel.kind, address: claimed.message.to, reason: outcome.suppress, at: now },
        now,
      );
  const ill = said.filter(
    ({ outcome }) => outcome.state === 'retry' || outcome.state === 'unknown',
  );
  const pause = said.flatMap(({ outcome }) =>
    outcome.state === 'pause' ? [outcome.problem] : [],
  )[0];
  const last = ill.at(-1)?.outcome;
  const health = {
    sent: said.filter(({ outcome }) => outcome.state === 'sent').length,
    ill: ill.length,
    pause: pause ?? null,
    last: last && 'problem' in last ? last.problem : null,
    waitSeconds: Math.max(0, ...said.map(({ outcome }) => waitOf(outcome))),
  };
  return noteHealth(tx, channel, health, now);
}
