import type { Db } from '../../platform/postgres/index.ts';
import type { CustomerRow } from './schema.ts';

export type Details = Pick<
  CustomerRow,
  | 'id'
  | 'name'
  | 'nick'
  | 'phone'
  | 'phone_masked'
  | 'email'
  | 'country'
  | 'province'
  | 'city'
  | 'district'
>;

const FIELDS = [
  'name',
  'nick',
  'phone',
  'phone_masked',
  'email',
  'country',
  'province',
  'city',
  'district',
] as const;

/** Each field from the representative profile, else from the oldest that has it. */
const FIRST = FIELDS.map(
  (field) =>
    `(array_agg(${field} ORDER BY id <> person_id, id) FILTER (WHERE ${field} IS NOT NULL))[1] AS ${field}`,
).join(', ');

/** What a page shows of its persons, from the ledger: the lens holds no phone and no email. */
export async function detailsOf(db: Db, ids: number[]): Promise<Map<number, Details>> {
  if (ids.length === 0) return new Map();
  const rows = await db.query<Details>(
    `SELECT person_id AS id, ${FIRST} FROM customer WHERE person_id = ANY($1) GROUP BY person_id`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
