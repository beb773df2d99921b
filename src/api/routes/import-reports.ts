import { Readable } from 'node:stream';
import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import {
  listBatches,
  rejectsCsv,
  rejectsPage,
  type Batch,
  type Reject,
} from '../../intake/batch/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { listShops, type Shop } from '../../ledger/shops/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { Cursor, decodeCursor, Limit, listOf, page } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import {
  AnyImport,
  deskOf,
  ImportAnswer,
  presentBatch,
  presentDraft,
  RejectAnswer,
  rejectText,
  shopOfDraft,
  type Draft,
} from '../imports/index.ts';
import { shopScope, type Actor } from '../permissions.ts';
import { findBatch, myDraft } from './imports.ts';

const Id = z.object({ id: z.string().max(200) });

async function namesOf(ctx: AppContext, batches: Batch[]): Promise<Map<number, string>> {
  const ids = batches.flatMap((batch) => batch.started_by ?? []);
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.query<{ id: number; name: string }>(
    'SELECT id, name FROM app_user WHERE id = ANY ($1)',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function presentAll(
  ctx: AppContext,
  batches: Batch[],
  language: Language,
): Promise<z.input<typeof ImportAnswer>[]> {
  const shops = new Map<number, Shop>(
    (
      await listShops(
        ctx.db,
        batches.map((batch) => batch.shop_id),
      )
    ).map((shop) => [shop.id, shop]),
  );
  const names = await namesOf(ctx, batches);
  const desk = deskOf(ctx);
  return batches.map((batch) => {
    const undoing = desk.undoing.get(batch.id);
    return presentBatch(
      ctx,
      {
        ...{
          batch,
          shop: shops.get(batch.shop_id),
          running: desk.runner.find(batch.id),
          undoing: undoing === 'running',
        },
        rows: desk.drafts.ofBatch(batch.id)?.look.rows ?? null,
        startedBy: names.get(batch.started_by ?? 0) ?? null,
        undoProblem: typeof undoing === 'object' ? undoing : undefined,
      },
      language,
    );
  });
}

export async function presentOne(
  ctx: AppContext,
  batch: Batch,
  language: Language,
): Promise<Result<z.input<typeof ImportAnswer>>> {
  const [shown] = await presentAll(ctx, [batch], language);
  return shown ? ok(shown) : fail('not_found');
}

/** A draft that has not become an import yet. */
export function waiting(ctx: AppContext, actor: Actor, id: string): Draft | undefined {
  const draft = myDraft(ctx, actor, id);
  return draft?.batchId === undefined ? draft : undefined;
}

function reading(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/imports',
    tag: 'imports',
    summary: 'Earlier imports, newest first',
    permission: 'imports.read',
    query: z.object({ cursor: Cursor, limit: Limit, shop: z.string().optional() }),
    answer: listOf(ImportAnswer),
    run: async ({ actor, query, language }) => {
      const before = decodeCursor(z.int(), query.cursor);
      if (!before.ok) return before;
      const asked = query.shop === undefined ? undefined : innerId(ctx, 'shop', query.shop);
      if (query.shop !== undefined && asked === undefined) return fail('not_found', {}, '/shop');
      const scope = shopScope(actor, asked);
      if (!scope.ok) return scope;
      const filter = {
        before: before.value,
        limit: query.limit + 1,
        ...(scope.value && { shopIds: scope.value }),
      };
      const batches = await ctx.db.tx((tx) => listBatches(tx, filter));
      const { rows, next_cursor } = page(batches, query.limit, (batch) => batch.id);
      return ok({ data: await presentAll(ctx, rows, language), next_cursor });
    },
  });

  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/imports/{id}',
    tag: 'imports',
    summary: 'One import: how far it is, what it brought',
    permission: 'imports.read',
    params: Id,
    answer: AnyImport,
    run: async ({ actor, params, language }) => {
      const draft = waiting(ctx, actor, params.id);
      if (draft) return ok(presentDraft(ctx, draft, await shopOfDraft(ctx, draft), language));
      const batch = await findBatch(ctx, actor, params.id);
      return batch ? presentOne(ctx, batch, language) : fail('not_found');
    },
  });
}

/** The file's own columns as they were when it was read. */
const headersOf = (batch: Batch): string[] => {
  const { headers } = batch.mapping as { headers?: unknown };
  return Array.isArray(headers) ? headers.map(String) : [];
};

const presentReject =
  (language: Language) =>
  ({ line_number, reason, params, raw }: Reject) => ({
    ...{ line_number, reason, params, raw },
    text: rejectText(reason, params, language),
  });

/** The rejects of a dry run, as a file. They were never written down, so they are no stream. */
async function checkedCsv(draft: Draft, language: Language): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const { REASON_COLUMN, safeCell, cellsOf } = await import('../../intake/batch/index.ts');
  const rows = (draft.check?.rejects ?? []).map((reject) => [
    ...cellsOf(reject.raw).map(safeCell),
    safeCell(rejectText(reject.reason, reject.params, language)),
  ]);
  return `\uFEFF${stringify([[...draft.look.headers, REASON_COLUMN], ...rows])}`;
}

function rejects(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/imports/{id}/rejects',
    tag: 'imports',
    summary: 'Rows that were refused, and why',
    permission: 'imports.read',
    params: Id,
    query: z.object({ cursor: Cursor, limit: Limit }),
    answer: listOf(RejectAnswer),
    run: async ({ actor, params, query, language }) => {
      const after = decodeCursor(z.int(), query.cursor);
      if (!after.ok) return after;
      const draft = waiting(ctx, actor, params.id);
      const batch = draft ? undefined : await findBatch(ctx, actor, params.id);
      if (!draft && !batch) return fail('not_found');
      const from = after.value ?? 0;
      const found = batch
        ? await ctx.db.tx((tx) =>
            rejectsPage(tx, batch.id, { after: from, limit: query.limit + 1 }),
          )
        : (draft?.check?.rejects ?? [])
            .filter((reject) => reject.line_number > from)
            .slice(0, query.limit + 1);
      const { rows, next_cursor } = page(found, query.limit, (reject) => reject.line_number);
      return ok({ data: rows.map(presentReject(language)), next_cursor });
    },
  });
}

function rejectFile(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/imports/{id}/rejects.csv',
    tag: 'imports',
    summary: 'The same as a file to mend and import again',
    permission: 'imports.run',
    media: 'text/csv',
    params: Id,
    run: async ({ actor, params, language, now }) => {
      const draft = waiting(ctx, actor, params.id);
      const batch = draft ? undefined : await findBatch(ctx, actor, params.id);
      const name = encodeURIComponent(
        `${(draft?.file.name ?? batch?.file_name ?? 'file').replace(/\.[^.]+$/, '')}.rejects.csv`,
      );
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects.csv"; filename*=UTF-8''${name}`,
      };
      if (draft) return ok(new Response(await checkedCsv(draft, language), { headers }));
      if (!batch) return fail('not_found');
      await writeAudit(
        ctx.db,
        {
          action: 'rejects.exported',
          ...actor,
          object: params.id,
          details: { rows: batch.rejected },
        },
        now,
      );
      const reasons = (reject: Reject): string =>
        rejectText(reject.reason, reject.params, language);
      const csv = rejectsCsv(ctx.db, batch.id, { headers: headersOf(batch), reasons });
      return ok(new Response(Readable.toWeb(csv) as ReadableStream, { headers }));
    },
  });
}

/** What there is to read about imports. */
export function routes(app: App, ctx: AppContext): void {
  reading(app, ctx);
  rejects(app, ctx);
  rejectFile(app, ctx);
}
