import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  areOfShops,
  listCarried,
  markCarried,
  takeBack,
  type Carried,
} from '../../outreach/touches/index.ts';
import type { Cell } from '../../platform/xlsx/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { maskFor } from '../customers/index.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import { can, shopScope, type Actor } from '../permissions.ts';
import { fileResponse } from '../sheet.ts';

const MOST = 10_000;
/** As many cards as one prints at once. */
const MOST_SHOWN = 500;
const Kind = z
  .enum(['platform', 'post'])
  .optional()
  .describe('Platforms fed by hand, or what is printed');
const Query = z.object({ kind: Kind, shop: z.string().optional() });

const HEADINGS: readonly (readonly [en: string, zh: string])[] = [
  ['Message', '消息编号'],
  ['Shop', '店铺'],
  ['Buyer nick', '买家昵称'],
  ['Order number', '订单号'],
  ['Name', '姓名'],
  ['Phone', '手机号'],
  ['Subject', '标题'],
  ['Text', '内容'],
];

function scopeOf(ctx: AppContext, actor: Actor, shop: string | undefined): Result<number[] | null> {
  const inner = shop === undefined ? undefined : innerId(ctx, 'shop', shop);
  if (shop !== undefined && inner === undefined) return fail('not_found', {}, '/shop');
  return shopScope(actor, inner);
}

async function* rowsOf(ctx: AppContext, open: boolean, list: Carried[]): AsyncGenerator<Cell[]> {
  const mask = maskFor(open);
  for (const { id, shop, nick, order_number: order, name, phone, subject, text } of list)
    yield [publicId(ctx, 'tch', id), shop, nick, order, name, mask(phone), subject, text];
}

const title = (language: Language): string =>
  language === 'zh' ? '待人工发送' : 'To carry by hand';

function fileRoutes(app: App, ctx: AppContext): void {
  for (const format of ['csv', 'xlsx'] as const)
    longEndpoint(app, ctx, {
      method: 'get',
      path: `/v1/touches/waiting.${format}`,
      tag: 'touches',
      summary: `Messages that lie ready for a person, by nick and order number (${format.toUpperCase()}); the same list until they are marked`,
      permission: 'touches.change',
      query: Query,
      media:
        format === 'csv'
          ? 'text/csv'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      run: async ({ actor, query, now, language }) => {
        const shopIds = scopeOf(ctx, actor, query.shop);
        if (!shopIds.ok) return shopIds;
        const asked = { kind: query.kind ?? null, shopIds: shopIds.value, limit: MOST };
        const list = await listCarried(ctx.db, asked);
        await writeAudit(
          ctx.db,
          { action: 'touch.listed', ...actor, details: { count: list.length, format } },
          now,
        );
        const header = HEADINGS.map((one) => one[language === 'zh' ? 1 : 0]);
        const rows = rowsOf(ctx, can(actor, 'contacts.export'), list);
        return ok(
          fileResponse(format, `messages-${now.toISOString().slice(0, 10)}`, {
            ...{ title: title(language), header, rows },
          }),
        );
      },
    });
}

const Body = z.strictObject({
  was: z.enum(['sent', 'not_sent']).describe('not_sent: marked too early, within the hour'),
  ids: z.array(z.string()).min(1).max(MOST).optional().describe('Without: all that lie ready'),
  kind: Kind,
  shop: z.string().optional(),
});

const CarriedAnswer = z
  .object({
    id: z.string(),
    kind: z.string(),
    shop: z.string().nullable(),
    nick: z.string().nullable(),
    order_number: z.string().nullable(),
    name: z.string().nullable(),
    language: z.string(),
    subject: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: 'TouchToCarry' });

function listRoute(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/touches/waiting',
    tag: 'touches',
    summary: 'Messages that lie ready for a person, whole, by shop and age',
    permission: 'touches.change',
    query: Query,
    answer: listOf(CarriedAnswer),
    run: async ({ tx, actor, query }) => {
      const shopIds = scopeOf(ctx, actor, query.shop);
      if (!shopIds.ok) return shopIds;
      const asked = { kind: query.kind ?? null, shopIds: shopIds.value, limit: MOST_SHOWN };
      const data = (await listCarried(tx, asked)).map(
        ({ id, phone: _phone, planned_at: _at, ...rest }) => ({
          ...rest,
          id: publicId(ctx, 'tch', id),
        }),
      );
      return ok({ data, next_cursor: null });
    },
  });
}

function markRoute(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/touches/carried',
    tag: 'touches',
    summary: 'Say that a list of messages was carried, or not after all: all of them or none',
    permission: 'touches.change',
    body: Body,
    answer: z.object({ ids: z.array(z.string()) }).meta({ id: 'TouchesCarried' }),
    run: async ({ tx, actor, body, now }) => {
      const shopIds = scopeOf(ctx, actor, body.shop);
      if (!shopIds.ok) return shopIds;
      const seen = body.ids?.map((id) => innerId(ctx, 'tch', id));
      const wrong = seen?.findIndex((id) => id === undefined) ?? -1;
      if (wrong >= 0) return fail('not_found', {}, `/ids/${wrong}`);
      if (seen === undefined && body.was === 'not_sent')
        return fail('required', { field: 'ids' }, '/ids');
      const asked = { kind: body.kind ?? null, shopIds: shopIds.value, limit: MOST };
      const ids = seen
        ? [...new Set(seen as number[])]
        : (await listCarried(tx, asked)).map(({ id }) => id);
      if (ids.length === 0) return fail('touch_none_waiting');
      if (seen && actor.shopIds !== null && !(await areOfShops(tx, ids, actor.shopIds)))
        return fail('not_found', {}, '/ids');
      const done = await (body.was === 'sent' ? markCarried : takeBack)(tx, ids, now);
      if (!done.ok) {
        const id = publicId(ctx, 'tch', Number(done.problem.params?.['id']));
        return { ...done, problem: { ...done.problem, params: { id } } };
      }
      const details = { count: ids.length, was: body.was };
      await writeAudit(tx, { action: 'touch.carried', ...actor, details }, now);
      return ok({ ids: ids.map((id) => publicId(ctx, 'tch', id)) });
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  fileRoutes(app, ctx);
  listRoute(app, ctx);
  markRoute(app, ctx);
}
