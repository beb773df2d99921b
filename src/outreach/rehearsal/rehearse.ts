import { setImmediate as breathe } from 'node:timers/promises';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import type { GateAsks } from '../gate/index.ts';
import { policyInForce, type Policy } from '../policy/index.ts';
import { touchesById, type TouchRow } from '../touches/index.ts';
import { count, differ, noTally } from './compare.ts';
import { byGrade, loadFunds, loadHistories, personsIn, type Window } from './load.ts';
import { replay } from './replay.ts';
import type { Fate, Fund, History, Tally } from './types.ts';

export interface RehearsalAsked extends Window {
  draft: Policy;
  /** How many of those that differ are wanted. */
  most: number;
  /** Shops whose customers may be named; null: all. */
  shopIds: number[] | null;
}

interface Differing {
  id: number;
  was: Fate;
  would: Fate;
  /** Where the customer lives: whose clock the moments are told by. */
  zone: string;
}

export interface Rehearsal {
  number: number;
  touches: number;
  /** Left out: nothing is known any more of whom they were for. */
  erased: number;
  inForce: Tally;
  draft: Tally;
  differing: number;
  /** The newest of them. */
  differences: (Differing & { touch: TouchRow })[];
  /** What the answer rests on besides the ledger. */
  rests: { grades: boolean; budgets: boolean };
}

/** Persons at a time: as many as a few statements load at once, so that a long window fits into memory. */
const PORTION = 20_000;

async function replayed(
  histories: History[],
  policy: Policy,
  to: Date,
  funds: Fund[],
): Promise<ReadonlyMap<number, Fate>> {
  const going = replay(histories, policy, to.getTime(), funds);
  for (;;) {
    const { done, value } = going.next();
    if (done) return value;
    await breathe();
  }
}

/** Persons meet only in a budget: without one they may be replayed in portions. */
function* portions(persons: number[], whole: boolean): Generator<number[]> {
  const size = whole ? Math.max(1, persons.length) : PORTION;
  for (let from = 0; from < persons.length; from += size) yield persons.slice(from, from + size);
}

const noSum = () => ({
  ...{ touches: 0, erased: 0, differing: 0 },
  ...{ inForce: noTally(), draft: noTally(), named: [] as Differing[] },
});

/** Both columns of some persons, added to the sum. */
async function addSome(
  sum: ReturnType<typeof noSum>,
  histories: History[],
  policies: readonly [Policy, Policy],
  asked: RehearsalAsked,
  funds: Fund[],
): Promise<void> {
  const was = await replayed(histories, policies[0], asked.to, funds);
  const would = await replayed(histories, policies[1], asked.to, funds);
  for (const { zones, touches } of histories)
    for (const { touch, homeShop } of touches) {
      const [before, after] = [was.get(touch.id), would.get(touch.id)];
      if (!before || !after) throw new Error(`touch ${touch.id} has no fate`);
      sum.touches += 1;
      count(sum.inForce, before);
      count(sum.draft, after);
      if (!differ(before, after)) continue;
      sum.differing += 1;
      if (asked.shopIds === null || asked.shopIds.includes(homeShop ?? -1))
        sum.named.push({ id: touch.id, was: before, would: after, zone: zones[0] ?? 'UTC' });
    }
  sum.named = sum.named.toSorted((a, b) => b.id - a.id).slice(0, asked.most);
}

async function described(tx: Tx, named: Differing[]): Promise<Rehearsal['differences']> {
  const ids = named.map(({ id }) => id);
  const rows = new Map((await touchesById(tx, ids)).map((row) => [row.id, row]));
  return named.flatMap((one) => {
    const touch = rows.get(one.id);
    return touch ? [{ ...one, touch }] : [];
  });
}

async function rehearseIn(tx: Tx, gate: GateAsks, asked: RehearsalAsked): Promise<Rehearsal> {
  const { number, policy } = await policyInForce(tx);
  const funds = await loadFunds(tx, asked);
  const policies = [policy, asked.draft] as const;
  const sum = noSum();
  for (const some of portions(await personsIn(tx, asked), funds.length > 0)) {
    const { histories, erased } = await loadHistories(tx, some, asked, policies, gate);
    sum.erased += erased;
    await addSome(sum, histories, policies, asked, funds);
  }
  const { named, ...rest } = sum;
  const rests = { grades: policies.some(byGrade), budgets: funds.length > 0 };
  return { number, ...rest, differences: await described(tx, named), rests };
}

/**
 * What a window's touches would have become under a draft of the rules, and under the rules in force: by the
 * same replay, so that what differs is the rules' doing. The database itself sees to it that nothing is written.
 */
export const rehearse = (db: Db, gate: GateAsks, asked: RehearsalAsked): Promise<Rehearsal> =>
  db.tx((tx) => rehearseIn(tx, gate, asked), { isolation: 'repeatable read', readOnly: true });
