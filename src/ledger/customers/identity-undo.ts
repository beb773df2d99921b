import type { Tx } from '../../platform/postgres/index.ts';
import { attachProfiles } from './identity-attach.ts';
import { makeIncomingBuyers, PROFILE_COLUMNS, updateProfiles } from './identity.ts';

export interface CustomerTurn {
  turn: number;
  batch_id: number;
}

/** Profiles the batch made or spoke of, what later batches said of them, and what people changed by hand since. */
const gather = (batch: number): string => `
  CREATE TEMP TABLE undone_customer ON COMMIT DROP AS
  SELECT c.id, c.batch_id = ${batch} AS created, c.person_id, u.seq, u.before, to_jsonb(c) AS now_row
  FROM customer c LEFT JOIN import_undo u ON u.batch_id = ${batch} AND u.entity = 'customer' AND u.key = c.id
  WHERE c.erased_at IS NULL AND (c.batch_id = ${batch} OR u.key IS NOT NULL);
  CREATE TEMP TABLE later_customer ON COMMIT DROP AS
  SELECT v.batch_id, v.key, v.said, row_number() OVER (PARTITION BY v.key ORDER BY v.seq) AS turn
  FROM undone_customer q JOIN import_undo v ON v.key = q.id AND v.entity = 'customer' AND v.batch_id <> ${batch} AND (q.created OR v.seq > q.seq);
  CREATE TEMP TABLE by_hand ON COMMIT DROP AS
  SELECT q.id, jsonb_object_agg(k.field, q.now_row->k.field) AS fields
  FROM undone_customer q JOIN (
    SELECT CASE WHEN key ~ '@[0-9]+$' THEN substring(key from '@([0-9]+)$')::bigint ELSE c.customer_id END AS id, split_part(key, '@', 1) AS field
    FROM customer_change c, jsonb_object_keys(c.changes) key WHERE c.undone_at IS NULL AND c.batch_id IS NULL) k ON k.id = q.id
  WHERE k.field = ANY (ARRAY['${PROFILE_COLUMNS.join("','")}']) GROUP BY q.id`;

const profile = PROFILE_COLUMNS.map((name) => `r.${name}`).join(', ');

const reset = (batch: number): string => `
  DELETE FROM customer_identity WHERE batch_id = ${batch};
  DELETE FROM customer_identity i USING later_customer l WHERE i.customer_id = l.key AND i.batch_id = l.batch_id;
  UPDATE customer c SET (${PROFILE_COLUMNS.join(', ')}) = (SELECT ${profile} FROM jsonb_populate_record(NULL::customer, coalesce(q.before, '{}')) r)
  FROM undone_customer q WHERE q.id = c.id;
  UPDATE customer c SET batch_id = (SELECT l.batch_id FROM later_customer l WHERE l.key = c.id AND l.turn = 1)
  FROM undone_customer q WHERE q.id = c.id AND q.created;
  DELETE FROM merge_suggestion WHERE batch_id = ${batch} AND state = 'open';
  DELETE FROM import_undo u USING undone_customer q WHERE u.key = q.id AND u.entity = 'customer'
    AND (u.batch_id = ${batch} OR u.batch_id IN (SELECT l.batch_id FROM later_customer l WHERE l.key = q.id))`;

export async function resetCustomers(tx: Tx, batch: number): Promise<CustomerTurn[]> {
  await makeIncomingBuyers(tx);
  await tx.run(gather(batch));
  await tx.run(reset(batch));
  return tx.query<CustomerTurn>(
    'SELECT DISTINCT turn::int AS turn, batch_id FROM later_customer ORDER BY turn, batch_id',
  );
}

/** What a later batch said of these profiles, said again; incoming_batch names that batch. */
export async function replayCustomers(
  tx: Tx,
  { turn, batch_id: batch }: CustomerTurn,
): Promise<void> {
  await tx.run(`
    INSERT INTO incoming_buyer SELECT (jsonb_populate_record(NULL::incoming_buyer, l.said || jsonb_build_object('customer_id', l.key, 'is_new', false, 'changed', false))).*
    FROM later_customer l WHERE l.turn = ${turn} AND l.batch_id = ${batch}`);
  await updateProfiles(tx);
  await tx.run('TRUNCATE incoming_buyer');
}

const KEEP_EDITS = `
  UPDATE customer c SET (${PROFILE_COLUMNS.join(', ')}) = (SELECT ${profile} FROM jsonb_populate_record(c, h.fields) r)
  FROM by_hand h WHERE h.id = c.id`;

/** Links that a rule made since then may rest on words that are gone: those profiles stand alone and are looked at again. */
const LOOSEN = `
  CREATE TEMP TABLE loosened ON COMMIT DROP AS
  SELECT DISTINCT c.id, c.batch_id FROM customer c JOIN person_link k ON k.customer_id = c.id AND k.valid_to IS NULL AND k.batch_id IS NOT NULL
  WHERE c.person_id IN (SELECT person_id FROM undone_customer) AND c.person_id <> c.id AND k.person_id = c.person_id;
  DELETE FROM person_link k USING loosened l WHERE k.customer_id = l.id AND k.valid_to IS NULL AND k.batch_id IS NOT NULL;
  UPDATE customer c SET person_id = c.id FROM loosened l WHERE l.id = c.id`;

/** Made by the batch, and nothing that stays hangs on it. */
const REMOVE = `
  CREATE TEMP TABLE removed_customer ON COMMIT DROP AS
  SELECT q.id FROM undone_customer q JOIN customer c ON c.id = q.id WHERE q.created AND c.batch_id IS NULL
    AND NOT EXISTS (SELECT FROM orders x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM conversation x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM customer_tag x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM customer_attribute x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM occasion x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM consent x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM customer_change x WHERE x.customer_id = q.id)
    AND NOT EXISTS (SELECT FROM person_link x WHERE x.batch_id IS NULL AND q.id IN (x.customer_id, x.person_id));
  DELETE FROM customer_identity x USING removed_customer r WHERE x.customer_id = r.id;
  DELETE FROM merge_suggestion x USING removed_customer r WHERE r.id IN (x.customer_a, x.customer_b);
  DELETE FROM tie_suggestion x USING removed_customer r WHERE x.customer_id = r.id;
  DELETE FROM event x USING removed_customer r WHERE x.customer_id = r.id;
  UPDATE customer c SET person_id = n.id
  FROM (SELECT person_id, min(id) AS id FROM customer WHERE person_id IN (SELECT id FROM removed_customer)
          AND id NOT IN (SELECT id FROM removed_customer) GROUP BY person_id) n
  WHERE c.person_id = n.person_id AND c.id NOT IN (SELECT id FROM removed_customer);
  DELETE FROM customer x USING removed_customer r WHERE x.id = r.id`;

const LOOK_AGAIN = `
  INSERT INTO incoming_buyer (buyer, kind, scope, value, customer_id, is_new)
  SELECT c.id, c.key_kind, c.key_scope, c.key_value, c.id, true FROM loosened l JOIN customer c ON c.id = l.id`;

/** After orders and other facts are settled: edits by hand return, people are found anew, the unneeded go. */
export async function settleCustomers(tx: Tx): Promise<void> {
  for (const step of [KEEP_EDITS, LOOSEN, REMOVE, LOOK_AGAIN]) await tx.run(step);
  await attachProfiles(tx);
}
