import { dayNumber, dayText } from '../../kernel/zones/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { Kind } from '../channels/index.ts';
import type { Policy } from '../policy/index.ts';
import { lasting, loadShopZones, present, type Profile } from './lasting.ts';
import * as sql from './sql.ts';
import type { Consent, OpenTouch, PersonFacts, Reservation } from './types.ts';

type Grade = PersonFacts['grade'];
export type Obstacle = NonNullable<OpenTouch['obstacle']>;

/** What stands outside the ledger or is the same for everybody. */
export interface GateWorld {
  policy: Policy;
  /** Value grades by person, from the lens; asked only where a cap differs by grade. */
  grades(persons: number[]): Promise<ReadonlyMap<number, Grade>>;
  /** Of touches that cannot go out whoever they are for: no channel, no approved template, …; why. */
  obstacles(tx: Tx, touches: OpenRow[]): Promise<ReadonlyMap<number, Obstacle>>;
}

export interface OpenRow {
  person: number;
  id: number;
  key: string;
  source: string;
  anchor: number;
  class: OpenTouch['class'];
  topic: string | null;
  kind: Kind;
  state: string;
  by_hand: boolean;
  valid_from: Date;
  valid_until: Date;
  value: number;
  cost: number;
  holdout: number;
  channel_id: number | null;
  /** For which it is written: the touch's, else the customer's. */
  shop: number | null;
  template_id: number | null;
  template_number: number | null;
  planned_at: Date | null;
  day: string | null;
}

type Said = Omit<Consent, 'at'> & { person: number; at: Date };

export function grouped<R extends { person: number }>(rows: R[]): Map<number, R[]> {
  const groups = new Map<number, R[]>();
  for (const row of rows) {
    const group = groups.get(row.person);
    if (group) group.push(row);
    else groups.set(row.person, [row]);
  }
  return groups;
}

/** The longest span that a cap looks over; those who asked for fewer messages are counted over twice as many. */
export const longest = (policy: Policy): number =>
  2 * Math.max(1, ...policy.caps.map((cap) => cap.days));

type Reserving = Pick<OpenRow, 'id' | 'source' | 'class' | 'kind' | 'day'>;

export const openTouch = (row: OpenRow, obstacle: OpenTouch['obstacle']): OpenTouch => ({
  ...{ id: row.id, key: row.key, source: row.source, anchor: row.anchor, class: row.class },
  ...{ topic: row.topic, kind: row.kind, byHand: row.by_hand, value: row.value, cost: row.cost },
  ...{ validFrom: row.valid_from.getTime(), validUntil: row.valid_until.getTime() },
  ...{ holdout: row.holdout, obstacle },
});

export const reservation = (row: Reserving): Reservation => ({
  ...{ touch: row.id, source: row.source, class: row.class, kind: row.kind },
  day: dayNumber(row.day ?? '1970-01-01'),
});

const isOpen = (row: OpenRow): boolean => row.state === 'proposed' || row.state === 'scheduled';

export interface Loaded {
  facts: PersonFacts[];
  /** The open rows by id, for whoever writes the verdicts. */
  rows: ReadonlyMap<number, OpenRow>;
}

/** Everything the gate must know of locked persons, in a handful of statements whatever their number. */
export async function loadFacts(
  tx: Tx,
  persons: number[],
  world: GateWorld,
  now: Date,
): Promise<Loaded> {
  const { policy } = world;
  const since = dayText(Math.floor(now.getTime() / 86_400_000) - 1 - longest(policy));
  const profiles = await tx.query<Profile>(sql.PROFILES, [persons]);
  const touches = await tx.query<OpenRow>(sql.TOUCHES, [persons, since]);
  const consents = grouped(await tx.query<Said>(sql.CONSENTS, [persons, now]));
  const addresses = present(profiles.flatMap(({ email, phone }) => [email, phone]));
  const suppressed = await tx.query<{ channel: string; address: string; reason: string; at: Date }>(
    sql.SUPPRESSED,
    [addresses, now, present(touches.map(({ kind }) => kind))],
  );
  const complaints = grouped(
    await tx.query<{ person: number; id: number; at: Date }>(sql.COMPLAINTS, [persons, now]),
  );
  const buyers = grouped(await tx.query<{ person: number }>(sql.BUYERS, [persons, now]));
  const wishes = grouped(
    await tx.query<{ person: number; value: unknown }>(sql.FEWER, [persons, now]),
  );
  const shopZones = await loadShopZones(tx);
  const byGrade = policy.caps.some((cap) => Object.keys(cap.grades).length > 0);
  const grades: ReadonlyMap<number, Grade> = byGrade ? await world.grades(persons) : new Map();

  const obstacles = await world.obstacles(tx, touches.filter(isOpen));
  const touchesOf = grouped(touches);
  const facts = [...grouped(profiles)].map(([person, own]): PersonFacts => {
    const complaint = complaints.get(person)?.[0];
    const last = lasting(own, shopZones);
    const { email: emails = [], sms: phones = [] } = last.addresses;
    const mine = touchesOf.get(person) ?? [];
    return {
      person,
      ...last,
      grade: grades.get(person) ?? null,
      suppressed: suppressed
        .filter(({ address }) => emails.includes(address) || phones.includes(address))
        .map((one) => ({ ...one, at: one.at.getTime() })),
      consents: (consents.get(person) ?? []).map((one) => ({ ...one, at: one.at.getTime() })),
      bought: buyers.has(person),
      complaint: complaint ? { id: complaint.id, at: complaint.at.getTime() } : null,
      fewer: wishes.get(person)?.[0]?.value === true,
      open: mine.filter(isOpen).map((row) => openTouch(row, obstacles.get(row.id) ?? null)),
      reserved: mine.filter((row) => !isOpen(row)).map(reservation),
    };
  });
  return { facts, rows: new Map(touches.filter(isOpen).map((row) => [row.id, row])) };
}
