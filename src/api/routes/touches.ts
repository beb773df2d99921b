import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { isSeenBy } from '../../ledger/customers/index.ts';
import { ChannelKind, TOUCH_CLASSES } from '../../outreach/channels/index.ts';
import {
  cancelTouch,
  countTouches,
  findTouch,
  listTouches,
  resolveTouch,
  retryTouch,
  touchesOf,
  TOUCH_STATES,
  type TouchFully,
} from '../../outreach/touches/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { Cursor, decodeCursor, Limit, listOf, page } from '../cursor.ts';
import { ById, customerOf } from '../customers/index.ts';
import { endpoint, type App } from '../endpoint.ts';
import { presentFully, presentTouch, TouchAnswer, TouchFullyAnswer } from '../outreach/index.ts';
import { can, type Actor } from '../permissions.ts';
import { Time } from '../present.ts';

const WORDS = [...TOUCH_STATES, 'waiting'] as const;

const ListQuery = z.object({
  state: z
    .string()
    .optional()
    .describe('One or several, with commas; waiting: those that lie ready for a person'),
  kind: ChannelKind.optional(),
  class: z.enum(TOUCH_CLASSES).optional(),
  source: z.string().max(60).optional(),
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Part of a name, or a whole address'),
  cursor: Cursor,
  limit: Limit,
});

function statesOf(text: string | undefined): Result<string[] | null> {
  if (text === undefined) return ok(null);
  const states = text.split(',').map((word) => word.trim());
  const wrong = states.find((word) => !(WORDS as readonly string[]).includes(word));
  return wrong === undefined
    ? ok(states)
    : fail('option_invalid', { option: 'state', value: wrong }, '/state');
}

/** The touch a path names, if there is one and the actor may see whom it is for. */
async function seen(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<TouchFully>> {
  const inner = innerId(ctx, 'tch', id);
  const touch = inner === undefined ? undefined : await findTouch(tx, inner);
  if (!touch || !(await isSeenBy(tx, [touch.customer], actor.shopIds))) return fail('not_found');
  return ok(touch);
}

function listRoute(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/touches',
    tag: 'touches',
    summary: 'Every message there was, is or shall be, the newest first',
    permission: 'touches.read',
    query: ListQuery,
    answer: listOf(TouchAnswer).extend({
      counts: z
        .record(z.string(), z.int())
        .describe('By state, whatever state is asked for; waiting is not counted as sending'),
    }),
    run: async ({ tx, actor, query, language }) => {
      const states = statesOf(query.state);
      if (!states.ok) return states;
      const before = decodeCursor(z.int(), query.cursor);
      if (!before.ok) return before;
      const { kind = null, class: what = null, source = null, search = null, limit } = query;
      const narrowed = { kind, class: what, source, search, shopIds: actor.shopIds };
      const rows = await listTouches(tx, {
        ...{ ...narrowed, states: states.value, profiles: null },
        ...{ before: before.value ?? null, limit: limit + 1 },
      });
      const shown = page(rows, limit, ({ id }) => id);
      return ok({
        data: shown.rows.map((row) => presentTouch(ctx, row, language)),
        next_cursor: shown.next_cursor,
        counts: await countTouches(tx, narrowed),
      });
    },
  });
}

function readRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/touches/{id}',
    tag: 'touches',
    summary:
      'One message: why it went or did not, every rule with its evidence, and what the buyer saw',
    permission: 'touches.read',
    params: ById,
    answer: TouchFullyAnswer,
    run: async ({ tx, actor, params, language }) => {
      const touch = await seen(ctx, tx, actor, params.id);
      if (!touch.ok) return touch;
      return ok(presentFully(ctx, touch.value, can(actor, 'contacts.read'), language));
    },
  });

  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers/{id}/touches',
    tag: 'touches',
    summary:
      'Why a customer did or did not get a message: theirs, the newest first, with every rule’s word',
    permission: 'touches.read',
    params: ById,
    query: z.object({ source: z.string().max(60).optional() }),
    answer: z.object({ data: z.array(TouchFullyAnswer) }),
    run: async ({ tx, actor, params, query, language }) => {
      const person = await customerOf(ctx, tx, actor, params.id);
      if (!person.ok) return person;
      const touches = await touchesOf(tx, person.value.profiles, query.source ?? null);
      const open = can(actor, 'contacts.read');
      return ok({ data: touches.map((touch) => presentFully(ctx, touch, open, language)) });
    },
  });
}

function actRoutes(app: App, ctx: AppContext): void {
  const common = {
    method: 'post',
    tag: 'touches',
    permission: 'touches.change',
    params: ById,
    answer: TouchAnswer,
  } as const;

  /** Found, done, written into the audit, answered as it stands now. */
  const act = async (
    asked: { tx: Tx; actor: Actor; params: { id: string }; language: 'zh' | 'en'; now: Date },
    action: 'touch.cancelled' | 'touch.retried' | 'touch.resolved',
    change: (id: number) => Promise<Result<null>>,
  ) => {
    const { tx, actor, params, now, language } = asked;
    const touch = await seen(ctx, tx, actor, params.id);
    if (!touch.ok) return touch;
    const done = await change(touch.value.id);
    if (!done.ok) return done;
    await writeAudit(tx, { action, ...actor, object: params.id }, now);
    const after = await findTouch(tx, touch.value.id);
    return after ? ok(presentTouch(ctx, after, language)) : fail('not_found');
  };

  endpoint(app, ctx, {
    ...common,
    path: '/v1/touches/{id}/cancel',
    summary: 'Stop one that has not begun to go out; retry undoes it',
    run: (asked) => act(asked, 'touch.cancelled', (id) => cancelTouch(asked.tx, id, asked.now)),
  });

  endpoint(app, ctx, {
    ...common,
    path: '/v1/touches/{id}/retry',
    summary: 'Propose once more what failed, was cancelled, blocked or expired; the gate decides',
    body: z.strictObject({ valid_until: Time.optional() }),
    run: (asked) =>
      act(asked, 'touch.retried', (id) =>
        retryTouch(
          asked.tx,
          id,
          asked.body.valid_until ? new Date(asked.body.valid_until) : null,
          asked.now,
        ),
      ),
  });

  endpoint(app, ctx, {
    ...common,
    path: '/v1/touches/{id}/resolve',
    summary: 'Say what became of one whose fate is not known, or that one carried by hand is out',
    body: z.strictObject({ was: z.enum(['sent', 'not_sent']) }),
    run: (asked) =>
      act(asked, 'touch.resolved', (id) => resolveTouch(asked.tx, id, asked.body.was, asked.now)),
  });
}

export function routes(app: App, ctx: AppContext): void {
  listRoute(app, ctx);
  readRoutes(app, ctx);
  actRoutes(app, ctx);
}
