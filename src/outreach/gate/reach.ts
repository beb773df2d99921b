import { STOPPED } from '../../ledger/consent/index.ts';
import type { Policy } from '../policy/index.ts';
import type { Consent, OpenTouch, PersonFacts, Step } from './types.ts';

/** Nobody's inbox: an address list of ours, or the shop's own server and staff. */
const NO_ADDRESS = new Set(['platform', 'webhook', 'staff']);

/** Ways to reach somebody that are theirs to allow. A platform has its own rules; paper has a law of its own. */
const OURS_TO_ASK = new Set(['email', 'sms', 'wecom']);

const latest = (said: Consent[]): Consent | undefined =>
  said.reduce<Consent | undefined>(
    (last, one) => (last && last.at > one.at ? last : one),
    undefined,
  );

const wordOn = (facts: PersonFacts, kind: string, address: string | null, purposes: string[]) =>
  latest(
    facts.consents.filter(
      (one) =>
        one.channel === kind &&
        purposes.includes(one.purpose) &&
        (one.address === null || one.address === address),
    ),
  );

const said = (code: string, ok: boolean, { at, source }: Consent): Step => ({
  ...{ rule: 'consent' as const, ok, code },
  params: { at: new Date(at).toISOString(), source },
});

/** On the list: because its owner asked us to stop, or because it is of no use whatever we write. */
const isListed = (facts: PersonFacts, kind: string, address: string | null, asked: boolean) =>
  facts.suppressed.find(
    (one) => one.channel === kind && one.address === address && (one.reason === STOPPED) === asked,
  );

/** Whether they may be written to there, and on what ground. The latest word counts, in whichever shop it was said. */
function consentTo(
  facts: PersonFacts,
  touch: OpenTouch,
  policy: Policy,
  address: string | null,
): Step {
  const rule = policy.consent[touch.class];
  const topic =
    touch.topic === null ? undefined : wordOn(facts, touch.kind, address, [touch.topic]);
  if (topic && topic.state !== 'granted') return said('consent_topic_refused', false, topic);
  const word = wordOn(facts, touch.kind, address, [touch.class, 'all']);
  if (word && word.state !== 'granted') return said('consent_refused', false, word);
  const stopped = isListed(facts, touch.kind, address, true);
  // Somebody who shares the address, or had it before, asked us to stop; whoever says yes after that is written to.
  if (stopped && touch.class !== 'service' && !(word && word.at > stopped.at))
    return {
      ...{ rule: 'consent', ok: false, code: 'consent_address_stopped' },
      params: { at: new Date(stopped.at).toISOString() },
    };
  if (word) return said('consent_granted', true, word);
  if (!rule.required || !OURS_TO_ASK.has(touch.kind))
    return { rule: 'consent', ok: true, code: 'consent_not_needed' };
  const soft = rule.soft_opt_in;
  const own = facts.bought && facts.country !== null && soft.countries.includes(facts.country);
  if (own && soft.kinds.includes(touch.kind))
    return {
      rule: 'consent',
      ok: true,
      code: 'consent_soft_opt_in',
      params: { country: facts.country },
    };
  return { rule: 'consent', ok: false, code: 'consent_missing' };
}

/** The three rules for one address. */
function through(
  facts: PersonFacts,
  touch: OpenTouch,
  policy: Policy,
  address: string | null,
): Step[] {
  const found: Step = { rule: 'address', ok: true, code: 'address_found' };
  const stop = isListed(facts, touch.kind, address, false);
  if (stop) {
    const params = { reason: stop.reason, at: new Date(stop.at).toISOString() };
    return [found, { rule: 'suppression', ok: false, code: 'suppressed', params }];
  }
  const free: Step = { rule: 'suppression', ok: true, code: 'suppressed_not' };
  return [found, free, consentTo(facts, touch, policy, address)];
}

const fits = (steps: Step[]): boolean => steps.every((step) => step.ok);

/**
 * Which address a touch may go to, and why none: the first that is neither suppressed nor refused.
 * When all fail, the one that came furthest is told.
 */
export function reach(
  facts: PersonFacts,
  touch: OpenTouch,
  policy: Policy,
): { address: string | null; steps: Step[] } {
  if (NO_ADDRESS.has(touch.kind))
    return { address: null, steps: through(facts, touch, policy, null) };
  const addresses = facts.addresses[touch.kind] ?? [];
  if (addresses.length === 0) {
    const code = facts.masked ? 'address_masked' : 'address_none';
    return { address: null, steps: [{ rule: 'address', ok: false, code }] };
  }
  const tried = addresses.map((address) => ({
    address,
    steps: through(facts, touch, policy, address),
  }));
  const [first] = tried.toSorted(
    (a, b) => Number(fits(b.steps)) - Number(fits(a.steps)) || b.steps.length - a.steps.length,
  );
  return first as { address: string; steps: Step[] };
}
