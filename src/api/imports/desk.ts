import { join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import {
  createBatch,
  getBatch,
  openRunner,
  type Batch,
  type StageContext,
  type StageProgress,
} from '../../intake/batch/index.ts';
import { stage, type Plan } from '../../intake/index.ts';
import { findShop, type Shop } from '../../ledger/shops/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { startCheck } from './check.ts';
import { openDrafts, type Draft, type Drafts } from './drafts.ts';
import { remember } from './remember.ts';

/** Everything about imports that lives in this process: files waiting, batches running. */
export interface Desk {
  drafts: Drafts;
  runner: ReturnType<typeof openRunner>;
  tempDir: string;
  undoing: Map<number, Problem | 'running'>;
}

const MOST_AT_ONCE = 2;

const desks = new WeakMap<AppContext, Desk>();

/** Made at the first import; nothing of it weighs on an idle server. */
export function deskOf(ctx: AppContext): Desk {
  const known = desks.get(ctx);
  if (known) return known;
  const tempDir = join(ctx.dataDir, 'imports');
  const onBug = (error: unknown): void => ctx.log.error({ err: error }, 'an import failed');
  const decodeCustomer = (text: string): number | undefined => innerId(ctx, 'cus', text);
  const runner = openRunner({ db: ctx.db, tempDir, clock: ctx.now, decodeCustomer, onBug });
  const desk: Desk = { drafts: openDrafts(), runner, tempDir, undoing: new Map() };
  desks.set(ctx, desk);
  ctx.onClose?.(async () => {
    await runner.close();
    desk.drafts.close();
  });
  return desk;
}

/** The plan, if it can take rows at all. */
function planOf({ look }: Draft): Result<Plan> {
  if (look.needed.length > 0)
    return fail('mapping_incomplete', { fields: look.needed.join(', ') }, '/mapping');
  return ok(look.plan);
}

/** Told before a row of the file is read: who started what, for which shop, how understood. */
async function writeDown(
  ctx: AppContext,
  draft: Draft,
  plan: Plan,
  shop: Shop,
  startedBy: number | null,
): Promise<number> {
  const mapping = { headers: draft.look.headers, mapping: plan.mapping, options: plan.options };
  return ctx.db.tx((tx) =>
    createBatch(tx, {
      ...{
        shopId: shop.id,
        source: plan.source,
        sourceVersion: plan.version,
        fileName: draft.file.name,
        fileSha256: draft.file.sha256,
      },
      ...{ mapping, now: ctx.now(), ...(startedBy !== null && { startedBy }) },
    }),
  );
}

async function busy(ctx: AppContext): Promise<boolean> {
  const [row] = await ctx.db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM import_batch WHERE state = 'running'`,
  );
  return (row?.n ?? 0) >= MOST_AT_ONCE;
}

/** Once the file is read through its rows are known, and no longer estimated. */
function counted(draft: Draft, context: StageContext): StageContext {
  const onProgress = (progress: StageProgress): void => {
    if (progress.rows !== undefined) draft.look.rows = progress.rows;
    context.onProgress(progress);
  };
  return { ...context, onProgress };
}

async function settle(desk: Desk, draft: Draft, done: Promise<Batch>): Promise<void> {
  const end = await done;
  if (end.state === 'done') desk.drafts.dropFile(draft);
  else draft.batchId = undefined;
}

export async function startBatch(
  ctx: AppContext,
  draft: Draft,
  shop: Shop,
  startedBy: number | null,
): Promise<Result<Batch>> {
  const desk = deskOf(ctx);
  const plan = planOf(draft);
  if (!plan.ok) return plan;
  if (draft.batchId !== undefined) return fail('import_not_ready');
  if (await busy(ctx)) return fail('import_running');
  const id = await writeDown(ctx, draft, plan.value, shop, startedBy);
  draft.batchId = id;
  const file = { path: draft.file.path, name: draft.file.name };
  await remember(ctx, shop.id, draft.look.headers, plan.value, ctx.now());
  const started = await desk.runner.start(id, (duck, context) =>
    stage(file, plan.value, duck, counted(draft, context)),
  );
  if (!started.ok) return started;
  // A failed or cancelled import may be tried again with other choices, so its file stays.
  void settle(desk, draft, started.value.done);
  const batch = await ctx.db.tx((tx) => getBatch(tx, id));
  return batch ? ok(batch) : fail('not_found');
}

export function startDryRun(
  ctx: AppContext,
  draft: Draft,
  shop: { id: number; platform: string; currency: string; timeZone: string },
): Result<Draft> {
  const plan = planOf(draft);
  if (!plan.ok) return plan;
  if (draft.check?.state === 'running') return fail('import_running');
  const { tempDir } = deskOf(ctx);
  const onBug = (error: unknown): void => ctx.log.error({ err: error }, 'a dry run failed');
  const folder = join(tempDir, `check-${draft.id}`);
  draft.check = startCheck(
    { file: draft.file, plan: plan.value, shop, now: ctx.now(), folder },
    onBug,
  );
  return ok(draft);
}

export async function shopOfDraft(ctx: AppContext, draft: Draft): Promise<Shop | undefined> {
  const { shopId } = draft;
  return shopId === undefined ? undefined : ctx.db.tx((tx) => findShop(tx, shopId));
}
