import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { fail, ok, type Problem } from '../../kernel/index.ts';
import {
  changeOwnDetails,
  changePassword,
  checkPassword,
  Credentials,
  findPassword,
  findSession,
  LanguageCode,
  openSession,
  Password,
  PersonName,
  revokeSession,
  revokeSessions,
  Role,
} from '../../ledger/accounts/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { hashPassword, verifyPassword } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { COOKIE } from '../auth.ts';
import { publicId, type AppContext } from '../context.ts';
import { endpoint, limits, longEndpoint, type App } from '../endpoint.ts';
import { PERMISSIONS, permissionsOf, type Actor, type Permission } from '../permissions.ts';

const YEAR = 365 * 86_400;

export const SessionAnswer = z
  .object({
    user: z
      .object({ id: z.string(), name: z.string(), email: z.string(), language: LanguageCode })
      .nullable(),
    role: Role,
    business: z.object({ name: z.string(), key: z.string() }),
    permissions: z.object(
      Object.fromEntries(Object.keys(PERMISSIONS).map((name) => [name, z.boolean()])) as Record<
        Permission,
        z.ZodBoolean
      >,
    ),
  })
  .meta({ id: 'Session' });

export function describeSession(ctx: AppContext, actor: Actor): z.input<typeof SessionAnswer> {
  const { userId, name, email, language, role } = actor;
  const user =
    userId === null
      ? null
      : { id: publicId(ctx, 'usr', userId), name, email: email ?? '', language: language ?? 'en' };
  return {
    user,
    role,
    business: { name: ctx.business.name, key: ctx.business.key },
    permissions: permissionsOf(actor),
  };
}

function isSecure(ctx: AppContext, c: Context): boolean {
  const forwarded = ctx.trustProxy ? c.req.header('x-forwarded-proto') : undefined;
  return ctx.publicUrl?.startsWith('https:') || forwarded === 'https';
}

/** A new secret at every sign-in: one planted beforehand is worth nothing. */
export async function signIn(
  ctx: AppContext,
  tx: Tx,
  c: Context,
  userId: number,
  from: { address: string; now: Date },
): Promise<Actor> {
  const token = await openSession(
    tx,
    userId,
    { userAgent: c.req.header('user-agent') ?? '', ip: from.address },
    from.now,
  );
  const session = await findSession(tx, ctx.business.id, token, from.now);
  if (!session) throw new Error('a session just opened is not there');
  setCookie(c, COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: YEAR,
    secure: isSecure(ctx, c),
  });
  await writeAudit(tx, { action: 'session.opened', userId }, from.now);
  return { kind: 'session', tokenId: null, ...session };
}

const Change = z.object({
  name: PersonName.optional(),
  language: LanguageCode.optional(),
  password: Password.optional(),
  current_password: Password.optional(),
});

/** Under a new password every other session ends: whoever knew the old one is out. */
async function replacePassword(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  change: z.output<typeof Change>,
  now: Date,
): Promise<Problem | undefined> {
  if (change.password === undefined) return undefined;
  const email = actor.email ?? '';
  const wait = await limits(ctx).take('account', email);
  if (wait) return wait;
  const known = await findPassword(tx, ctx.business.id, email);
  const right = await verifyPassword(known?.passwordHash, change.current_password ?? '');
  if (!right) return { code: 'wrong_password', pointer: '/current_password' };
  const good = checkPassword(change.password, email);
  if (!good.ok) return good.problem;
  const userId = actor.userId ?? 0;
  await changePassword(tx, userId, await hashPassword(good.value));
  await revokeSessions(tx, userId, actor.sessionId ?? undefined, now);
  await writeAudit(tx, { action: 'password.changed', userId }, now);
  await limits(ctx).forget('account', email);
  return undefined;
}

function enter(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/session',
    tag: 'session',
    summary: 'Sign in',
    permission: 'public',
    limited: true,
    body: Credentials,
    answer: SessionAnswer,
    run: async ({ body, c, address, now }) => {
      const wait = await limits(ctx).take('account', body.email);
      if (wait) return { ok: false, problem: wait };
      // Half a tenth of a second of arithmetic: not inside a transaction.
      const known = await findPassword(ctx.db, ctx.business.id, body.email);
      if (!(await verifyPassword(known?.passwordHash, body.password)) || !known) {
        await writeAudit(
          ctx.db,
          { action: 'session.failed', userId: known?.id ?? null, details: { ip: address } },
          now,
        );
        return fail('wrong_credentials');
      }
      await limits(ctx).forget('account', body.email);
      const actor = await ctx.db.tx((tx) => signIn(ctx, tx, c, known.id, { address, now }));
      return ok(describeSession(ctx, actor));
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  enter(app, ctx);

  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/session',
    tag: 'session',
    summary: 'Who I am and what I may do',
    permission: 'own.account',
    answer: SessionAnswer,
    run: async ({ actor }) => ok(describeSession(ctx, actor)),
  });

  endpoint(app, ctx, {
    method: 'patch',
    path: '/v1/session',
    tag: 'session',
    summary: 'Change my name, language or password',
    permission: 'own.account',
    body: Change,
    answer: SessionAnswer,
    run: async ({ tx, actor, body, now }) => {
      if (actor.userId === null) return fail('no_user_account');
      const problem = await replacePassword(ctx, tx, actor, body, now);
      if (problem) return { ok: false, problem };
      await changeOwnDetails(tx, actor.userId, body);
      if (body.name ?? body.language)
        await writeAudit(tx, { action: 'account.changed', userId: actor.userId }, now);
      return ok(
        describeSession(ctx, {
          ...actor,
          name: body.name ?? actor.name,
          language: body.language ?? actor.language,
        }),
      );
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/session',
    tag: 'session',
    summary: 'Sign out',
    permission: 'own.account',
    status: 204,
    run: async ({ tx, actor, c, now }) => {
      if (actor.sessionId !== null)
        await revokeSession(tx, actor.sessionId, actor.userId ?? undefined, now);
      deleteCookie(c, COOKIE, { path: '/' });
      return ok(undefined);
    },
  });
}
