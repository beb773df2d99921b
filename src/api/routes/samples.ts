import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, sentence, type Language, type Problem } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { findSample, loadSample, removeSample } from '../../intake/sample/index.ts';
import { installation } from '../../platform/files/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import { deskOf } from '../imports/index.ts';
import type { Actor } from '../permissions.ts';

const SampleAnswer = z
  .object({
    state: z.enum(['absent', 'loading', 'there', 'failed']),
    shop_id: z.string().nullable(),
    progress: z.object({ done: z.int(), of: z.int() }).nullable(),
    problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'Sample' });

interface Loading {
  done: number;
  of: number;
  problem: Problem | undefined;
}

/** What this process is loading, or failed to load. */
const loadings = new WeakMap<AppContext, Loading>();

async function describe(
  ctx: AppContext,
  language: Language,
): Promise<z.input<typeof SampleAnswer>> {
  const shop = await findSample(ctx.db);
  const loading = loadings.get(ctx);
  const shop_id = shop ? publicId(ctx, 'shop', shop.id) : null;
  if (loading?.problem) {
    const { problem } = loading;
    return {
      state: 'failed',
      shop_id: null,
      progress: null,
      problem: { code: problem.code, detail: sentence(problem, language) },
    };
  }
  if (loading)
    return {
      state: 'loading',
      shop_id,
      progress: { done: loading.done, of: loading.of },
      problem: null,
    };
  return { state: shop ? 'there' : 'absent', shop_id, progress: null, problem: null };
}

async function load(ctx: AppContext, actor: Actor, loading: Loading): Promise<Problem | undefined> {
  const { runner, tempDir } = deskOf(ctx);
  const loaded = await loadSample({
    ...{
      db: ctx.db,
      runner,
      tempDir,
      now: ctx.now(),
      ...(actor.userId !== null && { startedBy: actor.userId }),
    },
    slicePath: join(installation, 'assets/sample/online-retail-slice.csv.gz'),
    onFile: (done, of) => Object.assign(loading, { done, of }),
  });
  if (!loaded.ok) return loaded.problem;
  await writeAudit(
    ctx.db,
    { action: 'sample.loaded', ...actor, object: publicId(ctx, 'shop', loaded.value.shopId) },
    ctx.now(),
  );
  return undefined;
}

function startLoading(ctx: AppContext, actor: Actor): void {
  const loading: Loading = { done: 0, of: 1, problem: undefined };
  loadings.set(ctx, loading);
  const settle = async (): Promise<void> => {
    const problem = await load(ctx, actor, loading).catch((error: unknown): Problem => {
      ctx.log.error({ err: error }, 'the sample shop failed to load');
      return { code: 'internal', params: { id: 'sample' } };
    });
    if (problem) loading.problem = problem;
    else loadings.delete(ctx);
  };
  const settled = settle();
  // Its running file is cut short first, then it takes away what it had brought.
  ctx.onClose?.(async () => {
    await deskOf(ctx).runner.close();
    await settled;
  });
}

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/samples',
    tag: 'samples',
    summary: 'Whether the sample shop is there',
    permission: 'shops.read',
    answer: SampleAnswer,
    run: async ({ language }) => ok(await describe(ctx, language)),
  });

  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/samples',
    tag: 'samples',
    summary: 'Load the sample shop',
    permission: 'samples.change',
    status: 202,
    answer: SampleAnswer,
    run: async ({ actor, language }) => {
      const loading = loadings.get(ctx);
      if (loading && !loading.problem) return ok(await describe(ctx, language));
      if (await findSample(ctx.db)) return fail('sample_loaded');
      startLoading(ctx, actor);
      return ok(await describe(ctx, language));
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/samples',
    tag: 'samples',
    summary: 'Remove it; imported data is not touched',
    permission: 'samples.change',
    status: 204,
    run: async ({ tx, actor, now }) => {
      const loading = loadings.get(ctx);
      if (loading && !loading.problem) return fail('import_running');
      loadings.delete(ctx);
      const removed = await removeSample(tx);
      if (!removed.ok) return removed;
      await writeAudit(
        tx,
        { action: 'sample.removed', ...actor, details: { orders: removed.value.orders } },
        now,
      );
      return ok(undefined);
    },
  });
}
