import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { listSessions, revokeSession } from '../../ledger/accounts/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { can, type Actor } from '../permissions.ts';
import { Time, time } from '../present.ts';

const SessionRow = z
  .object({
    id: z.string(),
    user: z.object({ id: z.string(), name: z.string() }),
    user_agent: z.string(),
    ip: z.string(),
    created_at: Time,
    last_seen_at: Time,
    current: z.boolean(),
  })
  .meta({ id: 'SessionRow' });

/** One's own; whoever manages accounts sees everybody's. */
const whose = (actor: Actor): number | undefined =>
  can(actor, 'users.manage') ? undefined : (actor.userId ?? 0);

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/sessions',
    tag: 'session',
    summary: 'Where I am signed in',
    permission: 'own.account',
    answer: listOf(SessionRow),
    run: async ({ tx, actor, now }) => {
      const rows = await listSessions(tx, ctx.business.id, whose(actor), now);
      const data = rows.map((row) => ({
        id: publicId(ctx, 'ses', row.id),
        user: { id: publicId(ctx, 'usr', row.userId), name: row.userName },
        ...{
          user_agent: row.userAgent,
          ip: row.ip,
          created_at: time(row.createdAt),
          last_seen_at: time(row.lastSeenAt),
        },
        current: row.id === actor.sessionId,
      }));
      return ok({ data, next_cursor: null });
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/sessions/{id}',
    tag: 'session',
    summary: 'End a session',
    permission: 'own.account',
    status: 204,
    params: z.object({ id: z.string() }),
    run: async ({ tx, actor, params, now }) => {
      const id = innerId(ctx, 'ses', params.id);
      const ended = id !== undefined && (await revokeSession(tx, id, whose(actor), now));
      if (!ended) return fail('not_found');
      await writeAudit(tx, { action: 'session.revoked', ...actor, object: params.id }, now);
      return ok(undefined);
    },
  });
}
