import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Context } from 'hono';
import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import { getBatch, type Batch } from '../../intake/batch/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import type { Shop } from '../../ledger/shops/index.ts';
import { saveUpload, type Upload } from '../../platform/files/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import {
  AnyImport,
  deskOf,
  DRAFT_PREFIX,
  DraftAnswer,
  ImportChange,
  look,
  presentBatch,
  presentDraft,
  shopOfDraft,
  startBatch,
  startDryRun,
  type Draft,
} from '../imports/index.ts';
import { canSeeShop, type Actor } from '../permissions.ts';
import { chooseShop, guessPlatform, madeShop, newShopOf, shopToRead } from './import-shops.ts';

const Id = z.object({ id: z.string().max(200) });
const MULTIPART_MOST = 64 * 1024 ** 2;

const actorKey = (actor: Actor): string => `${actor.kind}:${actor.userId ?? actor.tokenId ?? ''}`;

/** The raw body streams to disk; a form is taken apart in memory and so has a limit. */
async function bodyOf(
  c: Context,
  name: string | undefined,
): Promise<Result<{ body: Readable; name: string }>> {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) {
    if (!c.req.raw.body) return fail('file_missing');
    return ok({ body: Readable.fromWeb(c.req.raw.body as WebStream), name: name ?? 'file' });
  }
  if (!(Number(c.req.header('content-length')) <= MULTIPART_MOST))
    return fail('body_too_large', { limit: MULTIPART_MOST });
  const file = (await c.req.formData().catch(() => undefined))?.get('file');
  if (!(file instanceof File)) return fail('file_missing');
  return ok({ body: Readable.fromWeb(file.stream() as WebStream), name: name ?? file.name });
}

async function lookAgain(
  ctx: AppContext,
  draft: Omit<Draft, 'id' | 'look' | 'batchId' | 'check' | 'madeAt' | 'actor'> &
    Partial<Pick<Draft, 'look'>>,
  shop: Shop | undefined,
) {
  const { source, mapping, options } = draft;
  return look(ctx, draft.file, { source, mapping, options, shop: shopToRead(draft, shop) });
}

export function myDraft(ctx: AppContext, actor: Actor, id: string): Draft | undefined {
  const draft = id.startsWith(DRAFT_PREFIX) ? deskOf(ctx).drafts.find(id) : undefined;
  return draft?.actor === actorKey(actor) ? draft : undefined;
}

/** A started draft's old address leads to its import. */
export async function findBatch(
  ctx: AppContext,
  actor: Actor,
  text: string,
): Promise<Batch | undefined> {
  const id = innerId(ctx, 'imp', text) ?? myDraft(ctx, actor, text)?.batchId;
  const batch = id === undefined ? undefined : await ctx.db.tx((tx) => getBatch(tx, id));
  return batch && canSeeShop(actor, batch.shop_id) ? batch : undefined;
}

async function addDraft(
  ctx: AppContext,
  actor: Actor,
  file: Upload & { name: string },
  now: Date,
): Promise<Result<Draft>> {
  const { drafts } = deskOf(ctx);
  const blank = {
    file,
    shopId: undefined,
    newShop: undefined,
    source: undefined,
    mapping: undefined,
    options: {},
  };
  const seen = await lookAgain(ctx, blank, undefined);
  if (!seen.ok) {
    drafts.dropFile({ file } as Draft);
    return seen;
  }
  return ok(drafts.add({ ...blank, actor: actorKey(actor), look: seen.value, madeAt: now }));
}

const present = async (ctx: AppContext, draft: Draft, language: Language) => ({
  ...presentDraft(ctx, draft, await shopOfDraft(ctx, draft), language),
  new_shop: newShopOf(draft),
});

function change(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'patch',
    path: '/v1/imports/{id}',
    tag: 'imports',
    summary: 'Choose shop, source, columns; gives a new preview',
    permission: 'imports.run',
    params: Id,
    body: ImportChange,
    answer: DraftAnswer,
    run: async ({ actor, params, body, language }) => {
      const draft = myDraft(ctx, actor, params.id);
      if (!draft) return fail('import_gone');
      if (draft.batchId !== undefined || draft.check?.state === 'running')
        return fail('import_not_ready');
      const shop = await chooseShop(ctx, actor, draft, body);
      if (!shop.ok) return shop;
      const otherSource = body.source !== undefined && body.source !== draft.source;
      const next = {
        source: body.source ?? draft.source,
        // Another kind of file has other fields: its columns are guessed anew.
        mapping: body.mapping ?? (otherSource ? undefined : draft.mapping),
        options: { ...draft.options, ...body.options },
      };
      const seen = await lookAgain(ctx, { ...draft, ...next }, await shopOfDraft(ctx, draft));
      if (!seen.ok) return seen;
      Object.assign(draft, { ...next, look: seen.value, check: undefined });
      guessPlatform(draft);
      return ok(await present(ctx, draft, language));
    },
  });
}

function start(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/imports/{id}/start',
    tag: 'imports',
    summary: 'Start it, or check every row without writing (dry_run)',
    permission: 'imports.run',
    status: 202,
    params: Id,
    body: z.object({ dry_run: z.boolean().default(false) }),
    answer: AnyImport,
    run: async ({ actor, params, body, language, now }) => {
      const draft = myDraft(ctx, actor, params.id);
      if (!draft) return fail('import_gone');
      if (body.dry_run) {
        const shop = await shopOfDraft(ctx, draft);
        const checking = startDryRun(ctx, draft, { id: shop?.id ?? 0, ...shopToRead(draft, shop) });
        return checking.ok ? ok(await present(ctx, draft, language)) : checking;
      }
      const shop = await madeShop(ctx, actor, draft, now);
      if (!shop.ok) return shop;
      const batch = await startBatch(ctx, draft, shop.value, actor.userId);
      if (!batch.ok) return batch;
      const object = publicId(ctx, 'imp', batch.value.id);
      await writeAudit(
        ctx.db,
        { action: 'import.started', ...actor, object, details: { source: batch.value.source } },
        now,
      );
      const facts = {
        batch: batch.value,
        shop: shop.value,
        running: deskOf(ctx).runner.find(batch.value.id),
        undoing: false,
      };
      return ok(
        presentBatch(
          ctx,
          {
            ...facts,
            rows: draft.look.rows,
            startedBy: actor.name || null,
            undoProblem: undefined,
          },
          language,
        ),
      );
    },
  });
}

/** What brings a file in. Reading, undoing and reports: import-reports.ts */
export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/imports',
    tag: 'imports',
    summary: 'Upload a file: as the body with ?file_name=, or as a form’s “file”',
    permission: 'imports.run',
    status: 201,
    upload: true,
    query: z.object({ file_name: z.string().trim().min(1).max(255).optional() }),
    answer: DraftAnswer,
    run: async ({ actor, query, language, c, now }) => {
      const given = await bodyOf(c, query.file_name);
      if (!given.ok) return given;
      const saved = await saveUpload(join(ctx.dataDir, 'uploads'), given.value.body);
      if (!saved.ok) return saved;
      const name = basename(given.value.name.replaceAll('\\', '/'));
      const draft = await addDraft(ctx, actor, { ...saved.value, name }, now);
      return draft.ok ? ok(await present(ctx, draft.value, language)) : draft;
    },
  });
  change(app, ctx);
  start(app, ctx);
}
