import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wallOf } from '../../kernel/zones/index.ts';
import { DEFAULT_POLICY, Policy } from '../policy/index.ts';
import { decide, placeOf } from './decide.ts';
import { hoursFor } from './slot.ts';
import type { Consent, OpenTouch, PersonFacts, Reservation, Verdict } from './types.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 27, 12);
/** Both changes of the clocks of Europe and America lie within. */
const clock = fc.integer({ min: NOW - 40 * DAY, max: NOW + 250 * DAY });
const CLASSES = ['service', 'care', 'promotion'] as const;
const classOf = fc.constantFrom(...CLASSES);
const kindOf = fc.constantFrom('email' as const, 'sms' as const);
const ADDRESSES = { email: ['a@example.com', 'b@example.com'], sms: ['+13800138000'] };

const clockText = (minute: number): string =>
  minute === 1440
    ? '24:00'
    : `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const span = fc
  .tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 30, max: 1440 }))
  .map(([from, length]): [string, string] => [
    clockText(from),
    clockText(Math.min(1440, from + length)),
  ]);

const policyOf: fc.Arbitrary<Policy> = fc
  .record({
    hours: fc.record({ service: span, care: span, promotion: span }),
    caps: fc.array(
      fc.record({
        classes: fc.subarray([...CLASSES], { minLength: 1 }),
        kinds: fc.constantFrom<Policy['caps'][0]['kinds'][]>(null, ['email'], ['sms']),
        max: fc.integer({ min: 0, max: 4 }),
        days: fc.integer({ min: 1, max: 9 }),
        grades: fc.constantFrom<Policy['caps'][0]['grades'][]>({}, { A: 3 }, { C: 0 }),
      }),
      { maxLength: 4 },
    ),
    required: fc.boolean(),
    stops: fc.subarray([...CLASSES]),
  })
  .map(({ hours, caps, required, stops }) => ({
    ...DEFAULT_POLICY,
    hours: [{ countries: null, ...hours }],
    caps,
    consent: {
      ...DEFAULT_POLICY.consent,
      care: { ...DEFAULT_POLICY.consent.care, required },
    },
    complaint_stops: stops,
  }));

const consentOf: fc.Arbitrary<Consent> = fc.record({
  channel: kindOf,
  purpose: fc.constantFrom('promotion', 'care', 'service', 'all', 'birthday'),
  state: fc.constantFrom('granted', 'refused', 'withdrawn'),
  address: fc.constantFrom(null, 'a@example.com', '+13800138000'),
  at: clock,
  source: fc.constant('import'),
});

const touchOf: fc.Arbitrary<Omit<OpenTouch, 'id' | 'key'>> = fc
  .record({
    class: classOf,
    kind: kindOf,
    topic: fc.constantFrom(null, 'birthday'),
    byHand: fc.boolean(),
    validFrom: clock,
    days: fc.double({ min: 0.01, max: 30, noNaN: true }),
    value: fc.integer({ min: 0, max: 5 }),
    cost: fc.integer({ min: 0, max: 9 }),
    holdout: fc.constantFrom(0, 0, 0.5),
    source: fc.constantFrom('hand', 'campaign:1', 'campaign:2'),
    obstacle: fc.constantFrom(null, null, null, {
      rule: 'channel' as const,
      code: 'channel_missing',
    }),
  })
  .map(({ days, ...rest }) => ({
    ...rest,
    anchor: 1,
    validUntil: rest.validFrom + Math.ceil(days * DAY),
  }));

const factsOf: fc.Arbitrary<PersonFacts> = fc
  .record({
    zones: fc.constantFrom(
      ['Europe/London'],
      ['America/New_York', 'America/Los_Angeles'],
      ['Australia/Lord_Howe'],
      ['Asia/Shanghai'],
    ),
    grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const, null),
    consents: fc.array(consentOf, { maxLength: 6 }),
    suppressed: fc.subarray([
      { channel: 'email', address: 'a@example.com', reason: 'bounced', at: NOW },
      { channel: 'sms', address: '+13800138000', reason: 'complained', at: NOW },
      { channel: 'email', address: 'b@example.com', reason: 'stopped', at: NOW },
    ]),
    complaint: fc.constantFrom(null, null, { id: 1, at: NOW }),
    fewer: fc.boolean(),
    open: fc.array(touchOf, { minLength: 1, maxLength: 8 }),
    reserved: fc.array(
      fc.record({ class: classOf, kind: kindOf, offset: fc.integer({ min: -12, max: 12 }) }),
      { maxLength: 8 },
    ),
  })
  .map(({ open, reserved, ...rest }) => ({
    ...rest,
    ...{ person: 1, country: 'GB', addresses: ADDRESSES, masked: false, bought: true },
    open: open.map((touch, i) => ({ ...touch, id: i + 1, key: `key${i + 1}` })),
    reserved: reserved.map(({ offset, ...one }, i): Reservation => ({
      ...one,
      touch: -i - 1,
      source: 'campaign:9',
      day: Math.floor(NOW / DAY) + offset,
    })),
  }));

/** How many of a cap's touches lie in the fullest span, counted one by one. */
function mostIn(days: number, inside: number[]): number {
  return Math.max(
    0,
    ...inside.map((start) => inside.filter((day) => day >= start && day < start + days).length),
  );
}

/** Whether some address of theirs is free and the last word said about it was no refusal: told by plain loops. */
function isAllowed(facts: PersonFacts, touch: OpenTouch, policy: Policy): boolean {
  const lastWord = (address: string, purposes: (string | null)[]) => {
    const said = facts.consents.filter(
      (one) =>
        one.channel === touch.kind &&
        (one.address === null || one.address === address) &&
        purposes.includes(one.purpose),
    );
    const at = Math.max(...said.map((one) => one.at));
    return said.filter((one) => one.at === at).at(-1);
  };
  const last = (address: string, purposes: (string | null)[]) => lastWord(address, purposes)?.state;
  const isFree = (address: string): boolean =>
    !facts.suppressed.some((one) => {
      if (one.channel !== touch.kind || one.address !== address) return false;
      if (one.reason !== 'stopped') return true;
      const yes = lastWord(address, [touch.class, 'all']);
      return touch.class !== 'service' && !(yes && yes.at > one.at);
    });
  const needed = policy.consent[touch.class].required;
  const soft = touch.kind === 'email' && touch.class === 'promotion';
  return (ADDRESSES[touch.kind as 'email'] ?? []).some((address) => {
    const word = last(address, [touch.class, 'all']);
    const topic = last(address, [touch.topic]);
    const agreed = word === 'granted' || (word === undefined && (!needed || soft));
    return isFree(address) && agreed && (topic === undefined || topic === 'granted');
  });
}

/** What is wrong with a verdict; nothing, if the gate keeps its word. */
function faultsOf(verdict: Verdict, facts: PersonFacts, policy: Policy, now: number): string[] {
  const touch = facts.open.find(({ id }) => id === verdict.id) as OpenTouch;
  const failed = verdict.steps.filter((step) => !step.ok);
  const faults: [boolean, string][] = [
    [verdict.reason !== (failed[0]?.code ?? null), 'the reason is not the rule that failed'],
    [failed.length !== (verdict.state === 'scheduled' ? 0 : 1), 'not one rule failed'],
  ];
  if (verdict.plannedAt !== null) {
    const hours = hoursFor(policy, 'GB', touch.class);
    const at = verdict.plannedAt;
    const minutes = facts.zones.map((zone) => wallOf(zone, at).minute);
    faults.push(
      [touch.obstacle !== null, 'a channel that is not there'],
      [at < Math.max(now, touch.validFrom) || at >= touch.validUntil, 'outside its validity'],
      [minutes.some((minute) => minute < hours.from || minute >= hours.to), 'at a quiet hour'],
      [wallOf(facts.zones[0] ?? '', at).day !== verdict.day, 'on another day'],
      [
        facts.complaint !== null && policy.complaint_stops.includes(touch.class),
        'while complaining',
      ],
      [!isAllowed(facts, touch, policy), 'without consent'],
    );
  }
  return faults.filter(([wrong]) => wrong).map(([, what]) => what);
}

/** Spans that hold more than a cap allows and more than they held before: the rules were others then. */
function overfull(verdicts: Verdict[], facts: PersonFacts, policy: Policy): string[] {
  const placed = verdicts.flatMap((verdict): Reservation[] => {
    const {
      source,
      class: what,
      kind,
    } = facts.open.find(({ id }) => id === verdict.id) as OpenTouch;
    return verdict.day === null
      ? []
      : [{ touch: verdict.id, source, class: what, kind, day: verdict.day }];
  });
  return policy.caps.flatMap((cap) => {
    const about = (one: Reservation) =>
      cap.classes.includes(one.class) && (cap.kinds === null || cap.kinds.includes(one.kind));
    const max = (facts.grade && cap.grades[facts.grade]) ?? cap.max;
    const days = (some: Reservation[]) => some.filter(about).map(({ day }) => day);
    const before = mostIn(cap.days, days(facts.reserved));
    const after = mostIn(cap.days, days([...facts.reserved, ...placed]));
    return after > Math.max(max, before) ? [`${after} of ${max} in ${cap.days} days`] : [];
  });
}

test('no hour, validity, consent, suppression, complaint or cap is ever broken, and every proposal has one explained end', () => {
  fc.assert(
    fc.property(factsOf, policyOf, clock, (facts, policy, now) => {
      expect(Policy.safeParse(policy).success).toBe(true);
      const verdicts = decide(facts, policy, now);
      const ids = verdicts.map(({ id }) => id).toSorted((a, b) => a - b);
      expect(ids).toEqual(facts.open.map(({ id }) => id));
      expect(verdicts.flatMap((verdict) => faultsOf(verdict, facts, policy, now))).toEqual([]);
      expect(overfull(verdicts, facts, policy)).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('the same facts give the same verdicts, in whatever order the proposals lie', () => {
  fc.assert(
    fc.property(factsOf, policyOf, clock, (facts, policy, now) => {
      const byId = (verdicts: ReturnType<typeof decide>) =>
        verdicts.toSorted((a, b) => a.id - b.id);
      expect(byId(decide({ ...facts, open: facts.open.toReversed() }, policy, now))).toEqual(
        byId(decide(facts, policy, now)),
      );
    }),
  );
});

test('where there is room for one, the higher value goes; the other moves within its validity or is outbid', () => {
  const base: OpenTouch = {
    ...{
      id: 1,
      key: 'a',
      source: 'campaign:1',
      anchor: 1,
      class: 'promotion',
      topic: null,
      kind: 'email',
    },
    ...{
      byHand: false,
      validFrom: NOW,
      validUntil: NOW + DAY / 4,
      value: 100,
      cost: 0,
      holdout: 0,
      obstacle: null,
    },
  };
  const facts: PersonFacts = {
    ...{
      person: 1,
      country: 'GB',
      zones: ['Europe/London'],
      grade: null,
      addresses: ADDRESSES,
      masked: false,
    },
    ...{ suppressed: [], consents: [], bought: true, complaint: null, fewer: false, reserved: [] },
    open: [base, { ...base, id: 2, key: 'b', value: 900, source: 'campaign:2' }],
  };
  const [winner, loser] = decide(facts, DEFAULT_POLICY, NOW);
  expect([winner?.id, winner?.state, winner?.plannedAt]).toEqual([2, 'scheduled', NOW]);
  expect([loser?.id, loser?.state, loser?.reason]).toEqual([1, 'blocked', 'outbid']);
  expect(loser?.steps.at(-1)?.params).toMatchObject({ by: 'campaign:2', max: 1, days: 1 });
  const patient = {
    ...facts,
    open: facts.open.map((one) => ({ ...one, validUntil: NOW + 3 * DAY })),
  };
  const moved = decide(patient, DEFAULT_POLICY, NOW).find(({ id }) => id === 1);
  // Eight in the morning of the next day; the clocks of London do not change before the 29th.
  expect(new Date(moved?.plannedAt ?? 0).toISOString()).toBe('2026-03-28T08:00:00.000Z');
});

test('a held-out customer takes room and budget like a sent one, and stays held out whoever else is asked', () => {
  const held = Array.from({ length: 2000 }, (_, i) => placeOf('campaign:1', i)).filter(
    (place) => place < 0.1,
  );
  expect(held.length).toBeGreaterThan(150);
  expect(held.length).toBeLessThan(250);
  fc.assert(
    fc.property(
      factsOf,
      policyOf,
      clock,
      fc.integer({ min: 0, max: 30 }),
      (facts, policy, now, left) => {
        const budgets = () => [{ id: 1, source: '*', fromDay: 0, toDay: 1e6, left }];
        const some = budgets();
        const plain = budgets();
        const out = (open: OpenTouch[], holdout: number) =>
          open.map((touch) => ({ ...touch, holdout }));
        const all = decide({ ...facts, open: out(facts.open, 1) }, policy, now, some);
        const none = decide({ ...facts, open: out(facts.open, 0) }, policy, now, plain);
        expect(all.map(({ id, plannedAt }) => [id, plannedAt])).toEqual(
          none.map(({ id, plannedAt }) => [id, plannedAt]),
        );
        expect(all.every(({ state }) => state !== 'scheduled')).toBe(true);
        expect(some).toEqual(plain);
        expect(some[0]?.left).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
