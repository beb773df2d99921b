/**
 * What the gate reads of a batch of persons ($1), each fact in one statement over the whole batch; the
 * persons are locked before. $2 is the moment of the decision.
 */
export const PROFILES = `
  SELECT id, person_id AS person, phone, email, phone_masked IS NOT NULL AS masked, country, province, address IS NOT NULL AS has_address, shop_id AS shop
  FROM customer WHERE person_id = ANY($1) AND erased_at IS NULL ORDER BY person_id, (id = person_id) DESC, id`;

/** Of `t` and `c`, its profile: what a decision looks at. */
export const TOUCH_COLUMNS = `c.person_id AS person, t.id, t.key, t.source, t.customer_id AS anchor, t.class, t.topic, t.kind, t.state, t.by_user IS NOT NULL AS by_hand,
    t.valid_from, t.valid_until, t.value, t.cost, t.holdout, t.channel_id, coalesce(t.shop_id, c.shop_id) AS shop, t.template_id, t.template_number, t.planned_at, t.planned_day::text AS day`;

/** Open touches and what counts against caps, from one index scan; $2 is the first day that still matters. */
export const TOUCHES = `
  SELECT ${TOUCH_COLUMNS}
  FROM customer c JOIN touch t ON t.customer_id = c.id
  WHERE c.person_id = ANY($1)
    AND (t.state IN ('proposed', 'scheduled') OR (t.state IN ('sending', 'sent', 'unknown', 'held_out') AND t.planned_day >= $2::date))`;

export const CONSENTS = `
  SELECT DISTINCT ON (c.person_id, k.channel, k.purpose, k.address) c.person_id AS person, k.channel, k.purpose, k.state, k.address, k.source, k.occurred_at AS at
  FROM customer c JOIN consent k ON k.customer_id = c.id
  WHERE c.person_id = ANY($1) AND k.occurred_at <= $2
  ORDER BY c.person_id, k.channel, k.purpose, k.address, k.occurred_at DESC, k.id DESC`;

export const SUPPRESSED = `
  SELECT channel, address, reason, occurred_at AS at FROM suppression
  WHERE channel = ANY($3) AND address = ANY($1) AND lifted_at IS NULL AND occurred_at <= $2`;

export const COMPLAINTS = `
  SELECT DISTINCT ON (c.person_id) c.person_id AS person, v.id, v.said_at AS at
  FROM customer c JOIN conversation v ON v.customer_id = c.id
  WHERE c.person_id = ANY($1) AND v.kind = 'complaint' AND v.said_at <= $2 AND (v.resolved_at IS NULL OR v.resolved_at > $2)
  ORDER BY c.person_id, v.said_at, v.id`;

/** One order is enough: with a join over all of them this took a sixth of the gate's time. */
export const BUYERS = `
  SELECT c.person_id AS person FROM customer c
  WHERE c.person_id = ANY($1) AND EXISTS (
    SELECT FROM orders o WHERE o.customer_id = c.id AND o.kind = 'order' AND o.purchased_at <= $2)`;

export const FEWER = `
  SELECT DISTINCT ON (c.person_id) c.person_id AS person, p.value
  FROM customer c JOIN preference p ON p.customer_id = c.id
  WHERE c.person_id = ANY($1) AND p.key = 'fewer' AND p.occurred_at <= $2
  ORDER BY c.person_id, p.occurred_at DESC, p.id DESC`;
