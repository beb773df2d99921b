import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { approvalKey, approvalsOf } from './approval-store.ts';
import { approvedFor, type Approval } from './approvals.ts';
import { contextsOf } from './contexts.ts';
import type { Facts, Links, SenderFacts } from './facts.ts';
import {
  languageFor,
  marketingLacks,
  renderMessage,
  type Rendered,
  type SmsWays,
} from './render.ts';
import type { Approved, Draft, Kind } from './schema.ts';
import { templatesAt, type SavedTemplate } from './store.ts';

/** Of a touch what its text depends on. */
export interface TouchText {
  customer_id: number;
  shop_id: number | null;
  kind: Kind;
  class: Draft['class'];
  template_id: number | null;
  template_number: number | null;
  /** Written by hand, instead of a template. */
  content: { subject?: string | null; body: string } | null;
  params: Record<string, unknown>;
  zone: string | null;
}

/** How they go out. */
export interface Way {
  now: Date;
  /** Signed, of this touch; both null without a public address. */
  linksOf(index: number): Links;
  /** Of a vendor that sends only what it approved. */
  needsApproval: string | null;
  sms?: SmsWays;
}

export interface RenderedTouch extends Rendered {
  approved: Approved | null;
  facts: Facts;
}

/** What somebody wrote by hand, in whatever language: a template that nobody saved. */
export function draftOfContent(
  { kind, class: touchClass }: Pick<TouchText, 'kind' | 'class'>,
  content: NonNullable<TouchText['content']>,
  sender: Pick<SenderFacts, 'language' | 'name'>,
): Draft {
  const { language } = sender;
  const { body } = content;
  const subject = content.subject ?? sender.name;
  const variant =
    kind === 'email'
      ? { subject, preheader: '', blocks: [{ type: 'text' as const, text: body }] }
      : { body };
  return { kind, class: touchClass, params: [], variants: { [language]: variant } };
}

/** The class is the touch's own: a programme may send a careful text as a service. */
function draftOf(
  touch: TouchText,
  template: SavedTemplate | undefined,
  facts: Facts,
): Result<Draft> {
  if (touch.content !== null) return ok(draftOfContent(touch, touch.content, facts.sender));
  if (template === undefined) return fail('template_gone');
  const { params, variants, kind } = template;
  if (kind !== touch.kind) return fail('template_other_kind', { kind, wanted: touch.kind });
  return ok({ kind, class: touch.class, params, variants });
}

async function renderOne(
  touch: TouchText,
  facts: Facts | undefined,
  template: SavedTemplate | undefined,
  approvals: Map<string, Approval>,
  way: Way,
  index: number,
): Promise<Result<RenderedTouch>> {
  if (facts === undefined) return fail('template_no_customer');
  const draft = draftOf(touch, template, facts);
  if (!draft.ok) return draft;
  const links = way.linksOf(index);
  const lacks = marketingLacks(draft.value, facts.sender, links.unsubscribe !== null);
  if (lacks) return { ok: false, problem: lacks };
  const asked = { now: way.now, links, zone: touch.zone, params: touch.params };
  const text = await renderMessage(draft.value, facts, asked, way.sms);
  if (!text.ok || way.needsApproval === null)
    return text.ok ? ok({ ...text.value, approved: null, facts }) : text;
  const which = { vendor: way.needsApproval, language: languageFor(draft.value, facts) };
  const approval =
    template && approvals.get(approvalKey(template.id, which.vendor, which.language));
  const occasion = { ...asked, language: which.language, declared: draft.value.params };
  const approved = approvedFor(approval, which, facts, occasion);
  return approved.ok ? ok({ ...text.value, approved: approved.value, facts }) : approved;
}

/** A batch of touches written out, in their order; each by itself may be refused in words. */
export async function renderTouches(
  tx: Pick<Tx, 'query'>,
  touches: readonly TouchText[],
  way: Way,
): Promise<Result<RenderedTouch>[]> {
  const addressees = touches.map((one) => ({ profile: one.customer_id, shop: one.shop_id }));
  const facts = await contextsOf(tx, addressees, way.now);
  const wanted = [
    ...new Map(
      touches
        .filter((one) => one.template_id !== null)
        .map((one) => [
          `${one.template_id} ${one.template_number}`,
          { id: one.template_id!, number: one.template_number },
        ]),
    ),
  ];
  const found = await templatesAt(
    tx,
    wanted.map(([, which]) => which),
  );
  const templates = new Map(wanted.map(([key], i) => [key, found[i]]));
  const approvals =
    way.needsApproval === null
      ? []
      : await approvalsOf(
          tx,
          wanted.map(([, { id }]) => id),
        );
  const approved = new Map(
    approvals.map((one) => [approvalKey(one.template_id, one.vendor, one.language), one]),
  );
  return Promise.all(
    touches.map((touch, i) => {
      const template = templates.get(`${touch.template_id} ${touch.template_number}`);
      return renderOne(touch, facts[i], template, approved, way, i);
    }),
  );
}
