import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  archiveSegment,
  changeSegment,
  createSegment,
  findSegment,
  keepSizes,
  listSegments,
  readSegment,
  sizes,
  sizesOf,
  versionsOf,
  withPeople,
  type Counted,
  type SavedSegment,
} from '../../insight/segments/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import { asking, forecastsFor } from '../forecasts.ts';
import type { Actor } from '../permissions.ts';
import { time } from '../present.ts';
import {
  askedBy,
  presentSegment,
  SegmentAnswer,
  SegmentBody,
  SegmentChange,
  VersionAnswer,
  understood,
} from '../segments/index.ts';

const ById = z.object({ id: z.string() });

async function segmentOf(
  ctx: AppContext,
  tx: Pick<Tx, 'query'>,
  id: string,
): Promise<Result<SavedSegment>> {
  const inner = innerId(ctx, 'seg', id);
  const found = inner === undefined ? undefined : await findSegment(tx, inner);
  return found ? ok(found) : fail('not_found');
}

/**
 * Counts the segments, all in one pass over the people, and keeps the counts as today's sizes. Whoever
 * sees only some shops counts among their people, which is nobody's history.
 */
async function countThem(
  ctx: AppContext,
  actor: Actor,
  segments: SavedSegment[],
  now: Date,
): Promise<Result<void>> {
  const asked = await askedBy(ctx, actor, now);
  if (!asked.ok) return asked;
  if (segments.length === 0 || actor.shopIds !== null) return ok(undefined);
  const texts = segments.map(({ text }) => text);
  const many = await forecastsFor(ctx, asked.value, texts);
  await withPeople(await ctx.lens(), asking(asked.value, many), async (people) => {
    const read = segments.flatMap((segment) => {
      const one = readSegment(segment.text, people.settings);
      return one.ok ? [{ segment, query: one.value.query }] : [];
    });
    const found = await sizes(
      people,
      read.map(({ query }) => query),
    );
    const counted: Counted[] = read.map(({ segment }, n) => ({ segment, ...found[n]! }));
    await keepSizes(ctx.db, counted, asked.value.today, people.currency);
  });
  return ok(undefined);
}

function reading(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/segments',
    tag: 'segments',
    summary: 'Saved segments with their sizes, counted now',
    permission: 'customers.read',
    query: z.object({ archived: z.stringbool().default(false).describe('Those put away instead') }),
    answer: listOf(SegmentAnswer),
    run: async ({ actor, query, now }) => {
      const segments = await listSegments(ctx.db, query.archived);
      if (!query.archived) {
        const counted = await countThem(ctx, actor, segments, now);
        if (!counted.ok) return counted;
      }
      const past = await sizesOf(
        ctx.db,
        segments.map(({ id }) => id),
      );
      const data = segments.map((one) => presentSegment(ctx, one, past.get(one.id) ?? []));
      return ok({ data, next_cursor: null });
    },
  });

  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/segments/{id}',
    tag: 'segments',
    summary: 'One saved segment with its size by day',
    permission: 'customers.read',
    params: ById,
    answer: SegmentAnswer,
    run: async ({ actor, params, now }) => {
      const found = await segmentOf(ctx, ctx.db, params.id);
      if (!found.ok) return found;
      if (found.value.archived_at === null) {
        const counted = await countThem(ctx, actor, [found.value], now);
        if (!counted.ok) return counted;
      }
      const past = await sizesOf(ctx.db, [found.value.id]);
      return ok(presentSegment(ctx, found.value, past.get(found.value.id) ?? []));
    },
  });

  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/segments/{id}/versions',
    tag: 'segments',
    summary: 'What it said before, newest first',
    permission: 'customers.read',
    params: ById,
    answer: listOf(VersionAnswer),
    run: async ({ tx, params }) => {
      const found = await segmentOf(ctx, tx, params.id);
      if (!found.ok) return found;
      const versions = await versionsOf(tx, found.value.id);
      return ok({
        data: versions.map((one) => ({ ...one, at: time(one.at)! })),
        next_cursor: null,
      });
    },
  });
}

interface Doing {
  tx: Tx;
  actor: Actor;
  now: Date;
}

async function noted(
  ctx: AppContext,
  { tx, actor, now }: Doing,
  action: 'segment.saved' | 'segment.archived' | 'segment.restored',
  done: Result<SavedSegment>,
) {
  if (!done.ok) return done;
  const { id, version } = done.value;
  await writeAudit(
    tx,
    { action, ...actor, object: publicId(ctx, 'seg', id), details: { version } },
    now,
  );
  const past = await sizesOf(tx, [id]);
  return ok(presentSegment(ctx, done.value, past.get(id) ?? []));
}

function saving(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/segments',
    tag: 'segments',
    summary: 'Save a segment, from its text or from what was built',
    permission: 'segments.change',
    body: SegmentBody,
    answer: SegmentAnswer,
    status: 201,
    run: async ({ body, ...doing }) => {
      const read = understood(body);
      if (!read.ok) return read;
      const said = { name: body.name, text: read.value.text };
      const made = await createSegment(doing.tx, said, doing.actor.userId, doing.now);
      return noted(ctx, doing, 'segment.saved', made);
    },
  });

  endpoint(app, ctx, {
    method: 'patch',
    path: '/v1/segments/{id}',
    tag: 'segments',
    summary: 'Rename it or say it anew; what it said before is kept as a version',
    permission: 'segments.change',
    params: ById,
    body: SegmentChange,
    answer: SegmentAnswer,
    run: async ({ params, body, ...doing }) => {
      const before = await segmentOf(ctx, doing.tx, params.id);
      if (!before.ok) return before;
      const { name } = body;
      const anew = body.text !== undefined || body.builder !== undefined;
      const read = anew ? understood(body) : undefined;
      if (read && !read.ok) return read;
      const changes = {
        ...(name !== undefined && { name }),
        ...(read && { text: read.value.text }),
      };
      const done = await changeSegment(
        doing.tx,
        before.value,
        changes,
        doing.actor.userId,
        doing.now,
      );
      return noted(ctx, doing, 'segment.saved', done);
    },
  });
}

function archiving(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/segments/{id}',
    tag: 'segments',
    summary: 'Put a segment away; nothing is lost',
    permission: 'segments.change',
    params: ById,
    answer: SegmentAnswer,
    run: async ({ params, ...doing }) => {
      const found = await segmentOf(ctx, doing.tx, params.id);
      if (!found.ok) return found;
      return noted(
        ctx,
        doing,
        'segment.archived',
        await archiveSegment(doing.tx, found.value, doing.now),
      );
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/segments/{id}/restore',
    tag: 'segments',
    summary: 'Bring it back',
    permission: 'segments.change',
    params: ById,
    answer: SegmentAnswer,
    run: async ({ params, ...doing }) => {
      const found = await segmentOf(ctx, doing.tx, params.id);
      if (!found.ok) return found;
      return noted(
        ctx,
        doing,
        'segment.restored',
        await archiveSegment(doing.tx, found.value, null),
      );
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  reading(app, ctx);
  saving(app, ctx);
  archiving(app, ctx);
}
