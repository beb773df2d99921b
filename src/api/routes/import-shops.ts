import type { z } from 'zod';
import { fail, ok, shopHints, type Result } from '../../kernel/index.ts';
import {
  completeShop,
  findShop,
  findShopNamed,
  type Shop,
  type ShopInput,
} from '../../ledger/shops/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { shopOfDraft, type Draft, type ImportChange } from '../imports/index.ts';
import { can, canSeeShop, type Actor } from '../permissions.ts';
import { createShop } from './shops.ts';

type Unstarted = Pick<Draft, 'newShop'> & Partial<Pick<Draft, 'look'>>;

/** The new shop with what its file says of it, where the user has said nothing. */
function hinted({ newShop, look }: Unstarted): ShopInput {
  const told = Object.entries(newShop ?? {}).filter(([, value]) => value !== undefined);
  const hints = look ? shopHints(look.headers, look.sample) : {};
  return { name: 'x', ...hints, ...Object.fromEntries(told) };
}

/** A new shop as it would be made now, all assumed values included. */
export const newShopOf = (draft: Draft): ShopInput | null => {
  if (!draft.newShop) return null;
  const { platform, currency, timeZone } = shopToRead(draft, undefined);
  return { ...draft.newShop, platform, currency, time_zone: timeZone };
};

/** Money and days need a shop's currency and zone even before it exists. */
export function shopToRead(draft: Unstarted, shop: Shop | undefined) {
  if (shop)
    return {
      id: shop.id,
      platform: shop.platform,
      currency: shop.currency,
      timeZone: shop.timeZone,
    };
  const made = completeShop(hinted(draft), Intl.DateTimeFormat().resolvedOptions().timeZone);
  const { platform, currency, timeZone } = made.ok
    ? made.value
    : { platform: 'other' as const, currency: 'CNY', timeZone: 'UTC' };
  return { platform, currency, timeZone };
}

/** The shop it shall belong to: one there is, or one to be made at the start. */
export async function chooseShop(
  ctx: AppContext,
  actor: Actor,
  draft: Draft,
  change: z.output<typeof ImportChange>,
): Promise<Result<true>> {
  if (change.shop_id !== undefined) {
    const id = innerId(ctx, 'shop', change.shop_id);
    if (id === undefined) return fail('not_found', {}, '/shop_id');
    if (!canSeeShop(actor, id)) return fail('shop_not_allowed', {}, '/shop_id');
    if (!(await ctx.db.tx((tx) => findShop(tx, id)))) return fail('not_found', {}, '/shop_id');
    Object.assign(draft, { shopId: id, newShop: undefined });
  }
  const { shop } = change;
  if (shop === undefined) return ok(true);
  const there = await ctx.db.tx((tx) => findShopNamed(tx, shop.name));
  if (there) return chooseShop(ctx, actor, draft, { shop_id: publicId(ctx, 'shop', there.id) });
  if (!can(actor, 'shops.change'))
    return fail('not_allowed', { role: actor.role, permission: 'shops.change' });
  const good = completeShop(shop, 'UTC');
  if (!good.ok) return good;
  Object.assign(draft, { shopId: undefined, newShop: shop });
  return ok(true);
}

export async function madeShop(
  ctx: AppContext,
  actor: Actor,
  draft: Draft,
  now: Date,
): Promise<Result<Shop>> {
  const shop = await shopOfDraft(ctx, draft);
  if (shop) return ok(shop);
  const { newShop } = draft;
  if (!newShop) return fail('shop_missing', {}, '/shop_id');
  const made = await ctx.db.tx((tx) => createShop(ctx, tx, actor, hinted(draft), now));
  if (made.ok) Object.assign(draft, { shopId: made.value.id, newShop: undefined });
  return made;
}

/** The platform of a source named after one: taobao_orders is of taobao. */
export function guessPlatform(draft: Draft): void {
  const platform = draft.look.source?.split('_')[0];
  const { newShop } = draft;
  const known = ['taobao', 'jd', 'pinduoduo', 'douyin', 'shopify', 'woocommerce'] as const;
  const found = known.find((name) => name === platform);
  if (newShop && !newShop.platform && found) draft.newShop = { ...newShop, platform: found };
}
