import { z } from 'zod';
import { fail, ok, type Problem } from '../../kernel/index.ts';
import { getBatch, type Batch } from '../../intake/batch/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import {
  AnyImport,
  deskOf,
  ImportAnswer,
  knownSources,
  presentDraft,
  shopOfDraft,
} from '../imports/index.ts';
import type { Actor } from '../permissions.ts';
import { presentOne, waiting } from './import-reports.ts';
import { findBatch } from './imports.ts';

const Id = z.object({ id: z.string().max(200) });

/** Goes on in the background: a large import takes as long to undo as to make. */
function startUndo(ctx: AppContext, batch: Batch, actor: Actor): void {
  const { undoing } = deskOf(ctx);
  undoing.set(batch.id, 'running');
  const run = async (): Promise<Problem | undefined> => {
    const { undoBatch } = await import('../../intake/undo/index.ts');
    const undone = await undoBatch(ctx.db, batch.id, ctx.now());
    if (!undone.ok) return undone.problem;
    await writeAudit(
      ctx.db,
      { action: 'import.undone', ...actor, object: publicId(ctx, 'imp', batch.id) },
      ctx.now(),
    );
    return undefined;
  };
  void run()
    .catch((error: unknown): Problem => {
      ctx.log.error({ err: error }, 'an undo failed');
      return { code: 'internal', params: { id: publicId(ctx, 'imp', batch.id) } };
    })
    .then((problem) => (problem ? undoing.set(batch.id, problem) : undoing.delete(batch.id)));
}

function acting(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/imports/{id}/cancel',
    tag: 'imports',
    summary: 'Stop it; nothing is changed',
    permission: 'imports.run',
    params: Id,
    answer: AnyImport,
    run: async ({ actor, params, language, now }) => {
      const draft = waiting(ctx, actor, params.id);
      if (draft) {
        draft.check?.cancel();
        return ok(presentDraft(ctx, draft, await shopOfDraft(ctx, draft), language));
      }
      const batch = await findBatch(ctx, actor, params.id);
      if (!batch) return fail('not_found');
      const ended = await deskOf(ctx).runner.cancel(batch.id);
      if (!ended.ok) return fail('import_not_running');
      await writeAudit(ctx.db, { action: 'import.cancelled', ...actor, object: params.id }, now);
      return presentOne(ctx, ended.value, language);
    },
  });

  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/imports/{id}/undo',
    tag: 'imports',
    summary: 'Take the whole import back',
    permission: 'imports.run',
    status: 202,
    params: Id,
    answer: ImportAnswer,
    run: async ({ actor, params, language }) => {
      const batch = await findBatch(ctx, actor, params.id);
      if (!batch) return fail('not_found');
      if (batch.state !== 'done') return fail('batch_not_done', { state: batch.state });
      if (deskOf(ctx).undoing.get(batch.id) !== 'running') startUndo(ctx, batch, actor);
      const now = await ctx.db.tx((tx) => getBatch(tx, batch.id));
      return presentOne(ctx, now ?? batch, language);
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  acting(app, ctx);

  const Column = z.object({
    field: z.string(),
    type: z.string(),
    required: z.boolean(),
    from: z.array(z.string()),
  });
  const Source = z
    .object({
      name: z.string(),
      kind: z.string(),
      title: z.object({ zh: z.string(), en: z.string() }),
      versions: z.array(z.string()),
      columns: z.array(Column),
      fields: z.array(z.string()),
    })
    .meta({ id: 'Source' });
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/sources',
    tag: 'imports',
    summary: 'Kinds of files that can be imported',
    permission: 'imports.read',
    answer: listOf(Source),
    run: async () => ok({ data: knownSources(), next_cursor: null }),
  });
}
