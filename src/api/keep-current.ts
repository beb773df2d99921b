import type { Lens } from '../lens/index.ts';
import type { AppContext } from './context.ts';
import { dayOfBusiness } from './reported.ts';

const EVERY_MS = 60_000;

/**
 * A server keeps what is in use current by itself: nobody's first look at a new day, or after an import,
 * should wait for everyone's rows. Nothing is opened for it.
 */
export function keepCurrent(ctx: AppContext): AppContext {
  let lens: Lens | undefined;
  let running: Promise<void> | undefined;
  const bring = async (opened: Lens): Promise<void> => {
    try {
      await opened.turnOn(await dayOfBusiness(ctx, ctx.now()));
    } catch (error) {
      if (ctx.stopping?.aborted) return;
      ctx.log.warn({ err: error }, 'the day could not be turned; who asks next turns it');
    }
  };
  const timer = setInterval(() => {
    if (lens === undefined || running !== undefined || ctx.stopping?.aborted) return;
    running = bring(lens).finally(() => (running = undefined));
  }, EVERY_MS).unref();
  ctx.onClose?.(async () => {
    clearInterval(timer);
    await running;
  });
  return { ...ctx, lens: async () => (lens = await ctx.lens()) };
}
