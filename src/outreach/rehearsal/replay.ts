import {
  budgetsFor,
  decide,
  type Budget,
  type Reservation,
  type Step,
  type Verdict,
} from '../gate/index.ts';
import type { Policy } from '../policy/index.ts';
import { factsAt } from './facts-at.ts';
import { Queue } from './queue.ts';
import type { Fate, Fund, History, Rehearsed } from './types.ts';

/** A touch that the gate has seen and that has not gone. */
interface Waiting {
  one: Rehearsed;
  plannedAt: number | null;
  day: number | null;
  moved: Step | null;
}

interface Standing {
  history: History;
  /** Those that are still to come, the next one last. */
  coming: Rehearsed[];
  waiting: Map<number, Waiting>;
  reserved: Reservation[];
}

interface Replay {
  policy: Policy;
  standings: Standing[];
  funds: Fund[];
  queue: Queue;
  fates: Map<number, Fate>;
}

const fate = (outcome: Fate['outcome'], at: number | null, step: Step | null): Fate => ({
  ...{ outcome, at, step },
});

function spend({ funds }: Replay, source: string, day: number | null, cost: number): void {
  if (day !== null) for (const fund of budgetsFor(funds, source, day)) fund.spent += cost;
}

const isMove = ({ code }: Step): boolean => code === 'hours_moved' || code === 'cap_moved';

/** What kept a touch waiting is told until another plan has another reason: as the ledger keeps it. */
function planned(waiting: Waiting, verdict: Verdict & { plannedAt: number }, now: number): void {
  const { plannedAt, day } = verdict;
  const before = waiting.plannedAt;
  const stays = before !== null && (plannedAt === before || (before <= now && plannedAt === now));
  if (!stays) waiting.moved = verdict.steps.find(isMove) ?? null;
  Object.assign(waiting, { plannedAt, day });
}

function settle(replay: Replay, who: number, verdict: Verdict, now: number): void {
  const standing = replay.standings[who] as Standing;
  const waiting = standing.waiting.get(verdict.id) as Waiting;
  const { touch, fails } = waiting.one;
  const end = (how: Fate) => {
    standing.waiting.delete(verdict.id);
    replay.fates.set(verdict.id, how);
  };
  const last = verdict.steps.at(-1) ?? null;
  if (verdict.plannedAt === null) return end(fate(verdict.state, null, last));
  const { source, class: what, kind } = touch;
  const reservation = { touch: touch.id, source, class: what, kind, day: verdict.day };
  if (verdict.state === 'scheduled') {
    planned(waiting, verdict, now);
    if (verdict.plannedAt > now) {
      spend(replay, source, verdict.day, touch.cost);
      replay.queue.add({ at: verdict.plannedAt, who });
      return;
    }
    // What failed counts against no cap and no budget.
    if (fails) return end(fate('failed', now, null));
  }
  spend(replay, source, verdict.day, touch.cost);
  standing.reserved.push(reservation);
  if (verdict.state === 'held_out') return end(fate('held_out', null, last));
  return end(fate(waiting.moved ? 'moved' : 'sent', now, waiting.moved));
}

/** Some persons decided together, as a batch of the gate: first all their plans are given back. */
function decideSome(replay: Replay, some: number[], now: number): void {
  const { standings, policy, funds } = replay;
  for (const who of some)
    for (const { one, day } of (standings[who] as Standing).waiting.values())
      spend(replay, one.touch.source, day, -one.touch.cost);
  const budgets: Budget[] = funds.map(({ amount, spent, ...fund }) => ({
    ...fund,
    left: Math.max(0, amount - spent),
  }));
  for (const who of some) {
    const { history, waiting, reserved } = standings[who] as Standing;
    const open = [...waiting.values()].map(({ one }) => one.touch);
    const facts = factsAt(history, now, open, reserved);
    for (const verdict of decide(facts, policy, now, budgets)) settle(replay, who, verdict, now);
  }
}

/** Those whom somebody stopped leave the road. */
function cancel(replay: Replay, who: number, now: number): void {
  const { waiting } = replay.standings[who] as Standing;
  for (const [id, { one, day }] of waiting) {
    if (one.cancelledAt === null || one.cancelledAt > now) continue;
    spend(replay, one.touch.source, day, -one.touch.cost);
    waiting.delete(id);
    replay.fates.set(id, fate('cancelled', null, null));
  }
}

/** New proposals of a person; whether there are any. */
function arrive({ standings, queue }: Replay, who: number, now: number): boolean {
  const { coming, waiting } = standings[who] as Standing;
  const before = waiting.size;
  for (let one = coming.at(-1); one && one.at <= now; one = coming.at(-1)) {
    coming.pop();
    waiting.set(one.touch.id, { one, plannedAt: null, day: null, moved: null });
    if (one.cancelledAt !== null) queue.add({ at: Math.max(now, one.cancelledAt), who });
  }
  return waiting.size > before;
}

const isDue = ({ waiting }: Standing, now: number): boolean =>
  [...waiting.values()].some(({ plannedAt }) => plannedAt !== null && plannedAt <= now);

/** Everybody whom this moment concerns, in the order in which the gate takes them. */
function calledAt({ queue, standings }: Replay, now: number): number[] {
  const called = new Set<number>();
  while (queue.next === now) called.add(queue.take()?.who ?? 0);
  const person = (who: number): number => standings[who]?.history.person ?? 0;
  return [...called].toSorted((a, b) => person(a) - person(b));
}

function begin(histories: History[], policy: Policy, funds: Fund[]): Replay {
  const queue = new Queue();
  const standings = histories.map((history, who): Standing => {
    for (const at of new Set(history.touches.map((one) => one.at))) queue.add({ at, who });
    const coming = history.touches.toSorted((a, b) => b.at - a.at);
    return { history, coming, waiting: new Map(), reserved: [...history.reserved] };
  });
  return { policy, standings, queue, funds: funds.map((one) => ({ ...one })), fates: new Map() };
}

/** How many decisions between two breaths of whoever else waits for this thread. */
const BREATH = 500;

/**
 * The window once more under a policy, in the order of time: each touch is decided when it was proposed and
 * again when it is due, by the gate's own function. Caps and budgets count what this replay let through.
 * Pure; it yields now and then so that a server can do something else.
 */
export function* replay(
  histories: History[],
  policy: Policy,
  until: number,
  funds: Fund[] = [],
): Generator<void, ReadonlyMap<number, Fate>> {
  const going = begin(histories, policy, funds);
  let done = 0;
  for (let now = going.queue.next; now !== undefined && now <= until; now = going.queue.next) {
    const at = now;
    const called = calledAt(going, at);
    for (const who of called) cancel(going, who, at);
    const fresh = called.filter((who) => arrive(going, who, at));
    decideSome(going, fresh, at);
    const due = called.filter((who) => isDue(going.standings[who] as Standing, at));
    decideSome(going, due, at);
    done += fresh.length + due.length;
    if (done >= BREATH) {
      done = 0;
      yield;
    }
  }
  for (const { waiting } of going.standings)
    for (const [id, { plannedAt, moved }] of waiting)
      going.fates.set(id, fate('planned', plannedAt, moved));
  return going.fates;
}
