import { isDeepStrictEqual } from 'node:util';
import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { FIELDS, type At } from './fields.ts';
import { lockPerson } from './person.ts';
import { readKey, type Json } from './rules.ts';

/** {key: [before, after]} as customer_change keeps it. */
export type Changes = Record<string, [before: Json, after: Json]>;

function placed(at: At, key: string) {
  const { kind, name, profile } = readKey(key);
  const field = FIELDS[kind];
  if (!field) throw new Error(`nothing of the kind ${kind} can be changed`);
  const where = { ...at, customerId: profile ?? at.customerId };
  return {
    read: () => field.read(where, name),
    write: (value: Json) => field.write(where, name, value),
  };
}

/**
 * The one way by which people change a customer: what was, what is, who and when go into one
 * customer_change. Edits that change nothing leave no trace; undefined then.
 */
export async function applyChange(
  at: At,
  edits: Record<string, Json>,
): Promise<number | undefined> {
  const changes: Changes = {};
  for (const [key, after] of Object.entries(edits)) {
    const before = await placed(at, key).read();
    if (!isDeepStrictEqual(before, after)) changes[key] = [before, after];
  }
  if (Object.keys(changes).length === 0) return undefined;
  for (const [key, [, after]] of Object.entries(changes)) await placed(at, key).write(after);
  const { id } = await at.tx.one<{ id: number }>(
    'INSERT INTO customer_change (customer_id, at, by_user, changes) VALUES ($1, $2, $3, $4) RETURNING id',
    [at.customerId, at.now, at.byUser, JSON.stringify(changes)],
  );
  return id;
}

interface ChangeRow {
  id: number;
  customer_id: number;
  changes: Changes;
  undone_at: Date | null;
}

/** A field that something newer has changed; putting ours back would lose that. */
async function overwritten(at: At, change: ChangeRow): Promise<string | undefined> {
  const newer = await at.tx.query<{ key: string }>(
    `SELECT key FROM customer_change n, jsonb_object_keys(n.changes) key
     WHERE n.customer_id = $1 AND n.id > $2 AND n.undone_at IS NULL AND key = ANY($3) LIMIT 1`,
    [change.customer_id, change.id, Object.keys(change.changes)],
  );
  if (newer[0]) return newer[0].key;
  for (const [key, [, after]] of Object.entries(change.changes))
    if (!isDeepStrictEqual(await placed(at, key).read(), after)) return key;
  return undefined;
}

/** A profile must point at a row that represents itself; a later merge may have taken that row away. */
async function isAdrift(tx: Tx, changes: Changes): Promise<boolean> {
  const moved = Object.keys(changes)
    .filter((key) => key.startsWith('profile:'))
    .map((key) => Number(key.slice(8)));
  if (moved.length === 0) return false;
  const { adrift } = await tx.one<{ adrift: boolean }>(
    `SELECT EXISTS (SELECT FROM customer c JOIN customer r ON r.id = c.person_id
       WHERE (c.id = ANY($1) OR c.person_id = ANY($1)) AND r.person_id <> r.id) AS adrift`,
    [moved],
  );
  return adrift;
}

/** Puts back what a change replaced, exactly, unless something newer stands there now. */
export async function undoChange(
  tx: Tx,
  who: { profile: number; changeId: number; byUser: number | null },
  now: Date,
): Promise<Result<{ fields: string[] }>> {
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  const change = await tx.maybe<ChangeRow>(
    'SELECT id, customer_id, changes, undone_at FROM customer_change WHERE id = $1 AND customer_id = ANY($2) FOR UPDATE',
    [who.changeId, person.value.profiles],
  );
  if (!change) return fail('not_found');
  if (change.undone_at) return fail('change_undone');
  const at = { tx, now, byUser: who.byUser, customerId: change.customer_id };
  const blocker = await overwritten(at, change);
  if (blocker !== undefined)
    return fail('change_overwritten', {
      field:
        readKey(blocker).kind === 'column' ? readKey(blocker).name : blocker.replace(/@\d+$/, ''),
    });
  await tx.run('SAVEPOINT undo');
  for (const [key, [before]] of Object.entries(change.changes).toReversed())
    await placed(at, key).write(before);
  if (await isAdrift(tx, change.changes)) {
    await tx.run('ROLLBACK TO SAVEPOINT undo');
    return fail('change_overwritten', { field: 'profile' });
  }
  await tx.run('UPDATE customer_change SET undone_at = $2 WHERE id = $1', [change.id, now]);
  return ok({ fields: Object.keys(change.changes) });
}
