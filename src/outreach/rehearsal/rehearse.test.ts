import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { recordingChannel, testOutreach, wish } from '../../../test/support/outreach.ts';
import { addCustomer, addOrder, addShop, insert } from '../../../test/support/people.ts';
import { suppress } from '../../ledger/consent/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { tick, type Outreach } from '../dispatch/index.ts';
import { changePolicy, DEFAULT_POLICY, policyInForce, type Policy } from '../policy/index.ts';
import { cancelTouch, propose } from '../touches/index.ts';
import { loadFunds, loadHistories, personsIn } from './load.ts';
import { replay } from './replay.ts';
import { rehearse } from './rehearse.ts';
import type { Fate } from './types.ts';

const HOUR = 3_600_000;
/** Two days before Europe and nine after America change their clocks. */
const START = Date.UTC(2026, 2, 27);
const HOURS = 10 * 24;
const CLASSES = ['service', 'care', 'promotion'] as const;
const PEOPLE = 8;

let db: Db;
let shop: number;
beforeAll(async () => {
  ({ db } = await testDb());
  shop = await db.tx((tx) => addShop(tx));
});
beforeEach(() => empty());
const empty = () =>
  db.query(
    `TRUNCATE touch, touch_body, channel, suppression, consent, preference, conversation, outreach_policy, outreach_budget`,
  );

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const span = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 2, max: 20 }))
  .map(([from, length]): [string, string] => [clock(from), clock(Math.min(24, from + length))]);

const policyOf: fc.Arbitrary<Policy> = fc
  .record({
    hours: fc.record({ service: span, care: span, promotion: span }),
    caps: fc.array(
      fc.record({
        classes: fc.subarray([...CLASSES], { minLength: 1 }),
        kinds: fc.constantFrom<Policy['caps'][0]['kinds'][]>(null, ['email'], ['sms']),
        max: fc.integer({ min: 0, max: 3 }),
        days: fc.integer({ min: 1, max: 5 }),
        grades: fc.constantFrom<Policy['caps'][0]['grades'][]>({}, { A: 3 }),
      }),
      { minLength: 1, maxLength: 3 },
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

const hourOf = fc.integer({ min: 0, max: HOURS - 1 });
const whoOf = fc.integer({ min: 0, max: PEOPLE - 1 });
const kindOf = fc.constantFrom('email' as const, 'sms' as const);

const wishOf = fc.record({
  ...{ what: fc.constant('wish' as const), hour: hourOf, who: whoOf, kind: kindOf },
  ...{ class: fc.constantFrom(...CLASSES), inHours: fc.integer({ min: 0, max: 48 }) },
  ...{ forHours: fc.integer({ min: 1, max: 90 }), value: fc.integer({ min: 0, max: 9 }) },
  ...{ cost: fc.integer({ min: 0, max: 5 }), holdout: fc.constantFrom(0, 0, 0.5) },
  source: fc.constantFrom('campaign:1', 'campaign:2'),
});
/** What else happens while the road is gone: words, stops, complaints, and somebody who stops a message. */
const happening = fc.record({
  ...{ what: fc.constantFrom('yes', 'no', 'stop', 'complaint', 'fewer', 'cancel'), hour: hourOf },
  ...{ who: whoOf, kind: kindOf, class: fc.constantFrom(...CLASSES, 'all') },
});
type Wish = typeof wishOf extends fc.Arbitrary<infer T> ? T : never;
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const worldOf = fc.record({
  wishes: fc.array(wishOf, { minLength: 30, maxLength: 45 }),
  happenings: fc.array(happening, { minLength: 10, maxLength: 20 }),
  budget: fc.constantFrom(null, 20, 60),
  /** What the vendor will not have, by a hash of its key. */
  refused: fc.constantFrom(0, 4),
});
type World = typeof worldOf extends fc.Arbitrary<infer T> ? T : never;

let made = 0;
const ZONES: [string, string | null][] = [
  ['CN', null],
  ['GB', null],
  ['US', 'CA'],
];
const somebody = (n: number): Promise<{ id: number; email: string; sms: string }> =>
  db.tx(async (tx) => {
    const [country, province] = ZONES[n % 3] ?? ['CN', null];
    const email = `buyer${++made}@example.com`;
    const sms = `+861380000${String(made).padStart(4, '0')}`;
    const id = await addCustomer(tx, { email, phone: sms, country, province, shop_id: shop });
    if (n % 2) await addOrder(tx, shop, id);
    return { id, email, sms };
  });
type Somebody = Awaited<ReturnType<typeof somebody>>;

async function happen(one: Happening, to: Somebody, now: Date): Promise<void> {
  const known = { customer_id: to.id, occurred_at: now, known_at: now };
  await db.tx(async (tx) => {
    if (one.what === 'yes' || one.what === 'no')
      await insert(tx, 'consent', {
        ...{ ...known, channel: one.kind, purpose: one.class, source: 'form' },
        state: one.what === 'yes' ? 'granted' : 'withdrawn',
      });
    if (one.what === 'stop')
      await suppress(
        tx,
        { channel: one.kind, address: to[one.kind], reason: 'bounced', at: now },
        now,
      );
    if (one.what === 'fewer')
      await insert(tx, 'preference', { ...known, key: 'fewer', value: 'true', source: 'page' });
    if (one.what === 'complaint')
      await insert(tx, 'conversation', {
        ...{ customer_id: to.id, kind: 'complaint', said_at: now, known_at: now },
        ...{ text: `It leaks (${++made})`, resolved_at: new Date(now.getTime() + 30 * HOUR) },
      });
    if (one.what === 'cancel') {
      const open = await tx.query<{ id: number }>(
        `SELECT id FROM touch WHERE customer_id = $1 AND state = 'scheduled' ORDER BY id LIMIT 1`,
        [to.id],
      );
      for (const { id } of open) await cancelTouch(tx, id, now);
    }
  });
}

const proposal = (one: Wish, to: Somebody, now: Date) => {
  const validFrom = new Date(now.getTime() + one.inHours * HOUR);
  const { kind, source, value, cost, holdout } = one;
  return wish(to.id, now, {
    ...{ kind, class: one.class, source, value, cost, holdout, validFrom },
    validUntil: new Date(validFrom.getTime() + one.forHours * HOUR),
  });
};

function roadOf(refused: number): Outreach {
  const bad = (key: string): boolean => refused > 0 && Number.parseInt(key[0] ?? '0', 16) < refused;
  const answer = ({ key }: { key: string }) =>
    bad(key)
      ? { state: 'failed' as const, problem: { code: 'channel_bad_address' } }
      : { state: 'sent' as const, providerId: key };
  const [mail, sms] = [recordingChannel(answer), recordingChannel(answer, { kind: 'sms' })];
  return testOutreach(db, [mail.channel, sms.channel]).outreach;
}

async function isBusy(now: Date): Promise<boolean> {
  const due = await db.query(
    `SELECT FROM touch WHERE state = 'proposed' OR (state = 'scheduled' AND planned_at <= $1) LIMIT 1`,
    [now],
  );
  return due.length > 0;
}

/** Lives through it, hour by hour where something is to do: the real gate, the real dispatcher. */
async function live(world: World, policy: Policy): Promise<Outreach> {
  await empty();
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => somebody(n)));
  await db.tx(async (tx) => {
    await changePolicy(tx, { policy, over: 0, byUser: null }, new Date(START));
    if (world.budget !== null)
      await insert(tx, 'outreach_budget', {
        ...{ source: 'campaign:1', from_day: '2026-03-28', to_day: '2026-04-30' },
        amount: world.budget,
      });
  });
  const outreach = roadOf(world.refused);
  for (let hour = 0; hour < HOURS; hour++) {
    const now = new Date(START + hour * HOUR);
    for (const one of world.happenings.filter((each) => each.hour === hour))
      await happen(one, people[one.who] as Somebody, now);
    const wishes = world.wishes.filter((each) => each.hour === hour);
    const proposals = wishes.map((one) => proposal(one, people[one.who] as Somebody, now));
    await db.tx((tx) => propose(tx, proposals, now));
    // One channel leaves persons alone whom another holds; a server comes back to them in two seconds.
    while (await isBusy(now)) await tick(outreach, now);
  }
  return outreach;
}

const WINDOW = { from: new Date(START), to: new Date(START + (HOURS - 1) * HOUR) };

interface Lived {
  id: number;
  state: string;
  reason: string | null;
  at: Date | null;
  moved: boolean;
}
/** As the ledger has it, in the words of a rehearsal. */
async function lived(): Promise<unknown[]> {
  const rows = await db.query<Lived>(
    `SELECT id, state, reason, CASE WHEN state = 'sent' THEN sent_at WHEN state = 'scheduled' THEN planned_at END AS at,
       coalesce(decision @? '$[*] ? (@.code like_regex "_moved$")', false) AS moved FROM touch ORDER BY id`,
  );
  return rows.map(({ id, state, reason, at, moved }) => {
    const outcome = state === 'scheduled' ? 'planned' : state === 'sent' && moved ? 'moved' : state;
    const stopped = ['blocked', 'held_out', 'expired'].includes(state);
    return [id, outcome, at?.getTime() ?? null, stopped ? reason : null];
  });
}

const told = (id: number, { outcome, at, step }: Fate): unknown[] => [
  ...[id, outcome, outcome === 'failed' ? null : at],
  ['blocked', 'held_out', 'expired'].includes(outcome) ? (step?.code ?? null) : null,
];

/** What the rehearsal says of each, by the very parts that it is made of. */
const rehearsed = (outreach: Outreach): Promise<unknown[]> =>
  db.tx(async (tx) => {
    const { policy } = await policyInForce(tx);
    const persons = await personsIn(tx, WINDOW);
    const { histories } = await loadHistories(tx, persons, WINDOW, [policy], outreach.gate);
    const going = replay(histories, policy, WINDOW.to.getTime(), await loadFunds(tx, WINDOW));
    let step = going.next();
    while (!step.done) step = going.next();
    return [...step.value].toSorted(([a], [b]) => a - b).map(([id, fate]) => told(id, fate));
  });

test('a rehearsal of the rules that held says of every touch what the road did with it, to the hour and the reason', async () => {
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(worldOf, policyOf, async (world, policy) => {
      const outreach = await live(world, policy);
      const truth = await lived();
      expect(await rehearsed(outreach)).toEqual(truth);
      for (const one of truth) seen.add((one as unknown[])[1]);
      const same = await rehearse(db, outreach.gate, {
        ...{ draft: policy, ...WINDOW, most: 50, shopIds: null },
      });
      expect(same).toMatchObject({ touches: truth.length, differing: 0, differences: [] });
      expect(same.draft).toEqual(same.inForce);
    }),
    // A life takes a second or two: it is told as it was, not made smaller.
    { numRuns: 12, endOnFailure: true },
  );
  // Lest it agree because nothing ever happens.
  expect([...seen]).toEqual(expect.arrayContaining(['sent', 'moved', 'blocked', 'held_out']));
}, 240_000);
