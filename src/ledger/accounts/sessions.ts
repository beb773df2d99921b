import { hashSecret, newSecret } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { sessionExpiry } from './rules.ts';
import type { Role } from './schema.ts';

export interface SessionUser {
  sessionId: number;
  createdAt: Date;
  lastSeenAt: Date;
  userId: number;
  email: string;
  name: string;
  language: 'zh' | 'en';
  role: Role;
  shopIds: number[] | null;
}

/** Gives the cookie's value; only its hash is kept. */
export async function openSession(
  tx: Tx,
  userId: number,
  from: { userAgent: string; ip: string },
  now: Date,
): Promise<string> {
  const token = newSecret();
  await tx.run(
    `INSERT INTO session (user_id, token_hash, user_agent, ip, created_at, last_seen_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $5, $6)`,
    [
      userId,
      hashSecret(token),
      from.userAgent.slice(0, 300),
      from.ip,
      now,
      sessionExpiry(now, now),
    ],
  );
  return token;
}

/** One look-up a request: the session, its user and their role together. */
export async function findSession(
  db: Pick<Tx, 'query'>,
  businessId: number,
  token: string,
  now: Date,
): Promise<SessionUser | undefined> {
  const rows = await db.query<SessionUser>(
    `SELECT s.id AS "sessionId", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", u.id AS "userId",
            u.email, u.name, u.language, m.role, m.shop_ids AS "shopIds"
       FROM session s JOIN app_user u ON u.id = s.user_id JOIN membership m ON m.user_id = u.id AND m.business_id = $1
      WHERE s.token_hash = $2 AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.disabled_at IS NULL`,
    [businessId, hashSecret(token), now],
  );
  return rows[0];
}

export async function markSeen(
  db: Pick<Tx, 'query'>,
  session: SessionUser,
  now: Date,
): Promise<void> {
  const expires = sessionExpiry(session.createdAt, now);
  await db.query('UPDATE session SET last_seen_at = $2, expires_at = $3 WHERE id = $1', [
    session.sessionId,
    now,
    expires,
  ]);
}

export interface SessionRow {
  id: number;
  userId: number;
  userName: string;
  userAgent: string;
  ip: string;
  createdAt: Date;
  lastSeenAt: Date;
}

/** The sessions in which someone is signed in now; of one user, or of everybody. */
export function listSessions(
  tx: Tx,
  businessId: number,
  userId: number | undefined,
  now: Date,
): Promise<SessionRow[]> {
  return tx.query<SessionRow>(
    `SELECT s.id, s.user_id AS "userId", u.name AS "userName", s.user_agent AS "userAgent", s.ip,
            s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt"
       FROM session s JOIN app_user u ON u.id = s.user_id JOIN membership m ON m.user_id = u.id AND m.business_id = $1
      WHERE s.revoked_at IS NULL AND s.expires_at > $3 AND ($2::bigint IS NULL OR s.user_id = $2)
      ORDER BY s.last_seen_at DESC, s.id DESC`,
    [businessId, userId ?? null, now],
  );
}

/** False when there is no such living session (of that user, where one is named). */
export async function revokeSession(
  tx: Tx,
  id: number,
  userId: number | undefined,
  now: Date,
): Promise<boolean> {
  const touched = await tx.run(
    `UPDATE session SET revoked_at = $3 WHERE id = $1 AND revoked_at IS NULL AND ($2::bigint IS NULL OR user_id = $2)`,
    [id, userId ?? null, now],
  );
  return touched === 1;
}

/** After a new password, or when someone leaves. `except` is the session in which it was done. */
export async function revokeSessions(
  tx: Tx,
  userId: number,
  except: number | undefined,
  now: Date,
): Promise<void> {
  await tx.run(
    'UPDATE session SET revoked_at = $3 WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2::bigint',
    [userId, except ?? null, now],
  );
}
