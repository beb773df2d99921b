import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { lockIntake } from '../../intake/apply/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  addLineRule,
  LineKind,
  LineRuleInput,
  listLineRules,
  removeLineRule,
  suggestLineRules,
} from '../../ledger/lines/index.ts';
import { findShop, type Shop } from '../../ledger/shops/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { endpoint, type App } from '../endpoint.ts';
import { canSeeShop, type Actor } from '../permissions.ts';

const Weight = {
  lines: z.int().describe('Order lines it is about'),
  amount: z.int().describe('Their amounts in minor units of the shop’s currency'),
};

const RuleAnswer = z
  .object({
    id: z.string(),
    sku: z.string().nullable(),
    title: z.string().nullable(),
    kind: LineKind,
    product: z.string().nullable().describe('What the code is called'),
    ...Weight,
  })
  .meta({ id: 'LineRule' });

const LineKindsAnswer = z
  .object({
    currency: z.string(),
    rules: z.array(RuleAnswer),
    suggestions: z
      .array(z.object({ sku: z.string(), title: z.string(), kind: LineKind, ...Weight }))
      .describe('What looks like shipping, fees or adjustments; nothing is done by itself'),
  })
  .meta({ id: 'LineKinds' });

const AddedAnswer = z.object({
  id: z.string(),
  before: LineKind.nullable().describe('What the same rule had said'),
  lines_changed: z.int(),
});

const OfShop = z.object({ id: z.string() });

async function shopOf(ctx: AppContext, tx: Tx, actor: Actor, id: string): Promise<Result<Shop>> {
  const inner = innerId(ctx, 'shop', id);
  const shop =
    inner !== undefined && canSeeShop(actor, inner) ? await findShop(tx, inner) : undefined;
  return shop ? ok(shop) : fail('not_found');
}

function reading(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/shops/{id}/line-kinds',
    tag: 'shops',
    summary: 'Which lines of a shop’s orders are not goods, and which may not be',
    permission: 'shops.read',
    params: OfShop,
    answer: LineKindsAnswer,
    run: async ({ tx, actor, params }) => {
      const shop = await shopOf(ctx, tx, actor, params.id);
      if (!shop.ok) return shop;
      const { id, currency } = shop.value;
      const rules = await listLineRules(tx, id);
      return ok({
        currency,
        rules: rules.map((rule) => ({ ...rule, id: publicId(ctx, 'rul', rule.id) })),
        suggestions: await suggestLineRules(tx, id),
      });
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  reading(app, ctx);

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/shops/{id}/line-kinds',
    tag: 'shops',
    summary: 'Say what lines with a code or with words are; recounts the shop’s orders',
    permission: 'shops.change',
    params: OfShop,
    body: LineRuleInput,
    answer: AddedAnswer,
    status: 201,
    run: async ({ tx, actor, params, body, now }) => {
      const shop = await shopOf(ctx, tx, actor, params.id);
      if (!shop.ok) return shop;
      // An import that runs now would not see the rule, nor the rule its lines.
      await lockIntake(tx);
      const { id, before, changed } = await addLineRule(tx, shop.value.id, body);
      const details = { ...body, lines: changed };
      await writeAudit(tx, { action: 'lines.ruled', ...actor, object: params.id, details }, now);
      return ok({ id: publicId(ctx, 'rul', id), before, lines_changed: changed });
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/shops/{id}/line-kinds/{rule}',
    tag: 'shops',
    summary: 'Take such a rule back; recounts the shop’s orders',
    permission: 'shops.change',
    params: OfShop.extend({ rule: z.string() }),
    status: 204,
    run: async ({ tx, actor, params, now }) => {
      const shop = await shopOf(ctx, tx, actor, params.id);
      if (!shop.ok) return shop;
      const rule = innerId(ctx, 'rul', params.rule);
      await lockIntake(tx);
      const gone = rule === undefined ? undefined : await removeLineRule(tx, shop.value.id, rule);
      if (!gone) return fail('not_found');
      const details = { kind: gone.kind, lines: gone.changed };
      await writeAudit(tx, { action: 'lines.unruled', ...actor, object: params.id, details }, now);
      return ok(undefined);
    },
  });
}
