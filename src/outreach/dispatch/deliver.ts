import { setMaxListeners } from 'node:events';
import type { Problem } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { Message, Outcome } from '../channels/index.ts';
import { allDone } from './all-done.ts';
import type { Claimed } from './claim.ts';
import { handOver, writeMarks } from './mark.ts';
import { note, waitOf, type Said } from './note.ts';
import { LEASE_MS, markOf, type Asked } from './rules.ts';
import type { OpenChannel, Outreach } from './types.ts';

/** Outcomes are written together: a message alone in a transaction costs as much as a hundred. */
const FLUSH_AT = 100;

export interface Delivered {
  sent: number;
  failed: number;
  unknown: number;
  retried: number;
  /** Lying ready for a person to carry. */
  waiting: number;
  /** The channel must not be asked for more. */
  paused: boolean;
}

const messageOf = ({ touch, message }: Claimed): Message => ({
  ...message,
  touchId: touch.id,
  key: touch.key,
  to: message.to ?? '',
});

/** A sender that throws has a bug; what it was sending may be out. */
async function ask(
  channel: OpenChannel,
  batch: Claimed[],
  signal: AbortSignal,
): Promise<Outcome[]> {
  try {
    const outcomes = await channel.sender.send(batch.map(messageOf), signal);
    if (outcomes.length === batch.length) return outcomes;
    return batch.map(() => ({ state: 'unknown', problem: { code: 'channel_answer_malformed' } }));
  } catch (error) {
    const problem: Problem = {
      code: 'channel_broke',
      params: { reason: (error as Error).message },
    };
    return batch.map(() => ({ state: 'unknown', problem }));
  }
}

function count(total: Delivered, { state }: Asked): void {
  if (state === 'retry') total.retried += 1;
  else if (state === 'waiting') total.waiting += 1;
  else if (state !== 'pause' && state !== 'put_back') total[state] += 1;
}

/** Handed over at once to a vendor that knows no keys: the most that a crash leaves unknown of a worker. */
const IN_DOUBT = 10;

function* cut<T>(all: T[], size: number): Generator<T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size);
}

/** `most`: of one call; without it, of what is handed over before anything else is. */
function portions(channel: OpenChannel, all: Claimed[], most?: number): Claimed[][] {
  if (most === undefined)
    return channel.vendor.idempotent || all.length === 0 ? [all] : [...cut(all, IN_DOUBT)];
  return [...cut(all, Math.max(1, Math.min(channel.vendor.batch, most)))];
}

const NOTHING: Delivered = {
  sent: 0,
  failed: 0,
  unknown: 0,
  retried: 0,
  waiting: 0,
  paused: false,
};

/** Claimed and not wanted after all: nobody has them, so they are on their way again. */
export async function putBack(
  outreach: Outreach,
  claimed: Claimed[],
  now: Date,
): Promise<Delivered> {
  const marks = claimed.map(({ touch }) => markOf(touch, { state: 'put_back' }, now));
  await outreach.db.tx((tx) => writeMarks(tx, marks, outreach.worker, now));
  return NOTHING;
}

/** Sends what was claimed, so many side by side as the channel allows, and writes each outcome down. */
export async function deliver(
  outreach: Outreach,
  channel: OpenChannel,
  claimed: Claimed[],
  now: Date,
): Promise<Delivered> {
  const total: Delivered = { ...NOTHING };
  const signal = AbortSignal.timeout(LEASE_MS);
  // Every message under way listens to it.
  setMaxListeners(0, signal);
  let said: Said[] = [];
  const flush = async (tx: Tx): Promise<void> => {
    const some = said;
    said = [];
    if (await note(tx, outreach, channel, some, now)) total.paused = true;
  };
  // Committed before the vendor hears of them, together with what became of those before: so no more than one
  // portion is ever in doubt. Gives those that are still ours.
  const handed = async (portion: Claimed[]): Promise<Claimed[]> => {
    if (channel.vendor.idempotent || portion.length === 0) return portion;
    const ids = portion.map(({ touch }) => touch.id);
    const ours = await outreach.db.tx(async (tx) => {
      await flush(tx);
      return total.paused ? new Set(ids) : handOver(tx, ids, outreach.worker, now);
    });
    return portion.filter(({ touch }) => ours.has(touch.id));
  };
  const send = async (asked: Claimed[]): Promise<void> => {
    // A channel that said it is ill is asked for no more: the rest was surely not sent.
    const outcomes = total.paused
      ? asked.map((): Asked => ({ state: 'put_back' }))
      : await ask(channel, asked, signal);
    for (const [i, outcome] of outcomes.entries()) {
      said.push({ claimed: asked[i] as Claimed, outcome });
      if (outcome.state === 'pause' || waitOf(outcome) > 0) total.paused = true;
      count(total, outcome);
    }
    if (said.length >= FLUSH_AT) await outreach.db.tx(flush);
  };
  for (const portion of portions(channel, claimed)) {
    const ours = total.paused ? portion : await handed(portion);
    const batches = portions(channel, ours, Math.ceil(ours.length / channel.concurrency));
    const take = async (): Promise<void> => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) await send(batch);
    };
    await allDone(Array.from({ length: Math.max(1, channel.concurrency) }, take));
  }
  await outreach.db.tx(flush);
  return total;
}
