import { hashSecret, newSecret } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { Role } from './schema.ts';

/** Known by sight, so that a leaked one is found by whoever scans for secrets. */
export const TOKEN_PREFIX = 'rgl_';

export interface TokenUser {
  id: number;
  name: string;
  role: Role;
  lastUsedAt: Date | null;
}

export interface TokenRow extends TokenUser {
  createdByName: string | null;
  createdAt: Date;
}

/** Gives the token once; only its hash is kept. */
export async function addToken(
  tx: Tx,
  businessId: number,
  { name, role, createdBy }: { name: string; role: Role; createdBy: number | null },
  now: Date,
): Promise<{ id: number; token: string }> {
  const token = newSecret(TOKEN_PREFIX);
  const { id } = await tx.one<{ id: number }>(
    `INSERT INTO api_token (business_id, name, token_hash, role, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [businessId, name, hashSecret(token), role, createdBy, now],
  );
  return { id, token };
}

export function listTokens(tx: Tx, businessId: number): Promise<TokenRow[]> {
  return tx.query<TokenRow>(
    `SELECT t.id, t.name, t.role, u.name AS "createdByName", t.created_at AS "createdAt", t.last_used_at AS "lastUsedAt"
       FROM api_token t LEFT JOIN app_user u ON u.id = t.created_by
      WHERE t.business_id = $1 AND t.revoked_at IS NULL ORDER BY t.id DESC`,
    [businessId],
  );
}

export async function findToken(
  db: Pick<Tx, 'query'>,
  businessId: number,
  token: string,
): Promise<TokenUser | undefined> {
  const rows = await db.query<TokenUser>(
    `SELECT id, name, role, last_used_at AS "lastUsedAt" FROM api_token
      WHERE business_id = $1 AND token_hash = $2 AND revoked_at IS NULL`,
    [businessId, hashSecret(token)],
  );
  return rows[0];
}

export async function markUsed(db: Pick<Tx, 'query'>, id: number, now: Date): Promise<void> {
  await db.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [id, now]);
}

export async function revokeToken(
  tx: Tx,
  businessId: number,
  id: number,
  now: Date,
): Promise<boolean> {
  const sql =
    'UPDATE api_token SET revoked_at = $3 WHERE business_id = $1 AND id = $2 AND revoked_at IS NULL';
  return (await tx.run(sql, [businessId, id, now])) === 1;
}
