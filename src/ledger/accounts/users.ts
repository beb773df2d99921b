import type { Tx } from '../../platform/postgres/index.ts';
import type { Role } from './schema.ts';

export interface User {
  id: number;
  email: string;
  name: string;
  language: 'zh' | 'en';
  role: Role;
  shopIds: number[] | null;
  createdAt: Date;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
}

const SELECT = `
  SELECT u.id, u.email, u.name, u.language, m.role, m.shop_ids AS "shopIds", u.created_at AS "createdAt",
         u.disabled_at AS "disabledAt", (SELECT max(last_seen_at) FROM session WHERE user_id = u.id) AS "lastSeenAt"
    FROM app_user u JOIN membership m ON m.user_id = u.id AND m.business_id = $1`;

export function listUsers(tx: Tx, businessId: number): Promise<User[]> {
  return tx.query<User>(`${SELECT} ORDER BY u.id`, [businessId]);
}

export function findUser(tx: Tx, businessId: number, id: number): Promise<User | undefined> {
  return tx.maybe<User>(`${SELECT} WHERE u.id = $2`, [businessId, id]);
}

export interface Secret {
  id: number;
  passwordHash: string;
}

/** A disabled account cannot sign in, so it is not found. */
export function findPassword(
  tx: Pick<Tx, 'query'>,
  businessId: number,
  email: string,
): Promise<Secret | undefined> {
  return tx
    .query<Secret>(
      `SELECT u.id, u.password_hash AS "passwordHash" FROM app_user u
         JOIN membership m ON m.user_id = u.id AND m.business_id = $1
        WHERE u.email = $2 AND u.disabled_at IS NULL`,
      [businessId, email],
    )
    .then((rows) => rows[0]);
}

export interface UserInput {
  email: string;
  name: string;
  passwordHash: string;
  language: string;
  role: Role;
  shopIds: number[] | null;
}

/** Undefined when the email is taken. */
export async function addUser(
  tx: Tx,
  businessId: number,
  user: UserInput,
  now: Date,
): Promise<number | undefined> {
  const row = await tx.maybe<{ id: number }>(
    `INSERT INTO app_user (email, name, password_hash, language, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (email) DO NOTHING RETURNING id`,
    [user.email, user.name, user.passwordHash, user.language, now],
  );
  if (!row) return undefined;
  await tx.run(
    'INSERT INTO membership (user_id, business_id, role, shop_ids) VALUES ($1, $2, $3, $4)',
    [row.id, businessId, user.role, user.shopIds],
  );
  return row.id;
}

export async function changeOwnDetails(
  tx: Tx,
  id: number,
  change: { name?: string; language?: string },
): Promise<void> {
  await tx.run(
    'UPDATE app_user SET name = coalesce($2, name), language = coalesce($3, language) WHERE id = $1',
    [id, change.name ?? null, change.language ?? null],
  );
}

export async function changePassword(tx: Tx, id: number, passwordHash: string): Promise<void> {
  await tx.run('UPDATE app_user SET password_hash = $2 WHERE id = $1', [id, passwordHash]);
}

export async function changeMembership(
  tx: Tx,
  businessId: number,
  id: number,
  { role, shopIds }: { role: Role; shopIds: number[] | null },
): Promise<void> {
  await tx.run(
    'UPDATE membership SET role = $3, shop_ids = $4 WHERE business_id = $1 AND user_id = $2',
    [businessId, id, role, shopIds],
  );
}

/** Disabled rather than deleted: their name stays beside what they did. */
export async function setDisabled(tx: Tx, id: number, at: Date | null): Promise<void> {
  await tx.run('UPDATE app_user SET disabled_at = $2 WHERE id = $1', [id, at]);
}

/** Owners besides this one. The rows are locked, so that two owners cannot demote each other at once. */
export async function otherOwners(tx: Tx, businessId: number, id: number): Promise<number> {
  const owners = await tx.query<{ id: number }>(
    `SELECT m.user_id AS id FROM membership m JOIN app_user u ON u.id = m.user_id
      WHERE m.business_id = $1 AND m.role = 'owner' AND u.disabled_at IS NULL ORDER BY m.user_id FOR UPDATE OF m`,
    [businessId],
  );
  return owners.filter((owner) => owner.id !== id).length;
}
