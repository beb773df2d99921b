import type { Problem } from '../../kernel/index.ts';
import type { TouchState } from './schema.ts';

export interface TouchStep {
  rule: string;
  ok: boolean;
  code: string;
  params?: Record<string, string | number | null>;
}

/** A touch as people look at it. */
export interface TouchRow {
  id: number;
  key: string;
  customer: number;
  person: number;
  name: string | null;
  source: string;
  class: 'service' | 'care' | 'promotion';
  kind: string;
  template_id: number | null;
  template_name: string | null;
  subject: string | null;
  /** How its text begins. */
  excerpt: string | null;
  state: TouchState;
  /** It lies ready for a person to carry. */
  waiting: boolean;
  reason: string | null;
  /** The word of the rule that decided. */
  last_step: TouchStep | null;
  /** The latest rule that put it off, if one did. */
  moved: TouchStep | null;
  why: Problem;
  problem: Problem | null;
  proposed_at: Date;
  valid_from: Date;
  valid_until: Date;
  planned_at: Date | null;
  zone: string | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  opened_at: Date | null;
  clicked_at: Date | null;
  replied_at: Date | null;
  bounced_at: Date | null;
  complained_at: Date | null;
  attempts: number;
  cost: number;
  value: number;
}

/** `t`, `c` (its profile), `b` (its body) and `m` (its template). */
export const ROW = `t.id, t.key, t.customer_id AS customer, c.person_id AS person, coalesce(c.name, c.nick) AS name, t.source, t.class, t.kind,
  t.template_id, m.name AS template_name, coalesce(b.subject, t.content->>'subject') AS subject,
  left(regexp_replace(coalesce(b.body, t.content->>'body'), '\\s+', ' ', 'g'), 80) AS excerpt, t.state, (t.state = 'sending' AND t.lease_until IS NULL) AS waiting,
  t.reason, t.decision->-1 AS last_step, jsonb_path_query_array(t.decision, '$[*] ? (@.code like_regex "_moved$")')->-1 AS moved, t.why, t.problem, t.proposed_at, t.valid_from, t.valid_until, t.planned_at, t.zone, t.sent_at, t.delivered_at, t.opened_at, t.clicked_at,
  t.replied_at, t.bounced_at, t.complained_at, t.attempts, t.cost, t.value`;

export const FROM = `touch t JOIN customer c ON c.id = t.customer_id LEFT JOIN touch_body b ON b.touch_id = t.id
  LEFT JOIN template m ON m.id = t.template_id`;
