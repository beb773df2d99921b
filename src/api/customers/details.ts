import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit, type AuditAction } from '../../ledger/audit/index.ts';
import { ConsentInput, recordConsent } from '../../ledger/consent/index.ts';
import {
  ConversationInput,
  logConversation,
  resolveComplaint,
} from '../../ledger/conversations/index.ts';
import {
  addTag,
  AttributeInput,
  Key,
  listSuggestions,
  OccasionDate,
  OccasionKind,
  removeAttribute,
  removeOccasion,
  removeTag,
  setAttribute,
  setOccasion,
  TagInput,
} from '../../ledger/customers/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { can } from '../permissions.ts';
import { maskSuggestion } from './mask.ts';
import { presentSuggestion } from './present.ts';
import { Edited, SuggestionAnswer } from './schema.ts';
import { ById, customerOf, editAs, type Asked } from './who.ts';

const BASE = '/v1/customers/{id}';
const common = { tag: 'customers', permission: 'customers.edit' } as const;

function tagRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...common,
    method: 'post',
    path: `${BASE}/tags`,
    summary: 'Add a tag',
    params: ById,
    body: TagInput,
    answer: Edited,
    run: ({ params, body, ...asked }) =>
      editAs(ctx, asked, params.id, 'customer.tagged', (who) =>
        addTag(asked.tx, who, body.tag, asked.now),
      ),
  });

  endpoint(app, ctx, {
    ...common,
    method: 'delete',
    path: `${BASE}/tags/{tag}`,
    summary: 'Take a tag away',
    params: ById.extend({ tag: z.string() }),
    answer: Edited,
    run: ({ params, ...asked }) =>
      editAs(ctx, asked, params.id, 'customer.untagged', (who) =>
        removeTag(asked.tx, who, params.tag, asked.now),
      ),
  });
}

function attributeRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...common,
    method: 'put',
    path: `${BASE}/attributes/{key}`,
    summary: 'Set an attribute of one’s own',
    params: ById.extend({ key: Key }),
    body: AttributeInput,
    answer: Edited,
    run: ({ params, body, ...asked }) =>
      editAs(ctx, asked, params.id, 'customer.attribute', (who) =>
        setAttribute(asked.tx, who, { key: params.key, ...body }, asked.now),
      ),
  });

  endpoint(app, ctx, {
    ...common,
    method: 'delete',
    path: `${BASE}/attributes/{key}`,
    summary: 'Remove an attribute',
    params: ById.extend({ key: Key }),
    answer: Edited,
    run: ({ params, ...asked }) =>
      editAs(ctx, asked, params.id, 'customer.attribute', (who) =>
        removeAttribute(asked.tx, who, params.key, asked.now),
      ),
  });
}

function occasionRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...common,
    method: 'put',
    path: `${BASE}/occasions/{kind}`,
    summary: 'Set a birthday, an anniversary, …',
    params: ById.extend({ kind: OccasionKind }),
    body: OccasionDate,
    answer: Edited,
    run: ({ params, body, ...asked }) =>
      editAs(ctx, asked, params.id, 'customer.occasion', (who) =>
        setOccasion(asked.tx, who, params.kind, body, asked.now),
      ),
  });

  endpoint(app, ctx, {
    ...common,
    method: 'delete',
    path: `${BASE}/occasions/{kind}`,
    summary: 'Remove an occasion',
    params: ById.extend({ kind: OccasionKind }),
    answer: Edited,
    run: ({ params, ...asked }) =>
      editAs(ctx, asked, params.id, 'customer.occasion', (who) =>
        removeOccasion(asked.tx, who, params.kind, asked.now),
      ),
  });
}

/** Facts that are added to a customer and stay: no undo, but a later word counts. */
async function record<T>(
  ctx: AppContext,
  { tx, actor, now }: Asked,
  id: string,
  action: AuditAction,
  write: (profile: number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const person = await customerOf(ctx, tx, actor, id);
  if (!person.ok) return person;
  const written = await write(person.value.id);
  if (!written.ok) return written;
  await writeAudit(tx, { action, ...actor, object: publicId(ctx, 'cus', person.value.id) }, now);
  return written;
}

function consentRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...common,
    method: 'put',
    path: `${BASE}/consents`,
    summary: 'Record that a customer agreed or took it back',
    params: ById,
    body: ConsentInput,
    status: 204,
    run: async ({ params, body, ...asked }) => {
      const occurredAt = body.occurred_at === undefined ? asked.now : new Date(body.occurred_at);
      const { channel, purpose, state, address } = body;
      const proof = { ...body.proof, by_user: asked.actor.userId };
      const said = { channel, purpose, state, address, proof, source: 'staff', occurredAt };
      const done = await record(ctx, asked, params.id, 'customer.consent', (profile) =>
        recordConsent(asked.tx, { ...said, profile }, asked.now),
      );
      return done.ok ? ok(undefined) : done;
    },
  });
}

function conversationRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...common,
    method: 'post',
    path: `${BASE}/conversations`,
    summary: 'Log a note, call, chat or complaint',
    params: ById,
    body: ConversationInput,
    status: 201,
    answer: z.object({ id: z.string() }),
    run: async ({ params, body, ...asked }) => {
      const orderId = body.order_id === null ? null : (innerId(ctx, 'ord', body.order_id) ?? 0);
      const { kind, channel, direction, text } = body;
      const saidAt = body.said_at === undefined ? asked.now : new Date(body.said_at);
      const { userId: byUser, name } = asked.actor;
      const said = { orderId, kind, channel, direction, text, saidAt, byUser, staff: name || null };
      const done = await record(ctx, asked, params.id, 'customer.conversation', (profile) =>
        logConversation(asked.tx, { ...said, profile }, asked.now),
      );
      return done.ok ? ok({ id: publicId(ctx, 'cnv', done.value.id) }) : done;
    },
  });

  endpoint(app, ctx, {
    ...common,
    method: 'patch',
    path: `${BASE}/conversations/{conversation_id}`,
    summary: 'Settle a complaint, or open it again',
    params: ById.extend({ conversation_id: z.string() }),
    body: z.strictObject({ resolved: z.boolean() }),
    status: 204,
    run: async ({ params, body, ...asked }) => {
      const person = await customerOf(ctx, asked.tx, asked.actor, params.id);
      const id = innerId(ctx, 'cnv', params.conversation_id);
      if (!person.ok || id === undefined) return fail('not_found');
      const done = await record(ctx, asked, params.id, 'customer.conversation', () =>
        resolveComplaint(asked.tx, person.value.profiles, id, body.resolved ? asked.now : null),
      );
      return done.ok ? ok(undefined) : done;
    },
  });
}

function suggestionRoute(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: `${BASE}/suggestions`,
    tag: 'suggestions',
    summary: 'Who this customer might also be, and orders that might be theirs',
    permission: 'customers.read',
    params: ById,
    answer: listOf(SuggestionAnswer),
    run: async ({ tx, actor, params }) => {
      const person = await customerOf(ctx, tx, actor, params.id);
      if (!person.ok) return person;
      const found = await listSuggestions(tx, {
        profiles: person.value.profiles,
        limit: 100,
        shopIds: actor.shopIds,
      });
      const seen = can(actor, 'contacts.read') ? found : found.map(maskSuggestion);
      return ok({ data: seen.map((one) => presentSuggestion(ctx, one)), next_cursor: null });
    },
  });
}

export function detailRoutes(app: App, ctx: AppContext): void {
  tagRoutes(app, ctx);
  attributeRoutes(app, ctx);
  occasionRoutes(app, ctx);
  consentRoutes(app, ctx);
  conversationRoutes(app, ctx);
  suggestionRoute(app, ctx);
}
