import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { WAITS } from './carried.ts';

/** Messages that one person took together, to carry them. */
export interface CarryList {
  id: number;
  kind: string;
  shop: string | null;
  at: Date;
  /** Who took it. */
  by: string | null;
  /** How many it holds, and how many of them still lie ready. */
  count: number;
  waiting: number;
}

/** No file is larger: what is left over comes in the next. */
const MOST = 10_000;

const NOT_LISTED = `${WAITS} AND NOT EXISTS (SELECT FROM carry_list_touch l WHERE l.touch_id = t.id)`;
const SHOP = 'coalesce(t.shop_id, c.shop_id)';

const MAKE = `
  WITH list AS (INSERT INTO carry_list (kind, shop_id, at, by_user) VALUES ($1, $2, $5, $6) RETURNING id)
  INSERT INTO carry_list_touch (touch_id, list_id)
  SELECT t.id, list.id FROM list, touch t JOIN customer c ON c.id = t.customer_id
  WHERE ${NOT_LISTED} AND t.kind = $1 AND ($2::bigint IS NULL OR ${SHOP} = $2) AND ($3::bigint[] IS NULL OR c.shop_id = ANY($3))
  ORDER BY t.id LIMIT $4
  ON CONFLICT DO NOTHING RETURNING list_id`;

/** A list of what lies ready and stands in none yet. Two who ask at once share them out: none is in both. */
export async function makeCarryList(
  tx: Tx,
  asked: { kind: string; shop: number | null; shopIds: number[] | null; byUser: number | null },
  now: Date,
): Promise<Result<number>> {
  const { kind, shop, shopIds, byUser } = asked;
  const [first] = await tx.query<{ list_id: number }>(MAKE, [
    ...[kind, shop, shopIds, MOST],
    ...[now, byUser],
  ]);
  return first ? ok(first.list_id) : fail('touch_none_unlisted');
}

export interface Unlisted {
  kind: string;
  shop_id: number | null;
  shop: string | null;
  count: number;
}

/** What lies ready and nobody has taken yet, by kind and shop. */
export const countUnlisted = (tx: Tx, shopIds: number[] | null): Promise<Unlisted[]> =>
  tx.query<Unlisted>(
    `SELECT t.kind, s.id AS shop_id, s.name AS shop, count(*)::int AS count
     FROM touch t JOIN customer c ON c.id = t.customer_id LEFT JOIN shop s ON s.id = ${SHOP}
     WHERE ${NOT_LISTED} AND ($1::bigint[] IS NULL OR c.shop_id = ANY($1))
     GROUP BY 1, 2, 3 ORDER BY 1, s.name NULLS LAST, 2`,
    [shopIds],
  );

/** Somebody limited to some shops sees a list only if all in it is theirs. */
const LISTS = `
  SELECT l.id, l.kind, s.name AS shop, l.at, u.name AS by, n.count, n.waiting
  FROM carry_list l LEFT JOIN shop s ON s.id = l.shop_id LEFT JOIN hub.app_user u ON u.id = l.by_user
  JOIN LATERAL (
    SELECT count(*)::int AS count, count(*) FILTER (WHERE ${WAITS})::int AS waiting,
      bool_and($1::bigint[] IS NULL OR c.shop_id = ANY($1)) AS seen, max(t.sent_at) AS sent_at
    FROM carry_list_touch m JOIN touch t ON t.id = m.touch_id JOIN customer c ON c.id = t.customer_id
    WHERE m.list_id = l.id) n ON n.seen`;

/** Those with something to carry, and those that were carried since then; the newest first. */
export const listCarryLists = (
  tx: Tx,
  shopIds: number[] | null,
  since: Date,
): Promise<CarryList[]> =>
  tx.query<CarryList>(
    `${LISTS} WHERE n.waiting > 0 OR n.sent_at >= $2 ORDER BY l.id DESC LIMIT 100`,
    [shopIds, since],
  );

export const findCarryList = (
  tx: Tx,
  id: number,
  shopIds: number[] | null,
): Promise<CarryList | undefined> => tx.maybe<CarryList>(`${LISTS} WHERE l.id = $2`, [shopIds, id]);

/** The messages of a list, whatever became of them, in their order. */
export async function listedIn(
  tx: Pick<Tx, 'query'>,
  list: number,
): Promise<{ waiting: number[]; sent: number[] }> {
  const rows = await tx.query<{ id: number; waiting: boolean; sent: boolean }>(
    `SELECT t.id, (${WAITS}) AS waiting, t.state = 'sent' AS sent
     FROM carry_list_touch m JOIN touch t ON t.id = m.touch_id WHERE m.list_id = $1 ORDER BY t.id`,
    [list],
  );
  return {
    waiting: rows.filter(({ waiting }) => waiting).map(({ id }) => id),
    sent: rows.filter(({ sent }) => sent).map(({ id }) => id),
  };
}
