import { dayNumber, dayText } from '../../kernel/zones/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import {
  grouped,
  lasting,
  loadShopZones,
  longest,
  openTouch,
  present,
  PROFILES,
  reservation,
  type Consent,
  type GateAsks,
  type Obstacle,
  type OpenRow,
  type Profile,
  type Step,
} from '../gate/index.ts';
import type { Policy } from '../policy/index.ts';
import * as sql from './sql.ts';
import type { Fund, History, Rehearsed } from './types.ts';

export interface Window {
  from: Date;
  to: Date;
}

interface Row extends OpenRow {
  proposed_at: Date;
  decided_at: Date | null;
  last_step: Step | null;
  home_shop: number | null;
  inside: boolean;
}

interface Since {
  person: number;
  since: Date;
}
type Said = Omit<Consent, 'at'> & Since & { at: Date };
type Complaint = Since & { id: number; at: Date; until: Date | null };
interface Stop {
  channel: string;
  address: string;
  reason: string;
  at: Date;
  since: Date;
  until: Date | null;
}

/** Nothing else was asked of a touch that its channel or its text kept back: it is kept back again. */
function obstacleOf(row: Row, today: ReadonlyMap<number, Obstacle>): Obstacle | null {
  const { state, last_step: step } = row;
  if (state === 'proposed') return today.get(row.id) ?? null;
  if (state !== 'blocked' || !step || (step.rule !== 'channel' && step.rule !== 'content'))
    return null;
  return { rule: step.rule, code: step.code, params: step.params };
}

const rehearsed = (row: Row, today: ReadonlyMap<number, Obstacle>, from: Date): Rehearsed => ({
  touch: openTouch(row, obstacleOf(row, today)),
  at: Math.max(row.proposed_at.getTime(), from.getTime()),
  cancelledAt: row.state === 'cancelled' && row.decided_at ? row.decided_at.getTime() : null,
  fails: row.state === 'failed',
  homeShop: row.home_shop,
});

const during = <R extends { at: Date; since: Date; until: Date | null }>(row: R) => {
  const { since, ...rest } = row;
  const [at, until] = [row.at.getTime(), row.until?.getTime() ?? null];
  return { ...rest, at, until, from: since.getTime() };
};

function byAddress(rows: Stop[]): Map<string, Stop[]> {
  const stops = new Map<string, Stop[]>();
  for (const row of rows) stops.set(row.address, [...(stops.get(row.address) ?? []), row]);
  return stops;
}

/** Persons who have a touch in the window. */
export async function personsIn(tx: Tx, { from, to }: Window): Promise<number[]> {
  const rows = await tx.query<{ person: number }>(sql.PERSONS, [from, to]);
  return rows.map(({ person }) => person);
}

export async function loadFunds(tx: Tx, { from, to }: Window): Promise<Fund[]> {
  const rows = await tx.query<
    Omit<Fund, 'fromDay' | 'toDay'> & { from_day: string; to_day: string }
  >(sql.FUNDS, [from, to]);
  return rows.map(({ from_day: first, to_day: last, ...rest }) => ({
    ...rest,
    ...{ fromDay: dayNumber(first), toDay: dayNumber(last) },
  }));
}

export const byGrade = ({ caps }: Policy): boolean =>
  caps.some((cap) => Object.keys(cap.grades).length > 0);

interface Loaded {
  histories: History[];
  /** Touches of persons whose data was erased. */
  erased: number;
}

/** What is known of some persons, each fact in one statement over all of them. */
export async function loadHistories(
  tx: Tx,
  persons: number[],
  window: Window,
  policies: readonly Policy[],
  asks: GateAsks,
): Promise<Loaded> {
  const { from, to } = window;
  const look = Math.max(...policies.map(longest));
  const since = dayText(Math.floor(from.getTime() / 86_400_000) - 1 - look);
  const of = async <R extends { person: number }>(text: string) =>
    grouped(await tx.query<R>(text, [persons]));
  const profiles = await of<Profile>(PROFILES);
  const rows = await tx.query<Row>(sql.TOUCHES, [from, to, persons, since]);
  const touches = grouped(rows);
  const consents = await of<Said>(sql.CONSENTS);
  const complaints = await of<Complaint>(sql.COMPLAINTS);
  const buyers = await of<Since>(sql.BUYERS);
  const wishes = await of<Since & { value: unknown }>(sql.WISHES);
  const addresses = present([...profiles.values()].flat().flatMap((one) => [one.email, one.phone]));
  const stops = byAddress(await tx.query<Stop>(sql.SUPPRESSED, [addresses]));
  const shopZones = await loadShopZones(tx);
  const grades = policies.some(byGrade) ? await asks.grades(persons) : new Map<number, never>();
  const undecided = rows.filter(({ state }) => state === 'proposed');
  const obstacles = await asks.obstacles(tx, undecided);
  const histories = [...profiles].map(([person, own]): History => {
    const last = lasting(own, shopZones);
    const mine = touches.get(person) ?? [];
    const reached = [...(last.addresses.email ?? []), ...(last.addresses.sms ?? [])];
    return {
      ...{ person, ...last, grade: grades.get(person) ?? null },
      suppressed: reached.flatMap((one) => stops.get(one) ?? []).map(during),
      consents: (consents.get(person) ?? []).map((one) => ({
        ...one,
        ...{ at: one.at.getTime(), from: one.since.getTime() },
      })),
      boughtFrom: buyers.get(person)?.[0]?.since.getTime() ?? null,
      complaints: (complaints.get(person) ?? []).map(during),
      wishes: (wishes.get(person) ?? []).map((one) => ({
        ...{ fewer: one.value === true, from: one.since.getTime() },
      })),
      reserved: mine.filter((row) => !row.inside).map(reservation),
      touches: mine.filter((row) => row.inside).map((row) => rehearsed(row, obstacles, from)),
    };
  });
  const erased = rows.filter((row) => row.inside && !profiles.has(row.person)).length;
  return { histories, erased };
}
