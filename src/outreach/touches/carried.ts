import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { lockPersons, personsOf } from './lock.ts';

/** A message that lies ready for a person, and how a platform knows whom it is for. */
export interface Carried {
  id: number;
  kind: string;
  shop: string | null;
  name: string | null;
  nick: string | null;
  /** As the platform shows it where it hides the rest. */
  phone: string | null;
  order_number: string | null;
  language: string;
  subject: string | null;
  text: string;
  /** Later than this it should not go out any more. */
  valid_until: Date;
}

export const WAITS = `t.state = 'sending' AND t.lease_until IS NULL`;

/** The profile of the shop that writes, as only there the nick means somebody. */
const LIST = `
  SELECT t.id, t.kind, s.name AS shop, coalesce(p.name, c.name) AS name, p.nick, coalesce(p.phone, p.phone_masked) AS phone,
    (SELECT o.number FROM orders o WHERE o.customer_id = p.id AND o.kind = 'order' ORDER BY o.placed_at DESC, o.id DESC LIMIT 1) AS order_number,
    b.language, b.subject, b.body AS text, t.valid_until
  FROM touch t JOIN customer c ON c.id = t.customer_id JOIN touch_body b ON b.touch_id = t.id
  LEFT JOIN shop s ON s.id = coalesce(t.shop_id, c.shop_id)
  JOIN LATERAL (
    SELECT x.* FROM customer x WHERE x.person_id = c.person_id AND x.erased_at IS NULL AND ($2::bigint[] IS NULL OR x.shop_id = ANY($2))
    ORDER BY coalesce(x.shop_id = s.id, false) DESC, x.id = c.id DESC, x.id LIMIT 1) p ON true
  WHERE ${WAITS} AND t.id = ANY($1)
  ORDER BY s.name NULLS LAST, t.id`;

/** Those of these that lie ready, by shop and age, with the profiles of these shops only. */
export const readCarried = (
  tx: Pick<Tx, 'query'>,
  ids: number[],
  shopIds: number[] | null,
): Promise<Carried[]> => tx.query<Carried>(LIST, [ids, shopIds]);

/** Whether all of these are for customers of these shops. */
export async function areOfShops(tx: Tx, ids: number[], shopIds: number[]): Promise<boolean> {
  const row = await tx.maybe<{ n: number }>(
    'SELECT count(*)::int AS n FROM touch t JOIN customer c ON c.id = t.customer_id WHERE t.id = ANY($1) AND c.shop_id = ANY($2)',
    [ids, shopIds],
  );
  return row?.n === ids.length;
}

/** Under their persons' locks; the first that is not as it must be, if one is not. */
async function firstOther(
  tx: Tx,
  ids: number[],
  fitting: string,
  values: unknown[],
): Promise<number | undefined> {
  const found = await tx.query<{ customer_id: number }>(
    'SELECT DISTINCT customer_id FROM touch WHERE id = ANY($1)',
    [ids],
  );
  await lockPersons(
    tx,
    await personsOf(
      tx,
      found.map((row) => row.customer_id),
    ),
  );
  const fit = await tx.query<{ id: number }>(
    `SELECT t.id FROM touch t WHERE t.id = ANY($1) AND ${fitting} FOR UPDATE`,
    [ids, ...values],
  );
  const known = new Set(fit.map(({ id }) => id));
  return ids.find((id) => !known.has(id));
}

/** A person carried all of these; if one does not lie ready, none is marked. */
export async function markCarried(tx: Tx, ids: number[], now: Date): Promise<Result<null>> {
  const other = await firstOther(tx, ids, WAITS, []);
  if (other !== undefined) return fail('touch_not_waiting', { id: other });
  await tx.run(
    `WITH done AS (UPDATE touch SET state = 'sent', reason = NULL, sent_at = $2, worker = NULL WHERE id = ANY($1) RETURNING id, customer_id)
     INSERT INTO event (type, customer_id, subject_id, occurred_at, known_at) SELECT 'touch.sent', customer_id, id, $2, $2 FROM done`,
    [ids, now],
  );
  return ok(null);
}

/** How long a word given too early can be taken back. */
export const TAKE_BACK_MS = 3_600_000;

/** They were not carried after all, and lie ready again. Only what a person marked, within the hour. */
export async function takeBack(tx: Tx, ids: number[], now: Date): Promise<Result<null>> {
  const fitting = `t.state = 'sent' AND t.provider_id IS NULL AND t.lease_until IS NULL AND t.sent_at >= $2 AND t.kind IN ('platform', 'post')`;
  const other = await firstOther(tx, ids, fitting, [new Date(now.getTime() - TAKE_BACK_MS)]);
  if (other !== undefined) return fail('touch_not_carried', { id: other });
  await tx.run(
    `WITH back AS (UPDATE touch SET state = 'sending', sent_at = NULL WHERE id = ANY($1) RETURNING id, customer_id)
     INSERT INTO event (type, customer_id, subject_id, occurred_at, known_at) SELECT 'touch.taken_back', customer_id, id, $2, $2 FROM back`,
    [ids, now],
  );
  return ok(null);
}
