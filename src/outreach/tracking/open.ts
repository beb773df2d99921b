import type { Tx } from '../../platform/postgres/index.ts';

const OPENED = `
  WITH opened AS (UPDATE touch SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL AND state IN ('sent', 'unknown', 'sending') RETURNING id, customer_id)
  INSERT INTO event (type, customer_id, subject_id, occurred_at, known_at) SELECT 'touch.opened', customer_id, id, $2, $2 FROM opened`;

/** The first time counts: mail programs load a picture as often as they show it. */
export const countOpen = (tx: Tx, touch: number, now: Date): Promise<number> =>
  tx.run(OPENED, [touch, now]);
