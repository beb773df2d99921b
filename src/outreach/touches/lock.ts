import type { Tx } from '../../platform/postgres/index.ts';

/**
 * The lock that every change of an open touch happens under: the representative profiles, in the order of
 * their ids. What is counted afterwards, in a second statement, includes what others wrote under it
 * (counting in the locking statement let 147 of 2,000 customers over the cap). Gives the persons locked;
 * `skip`: those whom somebody else holds are left to them.
 *
 * NO KEY: rows that refer to the customer may be written meanwhile.
 */
export async function lockPersons(
  tx: Tx,
  persons: readonly number[],
  skip = false,
): Promise<number[]> {
  if (persons.length === 0) return [];
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM customer WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE ${skip ? 'SKIP LOCKED' : ''}`,
    [[...new Set(persons)]],
  );
  return rows.map((row) => row.id);
}

/** The persons of some profiles. */
export async function personsOf(tx: Tx, profiles: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ person_id: number }>(
    'SELECT DISTINCT person_id FROM customer WHERE id = ANY($1)',
    [profiles],
  );
  return rows.map((row) => row.person_id);
}
