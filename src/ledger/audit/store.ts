import type { Tx } from '../../platform/postgres/index.ts';
import type { AuditAction } from './schema.ts';

export interface AuditEntry {
  action: AuditAction;
  userId?: number | null;
  tokenId?: number | null;
  /** Public id of what it was done to, where there is one. */
  object?: string;
  /** Codes and counts, never personal data: the audit outlives an erasure. */
  details?: Record<string, string | number | boolean | null | string[]>;
}

/** In the transaction of the change itself: no change without its line, no line without its change. */
export async function writeAudit(
  tx: Pick<Tx, 'query'>,
  entry: AuditEntry,
  now: Date,
): Promise<void> {
  await tx.query(
    'INSERT INTO audit (at, user_id, token_id, action, object, details) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      now,
      entry.userId ?? null,
      entry.tokenId ?? null,
      entry.action,
      entry.object ?? null,
      JSON.stringify(entry.details ?? {}),
    ],
  );
}

export interface AuditRow {
  id: number;
  at: Date;
  userName: string | null;
  tokenName: string | null;
  byCommandLine: boolean;
  action: AuditAction;
  object: string | null;
  details: Record<string, unknown>;
}

export interface AuditQuery {
  before?: { at: Date; id: number };
  action?: string;
  userId?: number;
  limit: number;
}

/** Newest first, a page at a time. */
export function listAudit(tx: Tx, query: AuditQuery): Promise<AuditRow[]> {
  return tx.query<AuditRow>(
    `SELECT a.id, a.at, u.name AS "userName", t.name AS "tokenName", a.user_id IS NULL AND a.token_id IS NULL AS "byCommandLine",
            a.action, a.object, a.details
       FROM audit a LEFT JOIN app_user u ON u.id = a.user_id LEFT JOIN api_token t ON t.id = a.token_id
      WHERE ($1::timestamptz IS NULL OR (a.at, a.id) < ($1, $2))
        AND ($3::text IS NULL OR a.action = $3) AND ($4::bigint IS NULL OR a.user_id = $4)
      ORDER BY a.at DESC, a.id DESC LIMIT $5`,
    [
      query.before?.at ?? null,
      query.before?.id ?? null,
      query.action ?? null,
      query.userId ?? null,
      query.limit,
    ],
  );
}
