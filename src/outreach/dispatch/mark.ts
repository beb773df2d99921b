import type { Problem } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { MOST_FAILURES, type Mark } from './rules.ts';
import type { OpenChannel } from './types.ts';

/** Only what is still ours: a lease that was taken over is somebody else's to mark. */
const MARK = `
  WITH marked AS (
    UPDATE touch t SET state = v.state, provider_id = coalesce(v.provider_id, t.provider_id), problem = v.problem,
      reason = CASE WHEN v.state IN ('failed', 'unknown') THEN v.problem->>'code' ELSE t.reason END,
      sent_at = CASE WHEN v.state = 'sent' THEN $7 ELSE t.sent_at END,
      planned_at = coalesce(v.not_before, t.planned_at), attempts = t.attempts - v.refund::int, worker = NULL, lease_until = v.ask_at, handed_at = CASE WHEN v.state = 'scheduled' THEN NULL ELSE t.handed_at END
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::boolean[], $9::timestamptz[]) AS v (id, state, provider_id, problem, not_before, refund, ask_at)
    WHERE t.id = v.id AND t.state = 'sending' AND t.worker = $8
    RETURNING t.id, t.customer_id, t.state)
  INSERT INTO event (type, customer_id, subject_id, occurred_at, known_at)
  SELECT 'touch.' || state, customer_id, id, $7, $7 FROM marked WHERE state IN ('sent', 'failed', 'unknown') RETURNING subject_id`;

export async function writeMarks(tx: Tx, marks: Mark[], worker: string, now: Date): Promise<void> {
  if (marks.length === 0) return;
  const of = <T>(pick: (mark: Mark) => T): T[] => marks.map(pick);
  await tx.run(MARK, [
    of(({ id }) => id),
    of(({ state }) => state),
    of(({ providerId }) => providerId),
    of(({ problem }) => problem && JSON.stringify(problem)),
    of(({ notBefore }) => notBefore),
    of(({ refund }) => refund),
    now,
    worker,
    of(({ askAt }) => askAt),
  ]);
}

const HAND = `
  UPDATE touch SET handed_at = $2 WHERE id = ANY($1) AND state = 'sending' AND worker = $3 RETURNING id`;

/** Committed before the vendor hears of them; gives those that are still ours. */
export async function handOver(
  tx: Tx,
  ids: number[],
  worker: string,
  now: Date,
): Promise<Set<number>> {
  const rows = await tx.query<{ id: number }>(HAND, [ids, now, worker]);
  return new Set(rows.map(({ id }) => id));
}

export interface Health {
  sent: number;
  /** Retries and unknowns. */
  ill: number;
  pause: Problem | null;
  last: Problem | null;
  /** What the vendor asked us to wait. */
  waitSeconds: number;
}

/** How a channel fared with some messages: what pauses it, and what it may try again. */
export async function noteHealth(
  tx: Tx,
  channel: OpenChannel,
  health: Health,
  now: Date,
): Promise<boolean> {
  if (channel.id === null) return health.pause !== null || health.waitSeconds > 0;
  const { paused } = await tx.one<{ paused: boolean }>(
    `UPDATE channel SET failures = CASE WHEN $2 > 0 THEN 0 ELSE failures + $3 END,
       paused_at = CASE WHEN paused_at IS NULL AND ($4::jsonb IS NOT NULL OR ($2 = 0 AND failures + $3 >= $5)) THEN $6 ELSE paused_at END,
       retry_at = CASE WHEN $8 > 0 THEN $6::timestamptz + $8 * interval '1 second' ELSE retry_at END,
       pause_reason = CASE WHEN paused_at IS NULL AND ($4::jsonb IS NOT NULL OR ($2 = 0 AND failures + $3 >= $5)) THEN coalesce($4::jsonb, $7::jsonb) ELSE pause_reason END
     WHERE id = $1 RETURNING paused_at IS NOT NULL OR coalesce(retry_at > $6, false) AS paused`,
    [
      ...[channel.id, health.sent, health.ill, health.pause && JSON.stringify(health.pause)],
      ...[MOST_FAILURES, now, health.last && JSON.stringify(health.last), health.waitSeconds],
    ],
  );
  return paused;
}
