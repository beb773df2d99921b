import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { erasureHash, FORGET, NEEDLES, OBEY, ORDERS_OF, REMEMBER_HASHES } from './erasure-sql.ts';
import { findPerson } from './person.ts';

export { erasureHash, veiled } from './erasure-sql.ts';

/**
 * Forgets a person: nameless stubs keep the sums right, salted hashes of their keys keep them from
 * coming back by an import or a restore. Cannot be undone.
 */
export async function erasePerson(
  tx: Tx,
  profile: number,
  now: Date,
): Promise<Result<{ profiles: number[] }>> {
  const person = await findPerson(tx, profile, true);
  if (!person.ok) return person;
  if (person.value.erased) return fail('customer_erased');
  await forget(tx, person.value.profiles, now);
  return ok({ profiles: person.value.profiles });
}

async function forget(tx: Tx, profiles: number[], now: Date): Promise<void> {
  await tx.run('DROP TABLE IF EXISTS forgotten, forgotten_order, needle');
  await tx.run('CREATE TEMP TABLE forgotten (id bigint) ON COMMIT DROP');
  await tx.run('INSERT INTO forgotten SELECT unnest($1::bigint[])', [profiles]);
  await tx.run(ORDERS_OF);
  await tx.run(NEEDLES);
  await tx.run(REMEMBER_HASHES, [now]);
  for (const statement of FORGET) await tx.run(statement, statement.includes('$1') ? [now] : []);
}

const COME_BACK = `
  SELECT DISTINCT c.id FROM customer c JOIN LATERAL (
    SELECT i.kind, i.scope, i.value FROM customer_identity i WHERE i.customer_id = c.id AND i.kind <> 'receiver_phone'
    UNION SELECT c.key_kind, c.key_scope, c.key_value) k ON true
  JOIN erasure e ON e.key_hash = ${erasureHash('k.kind', 'k.scope', 'k.value')}
  WHERE c.erased_at IS NULL ORDER BY c.id`;

/** After a restore: whoever an older backup brought back is forgotten again. The number of profiles. */
export async function replayErasures(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.query<{ id: number }>(COME_BACK);
  const profiles = rows.map((row) => row.id);
  if (profiles.length > 0) await forget(tx, profiles, now);
  return profiles.length;
}

/** At the end of an import or an undo: orders of forgotten people may have changed, but say nothing personal again. */
export async function obeyErasures(tx: Tx): Promise<void> {
  const { forgotten } = await tx.one<{ forgotten: boolean }>(
    'SELECT EXISTS (SELECT FROM erasure) AS forgotten',
  );
  if (!forgotten) return;
  await tx.run('DROP TABLE IF EXISTS forgotten_order');
  for (const statement of OBEY) await tx.run(statement);
}
