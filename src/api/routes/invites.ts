import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import {
  addInvite,
  addUser,
  checkPassword,
  Email,
  findInvite,
  listInvites,
  NewAccount,
  revokeInvite,
  Role,
  spendInvite,
  type Invite,
} from '../../ledger/accounts/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { hashPassword } from '../../platform/crypto/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { Time, time } from '../present.ts';
import { describeSession, SessionAnswer, signIn } from './session.ts';
import { presentShopIds, readShopIds } from './users.ts';

const InviteAnswer = z
  .object({
    id: z.string(),
    role: Role,
    shop_ids: z.array(z.string()).nullable(),
    email: z.string().nullable(),
    created_by: z.string().nullable(),
    created_at: Time,
    expires_at: Time,
  })
  .meta({ id: 'Invite' });

const InviteInput = z.object({
  role: Role,
  email: Email.optional(),
  shop_ids: z.array(z.string()).max(1000).nullish(),
});
const ByToken = z.object({ token: z.string().max(200) });

function presentInvite(ctx: AppContext, invite: Invite): z.input<typeof InviteAnswer> {
  const { role, email } = invite;
  return {
    ...{
      id: publicId(ctx, 'inv', invite.id),
      role,
      email,
      shop_ids: presentShopIds(ctx, invite.shopIds),
    },
    ...{
      created_by: invite.createdByName,
      created_at: time(invite.createdAt),
      expires_at: time(invite.expiresAt),
    },
  };
}

function manage(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/invites',
    tag: 'accounts',
    summary: 'Open invitations',
    permission: 'users.manage',
    answer: listOf(InviteAnswer),
    run: async ({ tx, now }) => {
      const invites = await listInvites(tx, ctx.business.id, now);
      return ok({ data: invites.map((invite) => presentInvite(ctx, invite)), next_cursor: null });
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/invites',
    tag: 'accounts',
    summary: 'Invite somebody; the link is shown once',
    permission: 'users.manage',
    status: 201,
    secret: true,
    body: InviteInput,
    answer: z.object({ id: z.string(), url: z.string(), expires_at: Time }),
    run: async ({ tx, actor, body, c, now }) => {
      const shopIds = readShopIds(ctx, body.shop_ids);
      if (!shopIds.ok) return shopIds;
      const input = {
        role: body.role,
        shopIds: shopIds.value,
        email: body.email ?? null,
        createdBy: actor.userId,
      };
      const { id, token, expiresAt } = await addInvite(tx, ctx.business.id, input, now);
      const object = publicId(ctx, 'inv', id);
      await writeAudit(
        tx,
        { action: 'invite.created', ...actor, object, details: { role: body.role } },
        now,
      );
      const base = ctx.publicUrl ?? new URL(c.req.url).origin;
      return ok({ id: object, url: `${base}/invite/${token}`, expires_at: time(expiresAt) });
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/invites/{id}',
    tag: 'accounts',
    summary: 'Take an invitation back',
    permission: 'users.manage',
    status: 204,
    params: z.object({ id: z.string() }),
    run: async ({ tx, actor, params, now }) => {
      const id = innerId(ctx, 'inv', params.id);
      if (id === undefined || !(await revokeInvite(tx, ctx.business.id, id, now)))
        return fail('not_found');
      await writeAudit(tx, { action: 'invite.revoked', ...actor, object: params.id }, now);
      return ok(undefined);
    },
  });
}

/** For whoever holds the link and has no account yet. */
function look(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/invites/{token}',
    tag: 'accounts',
    summary: 'What an invitation is for',
    permission: 'public',
    limited: true,
    params: ByToken,
    answer: z.object({
      business: z.string(),
      role: Role,
      email: z.string().nullable(),
      invited_by: z.string().nullable(),
    }),
    run: async ({ tx, params, now }) => {
      const invite = await findInvite(tx, ctx.business.id, params.token, now);
      if (!invite.ok) return invite;
      const { role, email, createdByName } = invite.value;
      return ok({ business: ctx.business.name, role, email, invited_by: createdByName });
    },
  });
}

function accept(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/invites/{token}/accept',
    tag: 'accounts',
    summary: 'Make the account and sign in',
    permission: 'public',
    limited: true,
    status: 201,
    params: ByToken,
    body: NewAccount,
    answer: SessionAnswer,
    run: async ({ tx, params, body, c, address, now }) => {
      const invite = await findInvite(tx, ctx.business.id, params.token, now);
      if (!invite.ok) return invite;
      const { id, role, shopIds, email } = invite.value;
      if (email !== null && email !== body.email) return fail('invite_other_email', {}, '/email');
      const good = checkPassword(body.password, body.email);
      if (!good.ok) return good;
      const userId = await addUser(
        tx,
        ctx.business.id,
        { ...body, passwordHash: await hashPassword(good.value), role, shopIds },
        now,
      );
      if (userId === undefined) return fail('email_taken', {}, '/email');
      await spendInvite(tx, id, userId, now);
      await writeAudit(
        tx,
        {
          action: 'account.created',
          userId,
          object: publicId(ctx, 'usr', userId),
          details: { role },
        },
        now,
      );
      return ok(describeSession(ctx, await signIn(ctx, tx, c, userId, { address, now })));
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  manage(app, ctx);
  look(app, ctx);
  accept(app, ctx);
}
