import type { Tx } from '../../platform/postgres/index.ts';

/** A value that more profiles share than this belongs to a household, an office or a fake: it says nothing. */
const SHARED_BY_MANY = 5;

/**
 * Pairs of a new profile and the oldest other profile with the same full value. One anchor a value, so
 * a value shared by n profiles gives n-1 pairs, never n².
 */
const samePair = (kind: 'email' | 'phone'): string => `
  SELECT n.customer_id AS profile, anchor.customer_id AS anchor, '${kind}' AS kind
  FROM incoming_buyer n
  JOIN customer_identity mine ON mine.customer_id = n.customer_id AND mine.kind = '${kind}'
  CROSS JOIN LATERAL (
    SELECT min(ci.customer_id) AS customer_id, count(*) AS profiles
    FROM customer_identity ci WHERE ci.value = mine.value AND ci.kind = '${kind}') anchor
  WHERE NOT n.erased AND anchor.customer_id < n.customer_id AND anchor.profiles <= ${SHARED_BY_MANY}`;

/** Receiver's phone and full name agree; each alone is shared by families and assistants. */
const sameReceiver = `
  SELECT n.customer_id AS profile, anchor.customer_id AS anchor, 'receiver' AS kind, anchor.same_name
  FROM incoming_buyer n
  JOIN customer_identity mine ON mine.customer_id = n.customer_id AND mine.kind = 'receiver_phone'
  CROSS JOIN LATERAL (
    SELECT ci.customer_id, a.key_scope <> n.scope AND EXISTS (SELECT FROM customer_identity x
        JOIN customer_identity y ON y.kind = 'receiver_name' AND y.value = x.value AND y.customer_id = n.customer_id
        WHERE x.kind = 'receiver_name' AND x.customer_id = ci.customer_id) AS same_name
    FROM customer_identity ci JOIN customer a ON a.id = ci.customer_id
    WHERE ci.value = mine.value AND ci.kind IN ('receiver_phone', 'phone') AND ci.customer_id < n.customer_id
      AND (SELECT count(DISTINCT z.customer_id) FROM customer_identity z
           WHERE z.value = mine.value AND z.kind IN ('receiver_phone', 'phone')) <= ${SHARED_BY_MANY}
    ORDER BY same_name DESC, ci.customer_id LIMIT 1) anchor
  WHERE NOT n.erased`;

/** Nobody has two ids in one platform by our doing: such pairs stay suggestions. */
const CLASH = `EXISTS (
  SELECT FROM customer a JOIN customer b ON b.key_scope = a.key_scope AND b.key_kind IN ('platform_id', 'nick')
  WHERE a.person_id = p.person AND b.person_id = p.own_person AND a.key_kind IN ('platform_id', 'nick'))`;

/**
 * Attaches new profiles that stand alone to the person of their anchor. Of several that come from one
 * scope for one person only the first goes; the check against what is there already is CLASH.
 */
const attach = (pairs: string, certain: string, reason: string): string => `
  WITH pair AS (
    SELECT DISTINCT ON (q.profile) q.profile, q.anchor, n.key_scope, n.key_kind, n.person_id AS own_person, a.person_id AS person
    FROM (${pairs}) q JOIN customer n ON n.id = q.profile JOIN customer a ON a.id = q.anchor
    WHERE ${certain} AND n.person_id <> a.person_id AND a.erased_at IS NULL ORDER BY q.profile, q.anchor
  ), chosen AS (
    SELECT p.*, row_number() OVER (PARTITION BY p.person, p.key_scope, p.key_kind IN ('platform_id', 'nick') ORDER BY p.profile) AS turn
    FROM pair p JOIN incoming_buyer i ON i.customer_id = p.profile AND i.is_new
    WHERE p.own_person = p.profile AND NOT ${CLASH}
      AND NOT EXISTS (SELECT FROM customer f WHERE f.person_id = p.profile AND f.id <> p.profile)
      -- An anchor that is itself about to move would leave its follower behind.
      AND NOT EXISTS (SELECT FROM pair q WHERE q.profile = p.person)
  ), moved AS (
    UPDATE customer c SET person_id = chosen.person FROM chosen
    WHERE c.id = chosen.profile AND (chosen.turn = 1 OR chosen.key_kind NOT IN ('platform_id', 'nick'))
    RETURNING c.id, c.person_id)
  INSERT INTO person_link (customer_id, person_id, valid_from, reason, batch_id)
  SELECT moved.id, moved.person_id, b.at, '${reason}', b.id FROM moved CROSS JOIN incoming_batch b`;

/** Whatever agrees but was not attached. */
const suggest = (pairs: string, reason: string): string => `
  INSERT INTO merge_suggestion (customer_a, customer_b, reason, batch_id, known_at)
  SELECT DISTINCT least(q.profile, q.anchor), greatest(q.profile, q.anchor), '${reason}', b.id, b.at
  FROM (${pairs}) q CROSS JOIN incoming_batch b JOIN customer n ON n.id = q.profile JOIN customer a ON a.id = q.anchor
  WHERE n.person_id <> a.person_id AND n.erased_at IS NULL AND a.erased_at IS NULL
  ON CONFLICT DO NOTHING`;

/** Same masked phone, name and district; patterns shared by many are noise. */
const sameMask = `
  SELECT n.customer_id AS profile, anchor.id AS anchor
  FROM incoming_buyer n CROSS JOIN LATERAL (
    SELECT min(c.id) AS id FROM customer c
    WHERE lower(c.name) = lower(n.name) AND c.phone_masked = n.phone_masked AND c.district = n.district
    HAVING count(*) BETWEEN 2 AND ${SHARED_BY_MANY}) anchor
  WHERE n.is_new AND anchor.id <> n.customer_id`;

/** An order of an unknown buyer whose masked phone, name and district fit up to three customers. */
const SUGGEST_TIES = `
  INSERT INTO tie_suggestion (order_id, customer_id, evidence, batch_id, known_at)
  SELECT o.id, c.id, '{"same": ["phone_masked", "name", "district"]}', b.id, b.at
  FROM incoming_batch b CROSS JOIN incoming_order o CROSS JOIN LATERAL (
    SELECT array_agg(c.id) AS ids FROM customer c
    WHERE lower(c.name) = lower(o.name) AND c.phone_masked = o.phone_masked AND c.district = o.ship_district AND c.erased_at IS NULL
    HAVING count(*) BETWEEN 1 AND 3) fits CROSS JOIN LATERAL unnest(fits.ids) c (id)
  WHERE o.customer_id IS NULL AND o.phone_masked IS NOT NULL AND o.name IS NOT NULL
  ON CONFLICT DO NOTHING`;

const certainReceiver = 'q.same_name';

/** Email first: where email and phone point to different persons, email wins and the phone only suggests. */
export async function attachProfiles(tx: Tx): Promise<void> {
  for (const kind of ['email', 'phone'] as const) {
    await tx.run(attach(samePair(kind), 'true', `same_${kind}`));
    await tx.run(suggest(samePair(kind), `same_${kind}`));
  }
  await tx.run(attach(sameReceiver, certainReceiver, 'same_receiver'));
  await tx.run(suggest(sameReceiver, 'same_receiver_phone'));
  await tx.run(suggest(sameMask, 'same_masked_pattern'));
}

export async function suggestTies(tx: Tx): Promise<void> {
  await tx.run(SUGGEST_TIES);
}
