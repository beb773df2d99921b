import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { applyChange } from './change.ts';
import type { Changed, Editor } from './edit.ts';
import { findPerson, lockPerson, type Person } from './person.ts';
import type { Json } from './rules.ts';

/** Both, locked in the order of their ids. */
async function lockTwo(tx: Tx, a: number, b: number): Promise<Result<[Person, Person]>> {
  await tx.query(
    `SELECT FROM customer WHERE person_id IN (SELECT person_id FROM customer WHERE id IN ($1, $2)) ORDER BY id FOR UPDATE`,
    [a, b],
  );
  const one = await lockPerson(tx, a);
  if (!one.ok) return one;
  const two = await lockPerson(tx, b);
  return two.ok ? ok([one.value, two.value]) : two;
}

/**
 * One customer from two: every profile of the other now points here, by a dated link. Orders, tags and
 * consents stay on their profiles, so undoing it (as any change) or an unmerge loses nothing.
 */
export async function mergeCustomers(
  tx: Tx,
  who: Editor,
  other: number,
  now: Date,
  also: Record<string, Json> = {},
): Promise<Changed> {
  const both = await lockTwo(tx, who.profile, other);
  if (!both.ok) return both;
  const [kept, joined] = both.value;
  if (kept.id === joined.id) return fail('already_one_customer');
  const edits: Record<string, Json> = { ...also };
  for (const id of joined.profiles) edits[`profile:${id}`] = kept.id;
  for (const id of await openSuggestions(tx, kept.profiles, joined.profiles))
    edits[`merge_suggestion:${id}`] = 'accepted';
  const at = { tx, now, byUser: who.byUser, customerId: kept.id };
  return ok({ change_id: (await applyChange(at, edits)) ?? null });
}

async function openSuggestions(tx: Tx, some: number[], others: number[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM merge_suggestion WHERE state = 'open'
       AND (customer_a = ANY($1) AND customer_b = ANY($2) OR customer_a = ANY($2) AND customer_b = ANY($1))`,
    [some, others],
  );
  return rows.map((row) => row.id);
}

/** One profile becomes a customer of its own. When it was the representative one, the oldest other takes over. */
export async function unmergeProfile(
  tx: Tx,
  who: Editor,
  profile: number,
  now: Date,
): Promise<Changed> {
  const found = await findPerson(tx, who.profile);
  if (!found.ok || !found.value.profiles.includes(profile)) return fail('not_found');
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  const rest = person.value.profiles.filter((id) => id !== profile);
  const [oldest] = rest;
  if (oldest === undefined || !person.value.profiles.includes(profile)) return fail('not_merged');
  const edits: Record<string, Json> = {};
  if (profile === person.value.id) for (const id of rest) edits[`profile:${id}`] = oldest;
  else edits[`profile:${profile}`] = profile;
  const at = { tx, now, byUser: who.byUser, customerId: person.value.id };
  return ok({ change_id: (await applyChange(at, edits)) ?? null });
}
