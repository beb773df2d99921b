import { dayText } from '../../kernel/zones/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { OpenRow } from './facts.ts';
import { PLAIN, type Step, type Verdict } from './types.ts';

const RECORD = `
  UPDATE touch t SET state = v.state, reason = v.reason, decision = v.decision, planned_at = v.planned_at, planned_day = v.day, zone = v.zone,
    policy_number = $7, decided_at = $8
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::jsonb[], $5::timestamptz[], $6::date[], $9::text[])
    AS v (id, state, reason, decision, planned_at, day, zone)
  WHERE t.id = v.id AND t.state IN ('proposed', 'scheduled')`;

/**
 * A scheduled touch that stays where it was, or is due and goes now, needs no new row: most are decided a
 * second time without news.
 */
function isNews(verdict: Verdict, row: OpenRow | undefined, now: number): boolean {
  if (row?.state !== 'scheduled' || verdict.state !== 'scheduled') return true;
  const planned = row.planned_at?.getTime() ?? 0;
  const goesNow = verdict.plannedAt === now && planned <= now;
  return !(goesNow || verdict.plannedAt === planned) || dayText(verdict.day) !== row.day;
}

/**
 * Only what is worth a word is kept; a reader fills in the rest (`fullSteps`). Whole decisions are twelve times
 * as long, and writing them took more than half of the gate's time.
 */
const kept = (steps: Step[]): Step[] =>
  steps.filter((step) => !step.ok || step.rule === 'consent' || step.code !== PLAIN[step.rule]);

/** Writes what was decided, with every rule's word, in one statement. */
export async function recordVerdicts(
  tx: Tx,
  verdicts: Verdict[],
  rows: ReadonlyMap<number, OpenRow>,
  policyNumber: number,
  now: Date,
): Promise<void> {
  const news = verdicts.filter((verdict) => isNews(verdict, rows.get(verdict.id), now.getTime()));
  if (news.length === 0) return;
  await tx.run(RECORD, [
    news.map(({ id }) => id),
    news.map(({ state }) => state),
    news.map(({ reason }) => reason),
    news.map(({ steps }) => JSON.stringify(kept(steps))),
    news.map(({ plannedAt }) => plannedAt && new Date(plannedAt)),
    news.map(({ day }) => (day === null ? null : dayText(day))),
    policyNumber,
    now,
    news.map(({ zone }) => zone),
  ]);
}
