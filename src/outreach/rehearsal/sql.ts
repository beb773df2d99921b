import { TOUCH_COLUMNS } from '../gate/index.ts';

/**
 * Proposed in the window ($1 to $2), or still open as it began. Whatever was decided in the window was open.
 */
const INSIDE = `(t.proposed_at <= $2 AND (t.proposed_at >= $1 OR coalesce(t.planned_at >= $1, false) OR coalesce(t.decided_at >= $1, false)))`;
const RESERVED = `t.state IN ('sending', 'sent', 'unknown', 'held_out') AND t.proposed_at < $1 AND NOT ${INSIDE}`;

export const PERSONS = `
  SELECT DISTINCT c.person_id AS person FROM touch t JOIN customer c ON c.id = t.customer_id WHERE ${INSIDE} ORDER BY 1`;

/** The window's touches of some persons ($3), and what was out before it and may count against a cap ($4: since). */
export const TOUCHES = `
  SELECT ${TOUCH_COLUMNS}, t.proposed_at, t.decided_at, t.decision->-1 AS last_step, c.shop_id AS home_shop, ${INSIDE} AS inside
  FROM customer c JOIN touch t ON t.customer_id = c.id
  WHERE c.person_id = ANY($3) AND (${INSIDE} OR (${RESERVED} AND t.planned_day >= $4::date))`;

/** What was spent before the window, by touches that it does not replay. */
export const FUNDS = `
  SELECT b.id, b.source, b.from_day::text AS from_day, b.to_day::text AS to_day, b.amount,
    (SELECT coalesce(sum(t.cost), 0)::bigint FROM touch t WHERE (b.source = '*' OR t.source = b.source) AND t.planned_day BETWEEN b.from_day AND b.to_day
      AND t.cost > 0 AND ${RESERVED}) AS spent
  FROM outreach_budget b ORDER BY b.id`;

/** A word counts from when it was said, but not before we knew of it. */
const SINCE = 'greatest(k.occurred_at, k.known_at)';

export const CONSENTS = `
  SELECT c.person_id AS person, k.channel, k.purpose, k.state, k.address, k.source, k.occurred_at AS at, ${SINCE} AS since
  FROM customer c JOIN consent k ON k.customer_id = c.id WHERE c.person_id = ANY($1) ORDER BY k.occurred_at, k.id`;

export const SUPPRESSED = `
  SELECT k.channel, k.address, k.reason, k.occurred_at AS at, ${SINCE} AS since, k.lifted_at AS until
  FROM suppression k WHERE k.address = ANY($1)`;

export const COMPLAINTS = `
  SELECT c.person_id AS person, k.id, k.said_at AS at, greatest(k.said_at, k.known_at) AS since, k.resolved_at AS until
  FROM customer c JOIN conversation k ON k.customer_id = c.id WHERE c.person_id = ANY($1) AND k.kind = 'complaint' ORDER BY k.said_at, k.id`;

export const BUYERS = `
  SELECT c.person_id AS person, min(greatest(o.purchased_at, o.known_at)) AS since FROM customer c JOIN orders o ON o.customer_id = c.id
  WHERE c.person_id = ANY($1) AND o.kind = 'order' AND o.purchased_at IS NOT NULL GROUP BY 1`;

export const WISHES = `
  SELECT c.person_id AS person, k.value, ${SINCE} AS since FROM customer c JOIN preference k ON k.customer_id = c.id
  WHERE c.person_id = ANY($1) AND k.key = 'fewer' ORDER BY k.occurred_at, k.id`;
