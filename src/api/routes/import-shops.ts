import type { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { completeShop, findShop, findShopNamed, type Shop } from '../../ledger/shops/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { shopOfDraft, type Draft, type ImportChange } from '../imports/index.ts';
import { can, canSeeShop, type Actor } from '../permissions.ts';
import { createShop } from './shops.ts';

/** Money and days need a shop's currency and zone even before it exists. */
export function shopToRead(draft: Pick<Draft, 'newShop'>, shop: Shop | undefined) {
  if (shop)
    return {
      id: shop.id,
      platform: shop.platform as string,
      currency: shop.currency,
      timeZone: shop.timeZone,
    };
  const made = completeShop(
    draft.newShop ?? { name: 'x' },
    Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  const { platform, currency, timeZone } = made.ok
    ? made.value
    : { platform: 'other', currency: 'CNY', timeZone: 'UTC' };
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
  const made = await ctx.db.tx((tx) => createShop(ctx, tx, actor, newShop, now));
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
