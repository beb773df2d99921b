import { fail, ok } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { savedSenders, saveSender, sendersOf } from '../../outreach/templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { endpoint, type App } from '../endpoint.ts';
import { canSeeShop, type Actor } from '../permissions.ts';
import { SenderBody, SendersAnswer } from '../templates/index.ts';

async function shown(ctx: AppContext, tx: Tx, actor: Actor) {
  const saved = await savedSenders(tx);
  const { all } = await sendersOf(tx);
  const shops = all.flatMap(({ shopId, name, address, url, phone, language }) =>
    shopId === null || !canSeeShop(actor, shopId)
      ? []
      : [
          {
            ...{ shop: publicId(ctx, 'shop', shopId), name, address, url, phone, language },
            own: saved[String(shopId)] ?? null,
          },
        ],
  );
  return ok({ every: saved['*'] ?? null, shops, public_url: ctx.publicUrl ?? null });
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/senders',
    tag: 'templates',
    summary: 'Who writes: what stands at the foot of a mail, by shop',
    permission: 'templates.read',
    answer: SendersAnswer,
    run: ({ tx, actor }) => shown(ctx, tx, actor),
  });

  endpoint(app, ctx, {
    method: 'put',
    path: '/v1/senders',
    tag: 'templates',
    summary: 'Say who writes, for one shop or for all that say nothing of their own',
    permission: 'templates.change',
    body: SenderBody,
    answer: SendersAnswer,
    run: async ({ tx, actor, now, body: { shop, ...sender } }) => {
      const inner = shop === null ? null : innerId(ctx, 'shop', shop);
      if (inner === undefined) return fail('not_found', {}, '/shop');
      // Words for every shop are the business of whoever sees every shop.
      if (inner === null ? actor.shopIds !== null : !canSeeShop(actor, inner))
        return fail('shop_not_allowed');
      await saveSender(tx, inner, sender);
      await writeAudit(tx, { action: 'sender.changed', ...actor, object: shop ?? '*' }, now);
      return shown(ctx, tx, actor);
    },
  });
}
