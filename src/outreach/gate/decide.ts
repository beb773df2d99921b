import { createHash } from 'node:crypto';
import { dayText } from '../../kernel/zones/index.ts';
import type { Policy } from '../policy/index.ts';
import { reach } from './reach.ts';
import { findSlot, type Slot } from './slot.ts';
import type { Budget, OpenTouch, PersonFacts, Reservation, Step, Verdict } from './types.ts';

const CLASSES = ['service', 'care', 'promotion'];

/** Who goes first: services, then care, then promotions; what a person wrote; the higher value; a hash. */
export function inOrder(a: OpenTouch, b: OpenTouch): number {
  return (
    CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class) ||
    Number(b.byHand) - Number(a.byHand) ||
    b.value - a.value ||
    (a.key < b.key ? -1 : 1)
  );
}

/** A person's place in a source, from 0 to 1: the same for ever, whatever is merged. */
export function placeOf(source: string, anchor: number): number {
  return createHash('md5').update(`${source}|${anchor}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

const no = (
  touch: OpenTouch,
  steps: Step[],
  state: 'blocked' | 'expired' = 'blocked',
): Verdict => ({
  ...{ id: touch.id, state, steps },
  reason: steps.at(-1)?.code ?? null,
  ...{ plannedAt: null, day: null, zone: null, address: null },
});

function complaintStep(facts: PersonFacts, touch: OpenTouch, policy: Policy): Step {
  const { complaint } = facts;
  if (!complaint) return { rule: 'complaint', ok: true, code: 'complaint_none' };
  const params = { at: new Date(complaint.at).toISOString() };
  if (policy.complaint_stops.includes(touch.class))
    return { rule: 'complaint', ok: false, code: 'complaint_open', params };
  return { rule: 'complaint', ok: true, code: 'complaint_open_class', params };
}

const iso = (at: number): string => new Date(at).toISOString();

/** Who took the room: others of the same decision (they bid higher), or what was sent and planned before. */
function capStep(slot: Extract<Slot, { why: 'cap' }>, round: ReadonlySet<number>): Step {
  const { max, days, by } = slot.cap;
  const rivals = by.filter((one) => round.has(one.touch));
  const params = {
    max,
    days,
    counted: by.length,
    last: dayText(Math.max(0, ...by.map((one) => one.day))),
  };
  if (by.length - rivals.length >= max || rivals.length === 0)
    return { rule: 'caps', ok: false, code: 'cap_reached', params };
  return {
    rule: 'contention',
    ok: false,
    code: 'outbid',
    params: { ...params, by: rivals[0]?.source ?? '' },
  };
}

function slotSteps(slot: Extract<Slot, { at: number }>, zone: string): Step[] {
  const { at, movedBy, movedFrom } = slot;
  const hours: Step =
    at === movedFrom || movedBy
      ? { rule: 'hours', ok: true, code: 'hours_fit', params: { zone } }
      : { rule: 'hours', ok: true, code: 'hours_moved', params: { zone, at: iso(at) } };
  const caps: Step = movedBy
    ? {
        rule: 'caps',
        ok: true,
        code: 'cap_moved',
        params: { max: movedBy.max, days: movedBy.days, at: iso(at) },
      }
    : { rule: 'caps', ok: true, code: 'cap_room' };
  return [hours, caps, { rule: 'contention', ok: true, code: 'contention_won' }];
}

/** Those that a touch of that source takes from on that day. */
export const budgetsFor = <B extends Omit<Budget, 'left'>>(
  budgets: readonly B[],
  source: string,
  day: number,
): B[] =>
  budgets.filter(
    (one) =>
      (one.source === '*' || one.source === source) && day >= one.fromDay && day <= one.toDay,
  );

function takeBudget(budgets: Budget[], touch: OpenTouch, day: number): Step {
  const about = budgetsFor(budgets, touch.source, day);
  const empty = about.find((one) => one.left < touch.cost);
  if (empty)
    return {
      rule: 'budget',
      ok: false,
      code: 'budget_spent',
      params: { cost: touch.cost, left: empty.left },
    };
  for (const one of about) one.left -= touch.cost;
  return { rule: 'budget', ok: true, code: about.length > 0 ? 'budget_room' : 'budget_none' };
}

function noSlot(
  slot: Extract<Slot, { at: null }>,
  touch: OpenTouch,
  round: ReadonlySet<number>,
): { step: Step; state: 'blocked' | 'expired' } {
  const until = { until: iso(touch.validUntil) };
  if (slot.why === 'over')
    return {
      state: 'expired',
      step: { rule: 'validity', ok: false, code: 'validity_over', params: until },
    };
  if (slot.why === 'cap') return { state: 'blocked', step: capStep(slot, round) };
  const code = slot.why === 'hours' ? 'hours_outlast_validity' : 'hours_never';
  return { state: 'blocked', step: { rule: 'hours', ok: false, code, params: until } };
}

function decideOne(
  facts: PersonFacts,
  touch: OpenTouch,
  policy: Policy,
  world: { now: number; budgets: Budget[]; taken: Reservation[]; round: Set<number> },
): Verdict {
  if (touch.obstacle) {
    const { rule, code, params } = touch.obstacle;
    return no(touch, [{ rule, ok: false, code, ...(params && { params }) }]);
  }
  const { steps, address } = reach(facts, touch, policy);
  if (!steps.at(-1)?.ok) return no(touch, steps);
  steps.push(complaintStep(facts, touch, policy));
  if (!steps.at(-1)?.ok) return no(touch, steps);
  const slot = findSlot(facts, touch, policy, world.taken, world.now);
  if (slot.at === null) {
    const { step, state } = noSlot(slot, touch, world.round);
    if (step.rule !== 'validity') steps.push(validFor(touch));
    return no(touch, [...steps, step], state);
  }
  const zone = facts.zones[0] ?? 'UTC';
  steps.push(validFor(touch), ...slotSteps(slot, zone), takeBudget(world.budgets, touch, slot.day));
  if (!steps.at(-1)?.ok) return no(touch, steps);
  const held = touch.holdout > 0 && placeOf(touch.source, touch.anchor) < touch.holdout;
  steps.push({ rule: 'holdout', ok: !held, code: held ? 'held_out' : 'held_out_not' });
  const { id, source, class: what, kind } = touch;
  world.taken.push({ touch: id, source, class: what, kind, day: slot.day });
  world.round.add(id);
  const planned = { plannedAt: slot.at, day: slot.day, zone, address, steps };
  return {
    id,
    state: held ? 'held_out' : 'scheduled',
    reason: held ? 'held_out' : null,
    ...planned,
  };
}

const validFor = (touch: OpenTouch): Step => ({
  ...{ rule: 'validity' as const, ok: true, code: 'validity_open' },
  params: { until: iso(touch.validUntil) },
});

/**
 * The gate: all open touches of one person decided together, so that they compete. Pure: the same facts
 * give the same verdicts, live, in tests and in a rehearsal. `budgets` are taken from.
 */
export function decide(
  facts: PersonFacts,
  policy: Policy,
  now: number,
  budgets: Budget[] = [],
): Verdict[] {
  const world = { now, budgets, taken: [...facts.reserved], round: new Set<number>() };
  return facts.open.toSorted(inOrder).map((touch) => decideOne(facts, touch, policy, world));
}
