import { fail, ok } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { MANNERS, ownManners, saveManners } from '../../outreach/templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { AppContext } from '../context.ts';
import { endpoint, type App } from '../endpoint.ts';
import { MannersAnswer, MannersBody } from '../templates/index.ts';

async function shown(tx: Tx) {
  const own = await ownManners(tx);
  return ok({ own: own !== undefined, rules: own ?? [...MANNERS] });
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/manners',
    tag: 'templates',
    summary: 'Every rule of what platforms forbid, and the words it is known by',
    permission: 'templates.read',
    answer: MannersAnswer,
    run: ({ tx }) => shown(tx),
  });

  endpoint(app, ctx, {
    method: 'put',
    path: '/v1/manners',
    tag: 'templates',
    summary: 'Write these rules anew, or take the built-in ones again',
    permission: 'templates.change',
    body: MannersBody,
    answer: MannersAnswer,
    run: async ({ tx, actor, now, body: { rules } }) => {
      // A rule for every shop is the business of whoever sees every shop.
      if (actor.shopIds !== null) return fail('shop_not_allowed');
      const keys = rules?.map(({ key }) => key) ?? [];
      const twice = keys.find((key, n) => keys.indexOf(key) !== n);
      if (twice !== undefined) return fail('manner_twice', { key: twice }, '/rules');
      await saveManners(tx, rules);
      await writeAudit(
        tx,
        { action: 'manners.changed', ...actor, details: { count: keys.length || null } },
        now,
      );
      return shown(tx);
    },
  });
}
