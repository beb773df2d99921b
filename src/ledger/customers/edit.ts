import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { applyChange } from './change.ts';
import { lockPerson, type Person } from './person.ts';
import { COLUMNS, isDay, readAttribute, readPatch, type Json } from './rules.ts';
import type { AttributeType, CustomerPatch, OccasionDate } from './schema.ts';

export interface Editor {
  /** Any profile of the customer. */
  profile: number;
  byUser: number | null;
}

/** What to offer for undo; null when nothing was different. */
export type Changed = Result<{ change_id: number | null }>;

async function change(
  tx: Tx,
  who: Editor,
  now: Date,
  person: Person,
  edits: Record<string, Json>,
): Promise<Changed> {
  const at = { tx, now, byUser: who.byUser, customerId: person.id };
  return ok({ change_id: (await applyChange(at, edits)) ?? null });
}

/** Which profiles besides the representative one hold something now. */
async function others(
  tx: Tx,
  person: Person,
  table: string,
  key: string,
  name: string,
): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `SELECT customer_id AS id FROM ${table} WHERE customer_id = ANY($1) AND ${key} = $2 AND valid_to IS NULL`,
    [person.profiles, name],
  );
  return rows.map((row) => row.id).filter((id) => id !== person.id);
}

/** Taken away from every profile, because a customer shows what any of their profiles has. */
async function removeEverywhere(
  tx: Tx,
  who: Editor,
  now: Date,
  field: Removable,
  name: string,
): Promise<Changed> {
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  const { table, key, prefix } = REMOVABLE[field];
  const holders = await others(tx, person.value, table, key, name);
  const edits = { [ownKey(`${prefix}:${name}`, person.value.id)]: null };
  for (const id of holders) edits[`${prefix}:${name}@${id}`] = null;
  return change(tx, who, now, person.value, edits);
}

const REMOVABLE = {
  tag: { table: 'customer_tag', key: 'tag', prefix: 'tag' },
  attribute: { table: 'customer_attribute', key: 'key', prefix: 'attribute' },
  occasion: { table: 'occasion', key: 'kind', prefix: 'occasion' },
};
type Removable = keyof typeof REMOVABLE;

/** A name that itself ends in @digits names its row, so that it is not taken for another's. */
const ownKey = (key: string, id: number): string => (/@\d+$/.test(key) ? `${key}@${id}` : key);

async function setOne(tx: Tx, who: Editor, now: Date, key: string, value: Json): Promise<Changed> {
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  return change(tx, who, now, person.value, { [ownKey(key, person.value.id)]: value });
}

export async function addTag(tx: Tx, who: Editor, tag: string, now: Date): Promise<Changed> {
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  const holders = await others(tx, person.value, 'customer_tag', 'tag', tag);
  return holders.length > 0 ? ok({ change_id: null }) : setOne(tx, who, now, `tag:${tag}`, true);
}

export const removeTag = (tx: Tx, who: Editor, tag: string, now: Date): Promise<Changed> =>
  removeEverywhere(tx, who, now, 'tag', tag);

export async function setAttribute(
  tx: Tx,
  who: Editor,
  attribute: { key: string; type: AttributeType; value: string | number | boolean },
  now: Date,
): Promise<Changed> {
  const { key, type } = attribute;
  const value = readAttribute(type, attribute.value);
  return value.ok ? setOne(tx, who, now, `attribute:${key}`, { type, value: value.value }) : value;
}

export const removeAttribute = (tx: Tx, who: Editor, key: string, now: Date): Promise<Changed> =>
  removeEverywhere(tx, who, now, 'attribute', key);

export async function setOccasion(
  tx: Tx,
  who: Editor,
  kind: string,
  date: OccasionDate,
  now: Date,
): Promise<Changed> {
  return isDay(date)
    ? setOne(tx, who, now, `occasion:${kind}`, date)
    : fail('day_invalid', {}, '/day');
}

export const removeOccasion = (tx: Tx, who: Editor, kind: string, now: Date): Promise<Changed> =>
  removeEverywhere(tx, who, now, 'occasion', kind);

/** An emptied field is emptied on every profile: the page shows what any of them knows. */
async function withOthers(
  tx: Tx,
  person: Person,
  edits: Record<string, Json>,
): Promise<Record<string, Json>> {
  const all = { ...edits };
  const empty = Object.keys(edits).filter(
    (key) => edits[key] === null && (COLUMNS as readonly string[]).includes(key),
  );
  const rest = person.profiles.filter((id) => id !== person.id);
  for (const id of rest) for (const key of empty) all[`${key}@${id}`] = null;
  if (edits['occasion:birthday'] === null)
    for (const id of await others(tx, person, 'occasion', 'kind', 'birthday'))
      all[`occasion:birthday@${id}`] = null;
  return all;
}

const TYPED = `
  SELECT c.id, i.kind, i.value FROM customer c JOIN customer_identity i ON i.customer_id = c.id AND i.batch_id IS NULL AND i.scope = ''
    AND (i.kind, i.value) IN (('phone', c.phone), ('email', c.email)) AND (i.kind, i.value) <> (c.key_kind, c.key_value)
  WHERE c.id = ANY($1)`;

/**
 * A phone or email typed by hand is a way to recognise its profile for as long as it stands there: a
 * slip of the keyboard, once mended, must not catch somebody else's orders. What an import said stays.
 */
async function withIdentities(
  tx: Tx,
  person: Person,
  edits: Record<string, Json>,
): Promise<Record<string, Json>> {
  const all = { ...edits };
  const typed = await tx.query<{ id: number; kind: string; value: string }>(TYPED, [
    person.profiles,
  ]);
  for (const { id, kind, value } of typed) {
    const edit = edits[id === person.id ? kind : `${kind}@${id}`];
    if (edit !== undefined && edit !== value) all[`identity:${kind}:${value}@${id}`] = null;
  }
  for (const kind of ['phone', 'email'])
    if (typeof edits[kind] === 'string') all[`identity:${kind}:${edits[kind]}@${person.id}`] = true;
  return all;
}

/** Changes what the customer's page shows; refused when somebody else changed it since it was read. */
export async function editCustomer(
  tx: Tx,
  who: Editor,
  patch: CustomerPatch,
  now: Date,
): Promise<Changed> {
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  const { id } = person.value;
  const row = await tx.one<{ country: string | null; changed_at: Date }>(
    'SELECT country, changed_at FROM customer WHERE id = $1',
    [id],
  );
  if (
    patch.changed_at !== undefined &&
    new Date(patch.changed_at).getTime() !== row.changed_at.getTime()
  )
    return fail('customer_changed', { changed_at: row.changed_at.toISOString() });
  const edits = readPatch(patch, row.country);
  if (!edits.ok) return edits;
  const everywhere = await withOthers(tx, person.value, edits.value);
  return change(tx, who, now, person.value, await withIdentities(tx, person.value, everywhere));
}

/** Which tags a customer had at a time. */
export async function tagsAsOf(tx: Tx, profiles: number[], asOf: Date): Promise<string[]> {
  const rows = await tx.query<{ tag: string }>(
    `SELECT DISTINCT tag FROM customer_tag
     WHERE customer_id = ANY($1) AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY tag`,
    [profiles, asOf],
  );
  return rows.map((row) => row.tag);
}
