import type { Context } from 'hono';
import type { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Problem } from '../kernel/index.ts';
import type { AppContext } from './context.ts';

/** Attempts in a window of seconds. Only failures count against an account, every try against an address. */
const LIMITS = {
  /** Someone guessing from one address. */
  entry: { points: 30, duration: 900 },
  /** Someone guessing one account's password from many addresses. */
  account: { points: 10, duration: 900 },
} as const;
export type LimitName = keyof typeof LIMITS;

export interface Limits {
  /** Takes one try; the problem says how long to wait. */
  take(name: LimitName, key: string): Promise<Problem | undefined>;
  forget(name: LimitName, key: string): Promise<void>;
}

/** In memory: a restart forgives, and nobody can restart us from outside. Loaded at the first sign-in. */
export function openLimits(): Limits {
  const limiters = new Map<LimitName, Promise<RateLimiterMemory>>();
  const make = async (name: LimitName) => {
    const limiting = await import('rate-limiter-flexible');
    return new limiting.RateLimiterMemory({ keyPrefix: name, ...LIMITS[name] });
  };
  const limiter = (name: LimitName) => {
    const known = limiters.get(name) ?? make(name);
    limiters.set(name, known);
    return known;
  };
  return {
    async take(name, key) {
      try {
        await (await limiter(name)).consume(key);
        return undefined;
      } catch (error) {
        if (error instanceof Error) throw error;
        const { msBeforeNext } = error as { msBeforeNext: number };
        return {
          code: 'too_many_attempts',
          params: { seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) },
        };
      }
    },
    forget: async (name, key) => void (await (await limiter(name)).delete(key)),
  };
}

type NodeEnv = { incoming?: { socket?: { remoteAddress?: string } } } | undefined;

/** The peer's address; what a proxy says of it only where we were told to believe it. */
export function addressOf(ctx: AppContext, c: Context): string {
  const forwarded = ctx.trustProxy
    ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined;
  return forwarded || (c.env as NodeEnv)?.incoming?.socket?.remoteAddress || 'local';
}
