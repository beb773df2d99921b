import type { Consent, OpenTouch, PersonFacts, Reservation } from '../gate/index.ts';
import type { History } from './types.ts';

const heldAt = (at: number) => (one: { from: number; until: number | null }) =>
  one.from <= at && (one.until === null || one.until > at);

/** The latest word for each channel, purpose and address, as it was then. */
function wordsAt({ consents }: History, at: number): Consent[] {
  const last = new Map<string, Consent>();
  for (const one of consents)
    if (one.from <= at) last.set(`${one.channel} ${one.purpose} ${one.address}`, one);
  return [...last.values()];
}

/** What the gate would have been told of a person at that moment. */
export function factsAt(
  history: History,
  at: number,
  open: OpenTouch[],
  reserved: Reservation[],
): PersonFacts {
  const { person, country, zones, addresses, masked, grade, boughtFrom } = history;
  const held = heldAt(at);
  const complaint = history.complaints.find(held);
  return {
    ...{ person, country, zones, addresses, masked, grade, open, reserved },
    suppressed: history.suppressed.filter(held),
    consents: wordsAt(history, at),
    bought: boughtFrom !== null && boughtFrom <= at,
    complaint: complaint ? { id: complaint.id, at: complaint.at } : null,
    fewer: history.wishes.findLast(({ from }) => from <= at)?.fewer ?? false,
  };
}
