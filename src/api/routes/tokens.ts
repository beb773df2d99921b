import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import {
  addToken,
  listTokens,
  revokeToken,
  Role,
  type TokenRow,
} from '../../ledger/accounts/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { Time, time } from '../present.ts';

const TokenAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    role: Role,
    created_by: z.string().nullable(),
    created_at: Time,
    last_used_at: Time.nullable(),
  })
  .meta({ id: 'Token' });

function presentToken(ctx: AppContext, token: TokenRow): z.input<typeof TokenAnswer> {
  const { name, role, createdByName } = token;
  const times = { created_at: time(token.createdAt), last_used_at: time(token.lastUsedAt) };
  return { id: publicId(ctx, 'tok', token.id), name, role, created_by: createdByName, ...times };
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/tokens',
    tag: 'accounts',
    summary: 'API tokens',
    permission: 'tokens.manage',
    answer: listOf(TokenAnswer),
    run: async ({ tx }) => {
      const tokens = await listTokens(tx, ctx.business.id);
      return ok({ data: tokens.map((token) => presentToken(ctx, token)), next_cursor: null });
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/tokens',
    tag: 'accounts',
    summary: 'Make a token; it is shown once',
    permission: 'tokens.manage',
    status: 201,
    secret: true,
    body: z.object({ name: z.string().trim().min(1).max(100), role: Role }),
    answer: z.object({ id: z.string(), token: z.string() }),
    run: async ({ tx, actor, body, now }) => {
      const made = await addToken(tx, ctx.business.id, { ...body, createdBy: actor.userId }, now);
      const object = publicId(ctx, 'tok', made.id);
      await writeAudit(
        tx,
        { action: 'token.created', ...actor, object, details: { role: body.role } },
        now,
      );
      return ok({ id: object, token: made.token });
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/tokens/{id}',
    tag: 'accounts',
    summary: 'Revoke a token',
    permission: 'tokens.manage',
    status: 204,
    params: z.object({ id: z.string() }),
    run: async ({ tx, actor, params, now }) => {
      const id = innerId(ctx, 'tok', params.id);
      if (id === undefined || !(await revokeToken(tx, ctx.business.id, id, now)))
        return fail('not_found');
      await writeAudit(tx, { action: 'token.revoked', ...actor, object: params.id }, now);
      return ok(undefined);
    },
  });
}
