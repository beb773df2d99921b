import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { ChannelKind, TouchClass } from '../../outreach/channels/index.ts';
import { decidePersons } from '../../outreach/gate/index.ts';
import { policyInForce } from '../../outreach/policy/index.ts';
import { draftOfContent, sendersOf } from '../../outreach/templates/index.ts';
import {
  Content,
  findTouch,
  lockPersons,
  propose,
  type Proposal,
  type TouchFully,
} from '../../outreach/touches/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { ById, customerOf } from '../customers/index.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { presentFully, roadOf, TouchFullyAnswer } from '../outreach/index.ts';
import { can, type Actor } from '../permissions.ts';
import { Time } from '../present.ts';
import { checkedHere } from '../templates/index.ts';

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

function wishOf(
  customer: number,
  actor: Actor,
  body: z.output<typeof ByHand>,
  template: { id: number; number: number } | null,
  span: { validFrom: Date; validUntil: Date },
): Proposal {
  const { kind, class: what, content = null } = body;
  return {
    ...{ customer, source: 'hand', occurrence: randomUUID(), class: what, kind },
    ...{ template, content: template ? null : content, why: { code: 'touch_by_hand' } },
    ...{ ...span, byUser: actor.userId ?? 0 },
  };
}

export function routes(app: App, ctx: AppContext): void {
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
        const wish = wishOf(person.value.id, actor, body, template.value, span.value);
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
