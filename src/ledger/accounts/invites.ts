import { fail, ok, type Result } from '../../kernel/index.ts';
import { hashSecret, newSecret } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { inviteExpiry } from './rules.ts';
import type { Role } from './schema.ts';

export interface Invite {
  id: number;
  role: Role;
  shopIds: number[] | null;
  email: string | null;
  createdByName: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

const SELECT = `
  SELECT i.id, i.role, i.shop_ids AS "shopIds", i.email, u.name AS "createdByName", i.created_at AS "createdAt",
         i.expires_at AS "expiresAt", i.used_at AS "usedAt", i.revoked_at AS "revokedAt"
    FROM invite i LEFT JOIN app_user u ON u.id = i.created_by WHERE i.business_id = $1`;

export interface InviteInput {
  role: Role;
  shopIds: number[] | null;
  email: string | null;
  createdBy: number | null;
}

/** Gives the link's secret once; only its hash is kept. */
export async function addInvite(
  tx: Tx,
  businessId: number,
  input: InviteInput,
  now: Date,
): Promise<{ id: number; token: string; expiresAt: Date }> {
  const token = newSecret();
  const expiresAt = inviteExpiry(now);
  const { id } = await tx.one<{ id: number }>(
    `INSERT INTO invite (business_id, token_hash, role, shop_ids, email, created_by, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      businessId,
      hashSecret(token),
      input.role,
      input.shopIds,
      input.email,
      input.createdBy,
      now,
      expiresAt,
    ],
  );
  return { id, token, expiresAt };
}

/** Those that can still be used. */
export function listInvites(tx: Tx, businessId: number, now: Date): Promise<Invite[]> {
  return tx.query<Invite>(
    `${SELECT} AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2 ORDER BY i.id DESC`,
    [businessId, now],
  );
}

/** Locked, so that one link makes one account however often it is clicked. */
export async function findInvite(
  tx: Tx,
  businessId: number,
  token: string,
  now: Date,
): Promise<Result<Invite>> {
  const invite = await tx.maybe<Invite>(`${SELECT} AND i.token_hash = $2 FOR UPDATE OF i`, [
    businessId,
    hashSecret(token),
  ]);
  if (!invite) return fail('not_found');
  if (invite.usedAt) return fail('invite_used');
  if (invite.revokedAt || invite.expiresAt <= now) return fail('invite_expired');
  return ok(invite);
}

export async function spendInvite(tx: Tx, id: number, userId: number, now: Date): Promise<void> {
  await tx.run('UPDATE invite SET used_at = $3, used_by = $2 WHERE id = $1', [id, userId, now]);
}

export async function revokeInvite(
  tx: Tx,
  businessId: number,
  id: number,
  now: Date,
): Promise<boolean> {
  const sql = `UPDATE invite SET revoked_at = $3
                WHERE business_id = $1 AND id = $2 AND used_at IS NULL AND revoked_at IS NULL`;
  return (await tx.run(sql, [businessId, id, now])) === 1;
}
