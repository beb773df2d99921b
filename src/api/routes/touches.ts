import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { isSeenBy } from '../../ledger/customers/index.ts';
import { ChannelKind, TOUCH_CLASSES, TouchClass } from '../../outreach/channels/index.ts';
import { decidePersons } from '../../outreach/gate/index.ts';
import { policyInForce } from '../../outreach/policy/index.ts';
import {
  cancelTouch,
  countTouches,
  findTouch,
  listTouches,
  lockPersons,
  propose,
  resolveTouch,
  retryTouch,
  touchesOf,
  type TouchFully,
} from '../../outreach/touches/index.ts';
import { Content, TOUCH_STATES } from '../../outreach/touches/index.ts';
import { draftOfContent, sendersOf } from '../../outreach/templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { Cursor, decodeCursor, Limit, listOf, page } from '../cursor.ts';
import { ById, customerOf } from '../customers/index.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import {
  presentFully,
  presentTouch,
  roadOf,
  TouchAnswer,
  TouchFullyAnswer,
} from '../outreach/index.ts';
import { checkedHere } from '../templates/index.ts';
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

const HAND_DAYS = 7;

const ByHand = z.strictObject({
  kind: ChannelKind,
  class: TouchClass,
  content: Content.optional(),
  template_id: z.string().optional(),
  /** Absent: now. */
  valid_from: Time.optional(),
  /** Absent: seven days later. */
  valid_until: Time.optional(),
  hold_seconds: z
    .int()
    .min(0)
    .max(3600)
    .default(0)
    .describe('Not before so many seconds from now: time to cancel it'),
  /** Only say what would happen. */
  dry_run: z.boolean().default(false),
});

/** Carries the answer out of a transaction that must leave nothing. */
class OnlyAsked extends Error {
  readonly touch: TouchFully;
  constructor(touch: TouchFully) {
    super('only asked');
    this.touch = touch;
  }
}

function spanOf(
  body: z.output<typeof ByHand>,
  now: Date,
): Result<{ validFrom: Date; validUntil: Date }> {
  const soonest = now.getTime() + body.hold_seconds * 1000;
  const asked = body.valid_from ? Date.parse(body.valid_from) : soonest;
  const validFrom = new Date(body.hold_seconds > 0 ? Math.max(asked, soonest) : asked);
  const after = validFrom > now ? validFrom : now;
  const validUntil = body.valid_until
    ? new Date(body.valid_until)
    : new Date(after.getTime() + HAND_DAYS * 86_400_000);
  if (validUntil <= validFrom) return fail('touch_until_before_from', {}, '/valid_until');
  return ok({ validFrom, validUntil });
}

async function templateOf(ctx: AppContext, tx: Tx, id: string | undefined) {
  if (id === undefined) return ok(null);
  const inner = innerId(ctx, 'tpl', id);
  const found =
    inner === undefined
      ? undefined
      : await tx.maybe<{ version: number }>(
          'SELECT version FROM template WHERE id = $1 AND archived_at IS NULL',
          [inner],
        );
  return inner === undefined || !found
    ? fail('not_found', {}, '/template_id')
    : ok({ id: inner, number: found.version });
}

/** What is written by hand is held to the same rules as a template: unknown words, endless loops. */
async function flawIn(
  ctx: AppContext,
  tx: Tx,
  { kind, class: what, content }: z.output<typeof ByHand>,
  profile: number,
  now: Date,
): Promise<Problem | undefined> {
  if (!content) return undefined;
  const { shop } = await tx.one<{ shop: number | null }>(
    'SELECT shop_id AS shop FROM customer WHERE id = $1',
    [profile],
  );
  const sender = (await sendersOf(tx)).of(shop);
  const { errors } = await checkedHere(
    ctx,
    tx,
    draftOfContent({ kind, class: what }, content, sender),
    now,
  );
  // What the shop lacks is the gate's to say; the place in the draft means nothing to who wrote a plain text.
  const flaw = errors.find(({ pointer }) => pointer?.startsWith('/variants/'));
  return flaw && { ...flaw, pointer: '/content/body' };
}

function handRoute(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/customers/{id}/touches',
    tag: 'touches',
    summary: 'Write to one customer by hand, through the same gate; dry_run says what would happen',
    permission: 'touches.write',
    params: ById,
    body: ByHand,
    answer: TouchFullyAnswer,
    run: async ({ actor, params, body, now, language }) => {
      const open = can(actor, 'contacts.read');
      const inOne = async (tx: Tx): Promise<Result<TouchFully>> => {
        const person = await customerOf(ctx, tx, actor, params.id);
        if (!person.ok) return person;
        if (person.value.erased) return fail('customer_erased');
        const template = await templateOf(ctx, tx, body.template_id);
        if (!template.ok) return template;
        if (!body.content && !template.value) return fail('touch_empty', {}, '/content');
        const wrong = body.content && (await flawIn(ctx, tx, body, person.value.id, now));
        if (wrong) return { ok: false, problem: wrong };
        const span = spanOf(body, now);
        if (!span.ok) return span;
        const wish = {
          ...{
            customer: person.value.id,
            source: 'hand',
            occurrence: randomUUID(),
            class: body.class,
            kind: body.kind,
          },
          ...{
            template: template.value,
            content: template.value ? null : (body.content ?? null),
            why: { code: 'touch_by_hand' },
          },
          ...{ ...span.value, byUser: actor.userId ?? 0 },
        };
        const [id = 0] = await propose(tx, [wish], now);
        const persons = await lockPersons(tx, [person.value.id]);
        await decidePersons(tx, persons, roadOf(ctx).outreach.gate, await policyInForce(tx), now);
        const touch = await findTouch(tx, id);
        if (!touch) return fail('not_found');
        if (body.dry_run) throw new OnlyAsked(touch);
        await writeAudit(
          tx,
          { action: 'touch.written', ...actor, object: publicId(ctx, 'tch', id) },
          now,
        );
        return ok(touch);
      };
      try {
        const touch = await ctx.db.tx(inOne);
        return touch.ok ? ok(presentFully(ctx, touch.value, open, language)) : touch;
      } catch (error) {
        if (error instanceof OnlyAsked) return ok(presentFully(ctx, error.touch, open, language));
        throw error;
      }
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  listRoute(app, ctx);
  readRoutes(app, ctx);
  actRoutes(app, ctx);
  handRoute(app, ctx);
}
