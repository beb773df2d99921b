import type { Context } from 'hono';
import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import {
  addUser,
  checkPassword,
  hasUsers,
  lockUsers,
  renameBusiness,
  Setup,
} from '../../ledger/accounts/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { hashPassword } from '../../platform/crypto/index.ts';
import type { AppContext } from '../context.ts';
import { endpoint, type App } from '../endpoint.ts';
import { describeSession, SessionAnswer, signIn } from './session.ts';

/**
 * The first visitor becomes the owner, so a stranger's page must not be able to be that visitor: by
 * pointing its own name at this machine it would be same-origin. Such a page comes under a name; we
 * accept addresses, localhost, and the name we were told.
 */
function comesFromHere(ctx: AppContext, c: Context): boolean {
  const { hostname, host } = new URL(`http://${c.req.header('host') ?? new URL(c.req.url).host}`);
  const told = ctx.publicUrl && new URL(ctx.publicUrl).host === host;
  return hostname === 'localhost' || /^[\d.]+$|^\[[\da-f:.]+\]$/i.test(hostname) || Boolean(told);
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/setup',
    tag: 'session',
    summary: 'Whether the owner’s account is still to be made',
    permission: 'public',
    answer: z.object({ needs_owner: z.boolean(), version: z.string() }),
    run: async ({ tx }) => ok({ needs_owner: !(await hasUsers(tx)), version: ctx.version }),
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/setup',
    tag: 'session',
    summary: 'Make the owner’s account and sign in',
    permission: 'public',
    limited: true,
    body: Setup,
    answer: SessionAnswer,
    status: 201,
    run: async ({ tx, body, c, address, now }) => {
      if (!comesFromHere(ctx, c)) return fail('setup_elsewhere');
      await lockUsers(tx);
      if (await hasUsers(tx)) return fail('already_set_up');
      const good = checkPassword(body.password, body.email);
      if (!good.ok) return good;
      const passwordHash = await hashPassword(good.value);
      const id = await addUser(
        tx,
        ctx.business.id,
        { ...body, passwordHash, role: 'owner', shopIds: null },
        now,
      );
      if (id === undefined) return fail('email_taken', {}, '/email');
      await renameBusiness(tx, ctx.business.id, body.business_name);
      ctx.business.name = body.business_name;
      await writeAudit(
        tx,
        { action: 'account.created', userId: id, details: { role: 'owner' } },
        now,
      );
      return ok(describeSession(ctx, await signIn(ctx, tx, c, id, { address, now })));
    },
  });
}
