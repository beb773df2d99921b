import type { Tx } from '../../platform/postgres/index.ts';

const CLICKED = `
  WITH clicked AS (UPDATE touch SET clicked_at = coalesce(clicked_at, $2) WHERE id = $1 AND state IN ('sent', 'unknown', 'sending') RETURNING id, customer_id)
  INSERT INTO event (type, customer_id, subject_id, data, occurred_at, known_at)
  SELECT 'touch.clicked', customer_id, id, jsonb_build_object('target', $3::bigint), $2, $2 FROM clicked`;

/** Notes the click and says where it leads; undefined for a target that was never ours. */
export async function follow(
  tx: Tx,
  { touch, target }: { touch: number; target: number },
  now: Date,
): Promise<string | undefined> {
  const found = await tx.maybe<{ url: string }>('SELECT url FROM link_target WHERE id = $1', [
    target,
  ]);
  if (!found) return undefined;
  await tx.run(CLICKED, [touch, now, target]);
  return found.url;
}
