import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';

/** A customer as users mean it: all profiles of one person. */
export interface Person {
  id: number;
  profiles: number[];
  erased: boolean;
}

/**
 * Whose profile it is. Locking takes every profile in the order of their ids, so that two editors of
 * one person queue up and two merges cannot wait for each other.
 */
export async function findPerson(tx: Tx, profile: number, lock = false): Promise<Result<Person>> {
  const rows = await tx.kept<{ id: number; person_id: number; erased: boolean }>(
    `SELECT id, person_id, erased_at IS NOT NULL AS erased FROM customer
     WHERE person_id = (SELECT person_id FROM customer WHERE id = $1) ORDER BY id ${lock ? 'FOR UPDATE' : ''}`,
    [profile],
  );
  const [first] = rows;
  if (!first) return fail('not_found');
  return ok({
    id: first.person_id,
    profiles: rows.map((row) => row.id),
    erased: rows.some((row) => row.erased),
  });
}

/** Locked, and still somebody. */
export async function lockPerson(tx: Tx, profile: number): Promise<Result<Person>> {
  const person = await findPerson(tx, profile, true);
  return person.ok && person.value.erased ? fail('customer_erased') : person;
}

/** Whether somebody limited to some shops may see this person: a profile or an order stands there. */
export async function isSeenBy(
  tx: Tx,
  profiles: number[],
  shopIds: number[] | null,
): Promise<boolean> {
  if (shopIds === null) return true;
  const { seen } = await tx.one<{ seen: boolean }>(
    `SELECT EXISTS (SELECT FROM customer WHERE id = ANY($1) AND shop_id = ANY($2))
         OR EXISTS (SELECT FROM orders WHERE customer_id = ANY($1) AND shop_id = ANY($2)) AS seen`,
    [profiles, shopIds],
  );
  return seen;
}
