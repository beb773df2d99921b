import type { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import {
  contextsOf,
  languageFor,
  renderMessage,
  SAMPLE_LINKS,
  sampleFacts,
  sampleParams,
  sendersOf,
  type Facts,
  type Rendered,
} from '../../outreach/templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { customerOf } from '../customers/index.ts';
import { canSeeShop, type Actor } from '../permissions.ts';
import type { PreviewBody } from './schema.ts';

type Body = z.output<typeof PreviewBody>;

function shopOf(ctx: AppContext, actor: Actor, asked: string | undefined): Result<number | null> {
  // Whoever sees some shops only is shown no other's orders.
  if (asked === undefined) return ok(actor.shopIds?.[0] ?? null);
  const shop = innerId(ctx, 'shop', asked);
  if (shop === undefined) return fail('not_found', {}, '/shop');
  return canSeeShop(actor, shop) ? ok(shop) : fail('shop_not_allowed');
}

async function factsFor(
  ctx: AppContext,
  { tx, actor, now }: { tx: Tx; actor: Actor; now: Date },
  { customer, shop, variants, language }: Body,
): Promise<Result<Facts>> {
  const inner = shopOf(ctx, actor, shop);
  if (!inner.ok) return inner;
  if (customer === undefined) {
    const sender = (await sendersOf(tx)).of(inner.value);
    const wanted = language ?? languageFor({ variants }, sampleFacts(sender, false));
    return ok(sampleFacts(sender, wanted.startsWith('zh')));
  }
  const person = await customerOf(ctx, tx, actor, customer);
  if (!person.ok) return fail('not_found', {}, '/customer');
  const [facts] = await contextsOf(tx, [{ profile: person.value.id, shop: inner.value }], now);
  return facts ? ok(facts) : fail('not_found', {}, '/customer');
}

/**
 * What this customer would read, of a draft that nobody saved. No variable holds a way to reach a person,
 * so there is nothing to mask from those who may not see contacts.
 */
export async function previewed(
  ctx: AppContext,
  asking: { tx: Tx; actor: Actor; now: Date },
  body: Body,
): Promise<Result<Rendered>> {
  const facts = await factsFor(ctx, asking, body);
  if (!facts.ok) return facts;
  const { kind, class: touchClass, params: declared, variants, language, values, sign } = body;
  const params = { ...sampleParams(declared, facts.value.sender.currency), ...values };
  const occasion = { now: asking.now, zone: null, links: SAMPLE_LINKS, params, language };
  const draft = { kind, class: touchClass, params: declared, variants };
  return renderMessage(draft, facts.value, occasion, { sign });
}
