import type { Problem } from '../../kernel/index.ts';
import type { Outcome } from '../channels/index.ts';

/** A worker that dies is noticed by its lock; the lease only keeps a living one from being asked at every tick. */
export const LEASE_MS = 5 * 60_000;
/** Tries of one message before it is given up. */
export const MOST_ATTEMPTS = 8;
/** Failures in a row after which a channel pauses and says so. */
export const MOST_FAILURES = 20;

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

/** Exponential, with jitter from the touch's own key, so that a burst does not come back as a burst: 0.5–1 of it. */
export function backOff(attempts: number, key: string): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1));
  const jitter = Number.parseInt(key.replaceAll('-', '').slice(-8), 16) / 0xffff_ffff;
  return Math.round(full * (0.5 + jitter / 2));
}

/** Tried again under its own key without knowing whether an earlier try arrived. */
const MAY_BE_OUT = new Set(['channel_sent_again']);

export interface Mark {
  id: number;
  /** `sending` without a lease: it lies ready for a person to carry. */
  state: 'sent' | 'failed' | 'unknown' | 'scheduled' | 'sending';
  providerId: string | null;
  problem: Problem | null;
  /** For a retry: not before. */
  notBefore: Date | null;
  /** An attempt that did not count: the vendor never got it. */
  refund: boolean;
  /** For an unknown one whose vendor can be asked: when. */
  askAt: Date | null;
}

/** Vendors list late: a first question after minutes, more for a day. */
export const FIRST_ASK_MS = 5 * 60_000;
export const NEXT_ASK_MS = 30 * 60_000;
export const LAST_ASK_MS = 24 * 3_600_000;

/** `put_back`: never handed over, because the channel asked to wait. */
export type Asked = Outcome | { state: 'put_back' };

/** What a vendor's word means for the touch. */
export function markOf(
  touch: { id: number; key: string; attempts: number },
  outcome: Asked,
  now: Date,
): Mark {
  const mark = {
    id: touch.id,
    providerId: null,
    problem: null,
    notBefore: null,
    refund: false,
    askAt: null,
  };
  if (outcome.state === 'sent') return { ...mark, state: 'sent', providerId: outcome.providerId };
  if (outcome.state === 'put_back') return { ...mark, state: 'scheduled', refund: true };
  if (outcome.state === 'waiting') return { ...mark, state: 'sending' };
  const { problem } = outcome;
  if (outcome.state === 'pause') return { ...mark, state: 'scheduled', problem, refund: true };
  if (outcome.state !== 'retry') return { ...mark, state: outcome.state, problem };
  if (touch.attempts >= MOST_ATTEMPTS)
    return { ...mark, state: MAY_BE_OUT.has(problem.code) ? 'unknown' : 'failed', problem };
  const wait = Math.max((outcome.afterSeconds ?? 0) * 1000, backOff(touch.attempts, touch.key));
  return { ...mark, state: 'scheduled', problem, notBefore: new Date(now.getTime() + wait) };
}
