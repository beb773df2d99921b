import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import {
  findSession,
  findToken,
  markSeen,
  markUsed,
  shouldMarkSeen,
  TOKEN_PREFIX,
  type SessionUser,
} from '../ledger/accounts/index.ts';
import { sameSecret } from '../platform/crypto/index.ts';
import type { AppContext } from './context.ts';
import type { Actor } from './permissions.ts';

export const COOKIE = 'regulars_session';

const LOCAL: Actor = {
  ...{ kind: 'local', userId: null, tokenId: null, sessionId: null, name: '', email: null },
  ...{ language: undefined, role: 'owner', shopIds: null },
};

function fromSession(session: SessionUser): Actor {
  const { userId, sessionId, name, email, language, role, shopIds } = session;
  return {
    kind: 'session',
    tokenId: null,
    userId,
    sessionId,
    name,
    email,
    language,
    role,
    shopIds,
  };
}

async function byCookie(ctx: AppContext, cookie: string): Promise<Actor | undefined> {
  const now = ctx.now();
  const session = await findSession(ctx.db, ctx.business.id, cookie, now);
  if (!session) return undefined;
  if (shouldMarkSeen(session.lastSeenAt, now)) await markSeen(ctx.db, session, now);
  return fromSession(session);
}

async function byToken(ctx: AppContext, text: string): Promise<Actor | undefined> {
  if (ctx.localToken !== undefined && sameSecret(text, ctx.localToken)) return LOCAL;
  if (!text.startsWith(TOKEN_PREFIX)) return undefined;
  const token = await findToken(ctx.db, ctx.business.id, text);
  if (!token) return undefined;
  const now = ctx.now();
  if (!token.lastUsedAt || shouldMarkSeen(token.lastUsedAt, now))
    await markUsed(ctx.db, token.id, now);
  return { ...LOCAL, kind: 'token', tokenId: token.id, name: token.name, role: token.role };
}

const bearerOf = (c: Context): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

/** Who asks. A bearer token wins over a cookie: whoever sends one means it. */
export async function authenticate(ctx: AppContext, c: Context): Promise<Actor | undefined> {
  const bearer = bearerOf(c);
  if (bearer !== undefined) return byToken(ctx, bearer);
  const cookie = getCookie(c, COOKIE);
  return cookie === undefined ? undefined : byCookie(ctx, cookie);
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether another site's page made the browser send this. Browsers attach cookies by themselves but
 * never a bearer token. Sec-Fetch-Site where the browser has it, Origin where not; a client that
 * sends neither is no browser.
 */
export function isCrossSite(c: Context): boolean {
  if (SAFE.has(c.req.method) || bearerOf(c) !== undefined) return false;
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  const host = c.req.header('x-forwarded-host') ?? c.req.header('host') ?? new URL(c.req.url).host;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
