import type { Tx } from '../../platform/postgres/index.ts';
import type { ShopDraft } from './rules.ts';
import type { Platform } from './schema.ts';

export interface Shop {
  id: number;
  name: string;
  platform: Platform;
  currency: string;
  timeZone: string;
  taxIncluded: boolean;
  isSample: boolean;
  createdAt: Date;
  hasOrders: boolean;
}

const SELECT = `
  SELECT s.id, s.name, s.platform, s.currency, s.time_zone AS "timeZone", s.tax_included AS "taxIncluded",
         s.is_sample AS "isSample", s.created_at AS "createdAt", EXISTS (SELECT 1 FROM orders WHERE shop_id = s.id) AS "hasOrders"
    FROM shop s`;

/** `ids` null: every shop. */
export function listShops(tx: Pick<Tx, 'query'>, ids: number[] | null): Promise<Shop[]> {
  return tx.query<Shop>(`${SELECT} WHERE $1::bigint[] IS NULL OR s.id = ANY ($1) ORDER BY s.id`, [
    ids,
  ]);
}

export function findShop(tx: Tx, id: number): Promise<Shop | undefined> {
  return tx.maybe<Shop>(`${SELECT} WHERE s.id = $1`, [id]);
}

export function findShopNamed(tx: Tx, name: string): Promise<Shop | undefined> {
  return tx.maybe<Shop>(`${SELECT} WHERE lower(s.name) = lower($1)`, [name]);
}

export interface ReportedShops {
  /** Null: every shop. */
  shops: number[] | null;
  /** There are orders of one's own, so the sample shop counts only where it is asked for by name. */
  sampleLeftOut: boolean;
}

/**
 * Which of the shops in `scope` (null: all) a report counts when none is named. Once there are orders of
 * one's own, the sample shop's would only blur the figures.
 */
export async function reportedShops(
  tx: Pick<Tx, 'query'>,
  scope: number[] | null,
): Promise<ReportedShops> {
  const shops = await listShops(tx, scope);
  const own = shops.filter(({ isSample }) => !isSample);
  const sampleLeftOut = own.length < shops.length && own.some(({ hasOrders }) => hasOrders);
  return { shops: sampleLeftOut ? own.map(({ id }) => id) : scope, sampleLeftOut };
}

/** Undefined when the name is taken. */
export async function addShop(tx: Tx, shop: ShopDraft, now: Date): Promise<number | undefined> {
  const row = await tx.maybe<{ id: number }>(
    `INSERT INTO shop (name, platform, currency, time_zone, tax_included, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (lower(name)) DO NOTHING RETURNING id`,
    [shop.name, shop.platform, shop.currency, shop.timeZone, shop.taxIncluded, now],
  );
  return row?.id;
}

/** The caller has made sure that the name is free; the index has the last word. */
export async function changeShop(tx: Tx, id: number, shop: ShopDraft): Promise<void> {
  await tx.run(
    'UPDATE shop SET name = $2, platform = $3, currency = $4, time_zone = $5, tax_included = $6 WHERE id = $1',
    [id, shop.name, shop.platform, shop.currency, shop.timeZone, shop.taxIncluded],
  );
}
