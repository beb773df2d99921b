import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Problem } from '../kernel/index.ts';
import type { Tx } from '../platform/postgres/index.ts';
import type { AppContext } from './context.ts';
import type { Actor } from './permissions.ts';

const KEPT_MS = 24 * 3_600_000;
/** A first request that never answered was cut off by a crash. */
const GIVEN_UP_MS = 10 * 60_000;

export interface Claim {
  actor: string;
  key: string;
}

interface Answer {
  status: number;
  body: string | null;
  headers: Record<string, string>;
}

interface Row {
  request_hash: string;
  status: number | null;
  body: string | null;
}

const actorKey = (actor: Actor): string =>
  actor.userId !== null
    ? `user:${actor.userId}`
    : actor.tokenId !== null
      ? `token:${actor.tokenId}`
      : 'local';

const CLAIM = `
  INSERT INTO idempotency_key (actor, key, request_hash, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (actor, key) DO UPDATE SET request_hash = $3, created_at = $4, status = NULL, body = NULL
   WHERE idempotency_key.created_at < $5 OR (idempotency_key.status IS NULL AND idempotency_key.created_at < $6)
  RETURNING actor`;

function answerFrom(row: Row): Answer {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'idempotency-replayed': 'true',
  };
  return { status: row.status ?? 200, body: row.body, headers };
}

function judge(row: Row | undefined, hash: string): { problem: Problem } | { answer: Answer } {
  if (row && row.request_hash !== hash) return { problem: { code: 'idempotency_mismatch' } };
  if (!row || row.status === null) return { problem: { code: 'idempotency_running' } };
  return { answer: answerFrom(row) };
}

/** Takes the key for this request; or what became of the first one that had it. */
export async function claimKey(
  ctx: AppContext,
  c: Context,
  actor: Actor | undefined,
  raw: string,
): Promise<Claim | { problem: Problem } | { answer: Answer } | undefined> {
  const key = c.req.header('idempotency-key');
  if (c.req.method !== 'POST' || key === undefined || !actor) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) return { problem: { code: 'idempotency_key_invalid' } };
  const now = ctx.now().getTime();
  const hash = createHash('sha256').update(raw).digest('hex');
  const claim = { actor: actorKey(actor), key };
  const times = [new Date(now), new Date(now - KEPT_MS), new Date(now - GIVEN_UP_MS)];
  const taken = await ctx.db.query(CLAIM, [claim.actor, key, hash, ...times]);
  if (taken.length > 0) return claim;
  const [row] = await ctx.db.query<Row>(
    'SELECT request_hash, status, body FROM idempotency_key WHERE actor = $1 AND key = $2',
    [claim.actor, key],
  );
  return judge(row, hash);
}

export async function keepAnswer(
  db: Pick<Tx, 'query'>,
  claim: Claim,
  status: number,
  value: unknown,
): Promise<void> {
  const body = value === undefined || value instanceof Response ? null : JSON.stringify(value);
  await db.query(
    'UPDATE idempotency_key SET status = $3, body = $4 WHERE actor = $1 AND key = $2',
    [claim.actor, claim.key, status, body],
  );
}

export async function dropKey(db: Pick<Tx, 'query'>, claim: Claim): Promise<void> {
  await db.query('DELETE FROM idempotency_key WHERE actor = $1 AND key = $2 AND status IS NULL', [
    claim.actor,
    claim.key,
  ]);
}

/** Once a start: old keys of actors who never came back. */
export async function forgetOldKeys(db: Pick<Tx, 'query'>, now: Date): Promise<void> {
  await db.query('DELETE FROM idempotency_key WHERE created_at < $1', [
    new Date(now.getTime() - KEPT_MS),
  ]);
}
