import type { Tx } from '../../platform/postgres/index.ts';
import { decidePersons } from '../gate/index.ts';
import { policyInForce } from '../policy/index.ts';
import { lockPersons } from '../touches/index.ts';
import { CLAIMED, templateOf, type ClaimedRow } from './rows.ts';
import { LEASE_MS } from './rules.ts';
import type { ClaimedTouch, OpenChannel, Outreach, Rendered } from './types.ts';

const DUE = `
  SELECT t.id, c.person_id AS person FROM touch t JOIN customer c ON c.id = t.customer_id
  WHERE t.state = 'scheduled' AND t.planned_at <= $1 AND t.kind = $2 AND (t.channel_id = $3 OR (t.channel_id IS NULL AND $4))
  ORDER BY t.planned_at, t.id LIMIT $5`;

const CLAIM = `
  UPDATE touch t SET state = 'sending', worker = $2, lease_until = $3, attempts = t.attempts + 1
  FROM customer c WHERE c.id = t.customer_id AND t.id = ANY($1) AND t.state = 'scheduled' AND t.planned_at <= $4
  RETURNING ${CLAIMED}`;

const BODIES = `
  INSERT INTO touch_body (touch_id, address, language, subject, body, html, at)
  SELECT id, address, language, subject, body, html, $7 FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
    AS b (id, address, language, subject, body, html)
  ON CONFLICT (touch_id) DO UPDATE SET address = EXCLUDED.address, language = EXCLUDED.language, subject = EXCLUDED.subject,
    body = EXCLUDED.body, html = EXCLUDED.html, at = EXCLUDED.at`;

const CANNOT = `
  UPDATE touch t SET state = 'failed', reason = v.problem->>'code', problem = v.problem, worker = NULL, lease_until = NULL
  FROM unnest($1::bigint[], $2::jsonb[]) AS v (id, problem) WHERE t.id = v.id`;

type Row = ClaimedRow<Omit<ClaimedTouch, 'address'>>;

export interface Claimed {
  touch: ClaimedTouch;
  message: Extract<Rendered, { ok: true }>['value'];
}

async function keepBodies(tx: Tx, claimed: Claimed[], now: Date): Promise<void> {
  if (claimed.length === 0) return;
  const of = <T>(pick: (one: Claimed) => T): T[] => claimed.map(pick);
  await tx.run(BODIES, [
    of(({ touch }) => touch.id),
    of(({ message }) => message.to),
    of(({ message }) => message.language),
    of(({ message }) => message.subject),
    of(({ message }) => message.text),
    of(({ message }) => message.html),
    now,
  ]);
}

/**
 * Takes some due touches of a channel for this worker: looks at their persons once more with the gate's own
 * rules (they may have unsubscribed since), renders, and commits `sending` before anything leaves.
 */
export async function claimDue(
  tx: Tx,
  outreach: Outreach,
  channel: OpenChannel,
  most: number,
  now: Date,
): Promise<{ seen: number; claimed: Claimed[] }> {
  const due = await tx.query<{ id: number; person: number }>(DUE, [
    ...[now, channel.kind, channel.id, channel.isDefault, most],
  ]);
  const persons = await lockPersons(
    tx,
    due.map(({ person }) => person),
    true,
  );
  if (persons.length === 0) return { seen: 0, claimed: [] };
  const verdicts = await decidePersons(tx, persons, outreach.gate, await policyInForce(tx), now);
  const wanted = new Set(due.map(({ id }) => id));
  const going = verdicts.filter(
    ({ id, state, plannedAt }) =>
      wanted.has(id) && state === 'scheduled' && plannedAt <= now.getTime(),
  );
  const lease = new Date(now.getTime() + LEASE_MS);
  const rows = await tx.query<Row>(CLAIM, [going.map(({ id }) => id), outreach.worker, lease, now]);
  const addressOf = new Map(going.map(({ id, address }) => [id, address]));
  const touches = rows.map((row): ClaimedTouch => ({
    ...row,
    template: templateOf(row),
    address: addressOf.get(row.id) ?? null,
  }));
  const rendered = await outreach.render(tx, touches, channel, now);
  const claimed: Claimed[] = [];
  const cannot: { id: number; problem: string }[] = [];
  for (const touch of touches) {
    const result = rendered.get(touch.id);
    if (result?.ok) claimed.push({ touch, message: result.value });
    else
      cannot.push({
        id: touch.id,
        problem: JSON.stringify(result?.problem ?? { code: 'touch_not_rendered' }),
      });
  }
  await keepBodies(tx, claimed, now);
  if (cannot.length > 0)
    await tx.run(CANNOT, [cannot.map(({ id }) => id), cannot.map(({ problem }) => problem)]);
  return { seen: persons.length, claimed };
}
