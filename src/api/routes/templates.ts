import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  archiveTemplate,
  changeTemplate,
  checkApproval,
  createTemplate,
  listTemplates,
  removeApproval,
  saveApproval,
  templateVersions,
  type SavedTemplate,
  ApprovalBody,
  TemplateBody,
  TemplateChange,
  VariantLanguage,
} from '../../outreach/templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import type { Actor } from '../permissions.ts';
import { time } from '../present.ts';
import {
  ApprovalAnswer,
  approvalsFor,
  checkedHere,
  ListedAnswer,
  presentApproval,
  presentListed,
  presentNotes,
  presentTemplate,
  TemplateAnswer,
  templateOf,
  TemplateVersionAnswer,
} from '../templates/index.ts';

const ById = z.object({ id: z.string() });
const READING = { method: 'get', tag: 'templates', permission: 'templates.read' } as const;
const CHANGING = { tag: 'templates', permission: 'templates.change' } as const;

interface Doing {
  tx: Tx;
  actor: Actor;
  now: Date;
  language: Language;
}

async function shown(ctx: AppContext, { tx, now, language }: Doing, template: SavedTemplate) {
  const notes = presentNotes(await checkedHere(ctx, tx, template, now), language);
  return ok(presentTemplate(ctx, template, await approvalsFor(tx, template), notes));
}

function reading(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...READING,
    path: '/v1/templates',
    summary: 'Templates by name',
    query: z.object({ archived: z.stringbool().default(false).describe('Those put away instead') }),
    answer: listOf(ListedAnswer),
    run: async ({ tx, query }) => {
      const data = (await listTemplates(tx, query.archived)).map((one) => presentListed(ctx, one));
      return ok({ data, next_cursor: null });
    },
  });

  endpoint(app, ctx, {
    ...READING,
    path: '/v1/templates/{id}',
    summary: 'One template, with what vendors approved of it and what might be better',
    params: ById,
    answer: TemplateAnswer,
    run: async ({ params, ...doing }) => {
      const found = await templateOf(ctx, doing.tx, params.id);
      return found.ok ? shown(ctx, doing, found.value) : found;
    },
  });

  endpoint(app, ctx, {
    ...READING,
    path: '/v1/templates/{id}/versions',
    summary: 'What it said before, newest first',
    params: ById,
    answer: listOf(TemplateVersionAnswer),
    run: async ({ tx, params }) => {
      const found = await templateOf(ctx, tx, params.id);
      if (!found.ok) return found;
      const versions = await templateVersions(tx, found.value.id);
      const data = versions.map((one) => ({ ...one, at: time(one.at) }));
      return ok({ data, next_cursor: null });
    },
  });
}

async function noted(
  ctx: AppContext,
  doing: Doing,
  action: 'template.saved' | 'template.archived' | 'template.restored',
  done: Result<SavedTemplate>,
) {
  if (!done.ok) return done;
  const { id, version } = done.value;
  const object = publicId(ctx, 'tpl', id);
  await writeAudit(doing.tx, { action, ...doing.actor, object, details: { version } }, doing.now);
  return shown(ctx, doing, done.value);
}

/** What would be wrong for everybody is not saved. */
async function sound(
  ctx: AppContext,
  { tx, now }: Doing,
  draft: Pick<SavedTemplate, 'kind' | 'class' | 'params' | 'variants'>,
): Promise<Result<void>> {
  const [first] = (await checkedHere(ctx, tx, draft, now)).errors;
  return first ? { ok: false, problem: first } : ok(undefined);
}

function saving(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...CHANGING,
    method: 'post',
    path: '/v1/templates',
    summary: 'Save a template',
    body: TemplateBody,
    answer: TemplateAnswer,
    status: 201,
    run: async ({ body, ...doing }) => {
      const good = await sound(ctx, doing, body);
      if (!good.ok) return good;
      const made = await createTemplate(doing.tx, body, doing.actor.userId, doing.now);
      return noted(ctx, doing, 'template.saved', made);
    },
  });

  endpoint(app, ctx, {
    ...CHANGING,
    method: 'patch',
    path: '/v1/templates/{id}',
    summary: 'Rename it or write it anew; what it said before is kept as a version',
    params: ById,
    body: TemplateChange,
    answer: TemplateAnswer,
    run: async ({ params, body, ...doing }) => {
      const before = await templateOf(ctx, doing.tx, params.id);
      if (!before.ok) return before;
      const changes = Object.fromEntries(
        Object.entries(body).filter(([, value]) => value !== undefined),
      ) as typeof body;
      const good = await sound(ctx, doing, { ...before.value, ...changes });
      if (!good.ok) return good;
      const { actor, now, tx } = doing;
      const done = await changeTemplate(tx, before.value, changes, actor.userId, now);
      return noted(ctx, doing, 'template.saved', done);
    },
  });
}

function archiving(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...CHANGING,
    method: 'delete',
    path: '/v1/templates/{id}',
    summary: 'Put a template away; nothing is lost, and what is under way still goes out',
    params: ById,
    answer: TemplateAnswer,
    run: async ({ params, ...doing }) => {
      const found = await templateOf(ctx, doing.tx, params.id);
      if (!found.ok) return found;
      const done = await archiveTemplate(doing.tx, found.value, doing.now);
      return noted(ctx, doing, 'template.archived', done);
    },
  });

  endpoint(app, ctx, {
    ...CHANGING,
    method: 'post',
    path: '/v1/templates/{id}/restore',
    summary: 'Bring it back',
    params: ById,
    answer: TemplateAnswer,
    run: async ({ params, ...doing }) => {
      const found = await templateOf(ctx, doing.tx, params.id);
      if (!found.ok) return found;
      const done = await archiveTemplate(doing.tx, found.value, null);
      return noted(ctx, doing, 'template.restored', done);
    },
  });
}

const OfVendor = ById.extend({
  vendor: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  language: VariantLanguage,
});

function approving(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...CHANGING,
    method: 'put',
    path: '/v1/templates/{id}/approvals/{vendor}/{language}',
    summary: 'Say what a vendor approved of it: code, signature and parameters',
    params: OfVendor,
    body: ApprovalBody,
    answer: ApprovalAnswer,
    run: async ({ params: { id, vendor, language }, body, tx, actor, now }) => {
      const found = await templateOf(ctx, tx, id);
      if (!found.ok) return found;
      if (!Object.hasOwn(found.value.variants, language))
        return fail('template_no_language', { language });
      const [wrong] = checkApproval(body, found.value.params, language);
      if (wrong) return { ok: false, problem: wrong };
      const which = { template: found.value.id, vendor, language };
      const saved = await saveApproval(tx, which, body, now);
      const details = { vendor, language, state: body.state };
      await writeAudit(tx, { action: 'template.approval', ...actor, object: id, details }, now);
      return ok(presentApproval(saved));
    },
  });

  endpoint(app, ctx, {
    ...CHANGING,
    method: 'delete',
    path: '/v1/templates/{id}/approvals/{vendor}/{language}',
    summary: 'Forget what a vendor approved: nothing goes out through it any more',
    params: OfVendor,
    status: 204,
    run: async ({ params: { id, vendor, language }, tx, actor, now }) => {
      const found = await templateOf(ctx, tx, id);
      if (!found.ok) return found;
      if (!(await removeApproval(tx, { template: found.value.id, vendor, language })))
        return fail('not_found');
      const details = { vendor, language, state: null };
      await writeAudit(tx, { action: 'template.approval', ...actor, object: id, details }, now);
      return ok(undefined);
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  reading(app, ctx);
  saving(app, ctx);
  archiving(app, ctx);
  approving(app, ctx);
}
