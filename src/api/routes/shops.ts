import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  addShop,
  changeShop,
  completeShop,
  findShop,
  findShopNamed,
  listShops,
  Platform,
  ShopChange,
  ShopInput,
  shopProblem,
  type Shop,
} from '../../ledger/shops/index.ts';
import { recomputeDays } from '../../ledger/orders/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { canSeeShop, type Actor } from '../permissions.ts';
import { Time, time } from '../present.ts';

export const ShopAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    platform: Platform,
    currency: z.string(),
    time_zone: z.string(),
    tax_included: z.boolean(),
    is_sample: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Shop' });

export function presentShop(ctx: AppContext, shop: Shop): z.input<typeof ShopAnswer> {
  const { name, platform, currency, timeZone, taxIncluded, isSample } = shop;
  return {
    ...{ id: publicId(ctx, 'shop', shop.id), name, platform, currency },
    ...{
      time_zone: timeZone,
      tax_included: taxIncluded,
      is_sample: isSample,
      created_at: time(shop.createdAt),
    },
  };
}

/** A new shop; its own transaction's audit line beside it. */
export async function createShop(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  input: z.output<typeof ShopInput>,
  now: Date,
): Promise<Result<Shop>> {
  const draft = completeShop(input, Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (!draft.ok) return draft;
  const id = await addShop(tx, draft.value, now);
  if (id === undefined) return fail('shop_name_taken', { name: input.name }, '/name');
  await writeAudit(
    tx,
    { action: 'shop.created', ...actor, object: publicId(ctx, 'shop', id) },
    now,
  );
  const shop = await findShop(tx, id);
  return shop ? ok(shop) : fail('not_found');
}

/** Money already imported is in minor units of the old currency, so that one stays. */
async function applyChange(
  tx: Tx,
  shop: Shop,
  change: z.output<typeof ShopChange>,
): Promise<Result<Shop>> {
  const problem = shopProblem(change);
  if (problem) return { ok: false, problem };
  const { name = shop.name, platform = shop.platform, currency = shop.currency } = change;
  const { time_zone: timeZone = shop.timeZone, tax_included: taxIncluded = shop.taxIncluded } =
    change;
  if (currency !== shop.currency && shop.hasOrders) return fail('shop_has_orders', {}, '/currency');
  const namesake = await findShopNamed(tx, name);
  if (namesake && namesake.id !== shop.id) return fail('shop_name_taken', { name }, '/name');
  await changeShop(tx, shop.id, { name, platform, currency, timeZone, taxIncluded });
  if (timeZone !== shop.timeZone) await recomputeDays(tx, shop.id, timeZone);
  return ok({ ...shop, name, platform, currency, timeZone, taxIncluded });
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/shops',
    tag: 'shops',
    summary: 'The shops I may see',
    permission: 'shops.read',
    answer: listOf(ShopAnswer),
    run: async ({ tx, actor }) => {
      const shops = await listShops(tx, actor.shopIds);
      return ok({ data: shops.map((shop) => presentShop(ctx, shop)), next_cursor: null });
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/shops',
    tag: 'shops',
    summary: 'Add a shop',
    permission: 'shops.change',
    status: 201,
    body: ShopInput,
    answer: ShopAnswer,
    run: async ({ tx, actor, body, now }) => {
      const made = await createShop(ctx, tx, actor, body, now);
      return made.ok ? ok(presentShop(ctx, made.value)) : made;
    },
  });

  endpoint(app, ctx, {
    method: 'patch',
    path: '/v1/shops/{id}',
    tag: 'shops',
    summary: 'Change a shop; a new time zone recomputes its days',
    permission: 'shops.change',
    params: z.object({ id: z.string() }),
    body: ShopChange,
    answer: ShopAnswer,
    run: async ({ tx, actor, params, body, now }) => {
      const id = innerId(ctx, 'shop', params.id);
      const shop = id !== undefined && canSeeShop(actor, id) ? await findShop(tx, id) : undefined;
      if (!shop) return fail('not_found');
      const changed = await applyChange(tx, shop, body);
      if (!changed.ok) return changed;
      await writeAudit(
        tx,
        {
          action: 'shop.changed',
          ...actor,
          object: params.id,
          details: { fields: Object.keys(body) },
        },
        now,
      );
      return ok(presentShop(ctx, changed.value));
    },
  });
}
