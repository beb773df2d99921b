import type { Db, Tx } from '../../platform/postgres/index.ts';
import { newIdKey, newSecret } from '../../platform/crypto/index.ts';

export interface Business {
  id: number;
  key: string;
  name: string;
  idKey: Buffer;
}

const COLUMNS = `id, key, name, id_key AS "idKey"`;

/** The business of this schema; made at the first start, nameless until its owner comes. */
export async function ensureBusiness(db: Db, now: Date): Promise<Business> {
  const [found] = await db.query<Business>(
    `SELECT ${COLUMNS} FROM business WHERE schema_name = $1`,
    [db.schema],
  );
  if (found) return found;
  // Two processes may start at once: the second takes the first's.
  const key = newSecret()
    .slice(0, 12)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0');
  await db.query(
    `INSERT INTO business (key, schema_name, name, id_key, created_at)
     VALUES ($1, $2, '', $3, $4) ON CONFLICT (schema_name) DO NOTHING`,
    [key, db.schema, newIdKey(), now],
  );
  return ensureBusiness(db, now);
}

export async function renameBusiness(tx: Tx, id: number, name: string): Promise<void> {
  await tx.run('UPDATE business SET name = $2 WHERE id = $1', [id, name]);
}

/** Nobody may enter yet: the first visitor becomes the owner. */
export async function hasUsers(tx: Pick<Tx, 'query'>): Promise<boolean> {
  const [row] = await tx.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT 1 FROM app_user) AS there',
  );
  return row?.there ?? false;
}

/** Held until the transaction ends, so that two first visitors cannot both become the owner. */
export async function lockUsers(tx: Tx): Promise<void> {
  await tx.run('LOCK TABLE app_user IN SHARE ROW EXCLUSIVE MODE');
}
