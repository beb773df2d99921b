import type { Tx } from '../../platform/postgres/index.ts';
import { lockPersons, personsOf } from './lock.ts';
import { Proposal } from './schema.ts';

/** As rows: what jsonb_to_recordset reads. */
const toRow = (wish: Proposal) => {
  const { customer, template, channel, shop, validFrom, validUntil, byUser, ...rest } =
    Proposal.parse(wish);
  return {
    ...rest,
    customer_id: customer,
    channel_id: channel,
    shop_id: shop,
    template_id: template?.id ?? null,
    template_number: template?.number ?? null,
    valid_from: validFrom,
    valid_until: validUntil,
    by_user: byUser,
  };
};

const COLUMNS = `customer_id, source, occurrence, class, kind, channel_id, shop_id, template_id, template_number,
  content, params, why, valid_from, valid_until, value, cost, holdout, by_user`;

/** Its topic is its template's, unless it brings another. One person has one touch of a source and occurrence, under whichever of their profiles it was proposed. */
const PROPOSE = `
  WITH wish AS (
    SELECT DISTINCT ON (c.person_id, w.source, w.occurrence) w.*, c.person_id
    FROM jsonb_to_recordset($1) AS w (customer_id bigint, source text, occurrence text, class text, topic text, kind text,
      channel_id bigint, shop_id bigint, template_id bigint, template_number integer, content jsonb, params jsonb, why jsonb,
      valid_from timestamptz, valid_until timestamptz, value bigint, cost bigint, holdout real, by_user bigint)
    JOIN customer c ON c.id = w.customer_id AND c.erased_at IS NULL
    ORDER BY c.person_id, w.source, w.occurrence, w.customer_id)
  INSERT INTO touch (${COLUMNS}, topic, proposed_at)
  SELECT ${COLUMNS}, coalesce(w.topic, (SELECT m.topic FROM template m WHERE m.id = w.template_id)), $2 FROM wish w
  WHERE NOT EXISTS (SELECT FROM customer c JOIN touch t ON t.customer_id = c.id
    WHERE c.person_id = w.person_id AND t.source = w.source AND t.occurrence = w.occurrence)
  ON CONFLICT (key) DO NOTHING RETURNING id`;

/**
 * Puts wishes on the road; the gate decides. Proposed twice, by whichever worker and through whichever
 * merge, a touch is one row. Gives the ids of the new ones.
 */
export async function propose(tx: Tx, wishes: Proposal[], now: Date): Promise<number[]> {
  if (wishes.length === 0) return [];
  // Under the lock, so that a merge or another proposer cannot slip a second one between look and write.
  await lockPersons(
    tx,
    await personsOf(
      tx,
      wishes.map((wish) => wish.customer),
    ),
  );
  const rows = await tx.query<{ id: number }>(PROPOSE, [JSON.stringify(wishes.map(toRow)), now]);
  return rows.map((row) => row.id);
}
