import type { Tx } from '../../platform/postgres/index.ts';
import { FROM, ROW, type TouchRow, type TouchStep } from './row.ts';

export interface TouchFully extends TouchRow {
  decision: TouchStep[] | null;
  policy_number: number | null;
  decided_at: Date | null;
  /** What somebody wrote by hand. */
  content: { subject: string | null; body: string } | null;
  body: {
    address: string | null;
    language: string;
    subject: string | null;
    text: string;
    html: string | null;
    at: Date;
  } | null;
  events: { type: string; at: Date; data: unknown }[];
}

const BODY =
  'SELECT address, language, subject, body AS text, html, at FROM touch_body WHERE touch_id = $1';
const EVENTS = `
  SELECT type, occurred_at AS at, data FROM event
  WHERE customer_id = $2 AND subject_id = $1 AND type LIKE 'touch.%' ORDER BY occurred_at, id`;

/** One touch with every rule's word, what the buyer saw, and what happened afterwards. */
export async function findTouch(tx: Tx, id: number): Promise<TouchFully | undefined> {
  const row = await tx.maybe<Omit<TouchFully, 'body' | 'events'>>(
    `SELECT ${ROW}, t.decision, t.policy_number, t.decided_at, t.content FROM ${FROM} WHERE t.id = $1`,
    [id],
  );
  if (!row) return undefined;
  const body = (await tx.maybe<NonNullable<TouchFully['body']>>(BODY, [id])) ?? null;
  const events = await tx.query<TouchFully['events'][0]>(EVENTS, [id, row.customer]);
  return { ...row, body, events };
}

/** Touches of one person by one source or all, newest first: what "why did they get this?" is answered from. */
export async function touchesOf(
  tx: Tx,
  profiles: number[],
  source: string | null,
): Promise<TouchFully[]> {
  const rows = await tx.query<Omit<TouchFully, 'body' | 'events'>>(
    `SELECT ${ROW}, t.decision, t.policy_number, t.decided_at, t.content FROM ${FROM}
     WHERE t.customer_id = ANY($1) AND ($2::text IS NULL OR t.source = $2) ORDER BY t.id DESC LIMIT 200`,
    [profiles, source],
  );
  return rows.map((row) => ({ ...row, body: null, events: [] }));
}
