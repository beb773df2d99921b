import type { Tx } from '../../platform/postgres/index.ts';

const TABLES = `
  CREATE TEMP TABLE incoming_consent (buyer bigint, email text, phone text, channel text, purpose text, state text,
    occurred_at timestamptz, proof jsonb, file_rows bigint, first_line bigint, customer_id bigint, outcome text) ON COMMIT DROP;
  CREATE TEMP TABLE incoming_suppression (channel text, address text, reason text, occurred_at timestamptz,
    file_rows bigint, first_line bigint, outcome text) ON COMMIT DROP`;

/** A consent without a buyer's key belongs to the oldest profile that can be reached there. */
const FIND = `
  UPDATE incoming_consent i SET customer_id = p.customer_id FROM incoming_buyer p WHERE p.buyer = i.buyer;
  UPDATE incoming_consent i SET customer_id = (SELECT min(ci.customer_id) FROM customer_identity ci
    WHERE (ci.kind, ci.value) IN (('email', i.email), ('phone', i.phone))) WHERE i.customer_id IS NULL;
  UPDATE incoming_consent SET outcome = CASE WHEN customer_id IS NULL THEN 'unknown_customer' ELSE 'unchanged' END`;

/** A series: only a state that differs from the one at that time is news. */
const CONSENTS = `
  INSERT INTO consent (customer_id, channel, purpose, state, address, source, proof, occurred_at, known_at, batch_id)
  SELECT i.customer_id, i.channel, i.purpose, i.state, i.address, 'import', i.proof, i.occurred_at, b.at, b.id
  FROM incoming_batch b CROSS JOIN (
    SELECT DISTINCT ON (c.customer_id, c.channel, purpose, occurred_at) c.customer_id, c.channel, coalesce(c.purpose, 'promotion') AS purpose, c.state,
      CASE WHEN c.channel = 'email' THEN c.email ELSE c.phone END AS address, coalesce(c.proof, '{}') AS proof,
      coalesce(c.occurred_at, (SELECT at FROM incoming_batch)) AS occurred_at, c.occurred_at IS NULL AS undated
    FROM incoming_consent c JOIN customer p ON p.id = c.customer_id WHERE p.erased_at IS NULL
    ORDER BY c.customer_id, c.channel, purpose, occurred_at, c.first_line DESC) i
  WHERE i.state IS DISTINCT FROM (SELECT c.state FROM consent c
    WHERE c.customer_id = i.customer_id AND c.channel = i.channel AND c.purpose = i.purpose AND c.occurred_at <= i.occurred_at
    ORDER BY c.occurred_at DESC, c.id DESC LIMIT 1)`;

const MARK = `
  UPDATE incoming_consent i SET outcome = 'accepted' FROM incoming_batch b, consent n
  WHERE n.batch_id = b.id AND n.customer_id = i.customer_id AND n.channel = i.channel AND n.state = i.state
    AND n.purpose = coalesce(i.purpose, 'promotion') AND n.occurred_at = coalesce(i.occurred_at, b.at)`;

const SUPPRESSIONS = `
  UPDATE incoming_suppression SET outcome = 'unchanged';
  INSERT INTO suppression (channel, address, reason, occurred_at, known_at, batch_id)
  SELECT i.channel, i.address, coalesce(i.reason, 'do_not_contact'), coalesce(i.occurred_at, b.at), b.at, b.id
  FROM incoming_suppression i CROSS JOIN incoming_batch b ON CONFLICT DO NOTHING;
  UPDATE incoming_suppression i SET outcome = 'accepted' FROM incoming_batch b, suppression n
  WHERE n.batch_id = b.id AND n.channel = i.channel AND n.address = i.address`;

export async function makeIncomingConsents(tx: Tx): Promise<void> {
  await tx.run(TABLES);
}

export async function writeConsents(tx: Tx): Promise<void> {
  for (const step of [FIND, CONSENTS, MARK, SUPPRESSIONS]) await tx.run(step);
}
