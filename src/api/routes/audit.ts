import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { AuditAction, listAudit, type AuditRow } from '../../ledger/audit/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { Cursor, decodeCursor, Limit, listOf, page } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { Time, time } from '../present.ts';

const AuditAnswer = z
  .object({
    id: z.string(),
    at: Time,
    by: z.object({
      kind: z.enum(['user', 'token', 'command_line', 'visitor']),
      name: z.string().nullable(),
    }),
    action: z.string(),
    object: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

const Mark = z.object({ at: z.coerce.date(), id: z.int() });

function by(row: AuditRow): z.input<typeof AuditAnswer>['by'] {
  if (row.userName !== null) return { kind: 'user', name: row.userName };
  if (row.tokenName !== null) return { kind: 'token', name: row.tokenName };
  return { kind: row.action === 'session.failed' ? 'visitor' : 'command_line', name: null };
}

function presentEntry(ctx: AppContext, row: AuditRow): z.input<typeof AuditAnswer> {
  const { action, object, details } = row;
  return {
    id: publicId(ctx, 'aud', row.id),
    at: time(row.at),
    by: by(row),
    action,
    object,
    details,
  };
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/audit',
    tag: 'accounts',
    summary: 'Who did what, newest first',
    permission: 'audit.read',
    answer: listOf(AuditAnswer),
    query: z.object({
      cursor: Cursor,
      limit: Limit,
      action: AuditAction.optional(),
      user: z.string().optional(),
    }),
    run: async ({ tx, query }) => {
      const mark = decodeCursor(Mark, query.cursor);
      if (!mark.ok) return mark;
      const userId = query.user === undefined ? undefined : innerId(ctx, 'usr', query.user);
      if (query.user !== undefined && userId === undefined) return fail('not_found', {}, '/user');
      const rows = await listAudit(tx, {
        before: mark.value,
        action: query.action,
        userId,
        limit: query.limit + 1,
      });
      const { rows: shown, next_cursor } = page(rows, query.limit, (row) => ({
        at: row.at,
        id: row.id,
      }));
      return ok({ data: shown.map((row) => presentEntry(ctx, row)), next_cursor });
    },
  });
}
