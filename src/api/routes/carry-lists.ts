import { z } from 'zod';
import { fail, ok, type Language, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  countUnlisted,
  findCarryList,
  listCarryLists,
  listedIn,
  makeCarryList,
  readCarried,
  TAKE_BACK_MS,
  type Carried,
  type CarryList,
} from '../../outreach/touches/index.ts';
import type { Cell } from '../../platform/xlsx/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { ById, maskFor } from '../customers/index.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import {
  CarryKind,
  CarryListAnswer,
  CarryListFullyAnswer,
  CarryListsAnswer,
} from '../outreach/index.ts';
import { can, canSeeShop, type Actor } from '../permissions.ts';
import { time } from '../present.ts';
import { fileResponse } from '../sheet.ts';

const HEADINGS: readonly (readonly [en: string, zh: string])[] = [
  ['Message', '消息编号'],
  ['Shop', '店铺'],
  ['Buyer nick', '买家昵称'],
  ['Order number', '订单号'],
  ['Name', '姓名'],
  ['Phone', '手机号'],
  ['Subject', '标题'],
  ['Text', '内容'],
  ['Send before (UTC)', '最晚发送时间（UTC）'],
];

const present = (ctx: AppContext, list: CarryList): z.input<typeof CarryListAnswer> => ({
  ...{ id: publicId(ctx, 'lst', list.id), kind: list.kind as 'platform', shop: list.shop },
  ...{ at: time(list.at), by: list.by, count: list.count, waiting: list.waiting },
});

/** The list a path names, if all in it is for customers that the actor may see. */
async function seen(ctx: AppContext, actor: Actor, id: string): Promise<Result<CarryList>> {
  const inner = innerId(ctx, 'lst', id);
  if (inner === undefined) return fail('not_found');
  const list = await ctx.db.tx((tx) => findCarryList(tx, inner, actor.shopIds));
  return list ? ok(list) : fail('not_found');
}

const Made = z.strictObject({
  kind: CarryKind,
  shop: z.string().optional().describe('Only messages of this shop'),
});

function listRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/touches/lists',
    tag: 'touches',
    summary: 'What lies ready for a person: not taken yet, and the lists that somebody took',
    permission: 'touches.change',
    answer: CarryListsAnswer,
    run: async ({ tx, actor, now }) => {
      const since = new Date(now.getTime() - TAKE_BACK_MS);
      const lists = await listCarryLists(tx, actor.shopIds, since);
      const unlisted = await countUnlisted(tx, actor.shopIds);
      return ok({
        unlisted: unlisted.map(({ kind, shop_id: id, shop, count }) => ({
          ...{ kind: kind as 'platform', shop, count },
          shop_id: id === null ? null : publicId(ctx, 'shop', id),
        })),
        lists: lists.map((list) => present(ctx, list)),
      });
    },
  });
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/touches/lists',
    tag: 'touches',
    summary: 'Take what lies ready and nobody has taken yet as one list, to carry it',
    permission: 'touches.change',
    status: 201,
    body: Made,
    answer: CarryListAnswer,
    run: async ({ tx, actor, body, now }) => {
      const shop = body.shop === undefined ? null : innerId(ctx, 'shop', body.shop);
      if (shop === undefined) return fail('not_found', {}, '/shop');
      if (shop !== null && !canSeeShop(actor, shop)) return fail('shop_not_allowed', {}, '/shop');
      const { shopIds, userId } = actor;
      const made = await makeCarryList(tx, { kind: body.kind, shop, shopIds, byUser: userId }, now);
      if (!made.ok) return made;
      const list = await findCarryList(tx, made.value, shopIds);
      if (!list) return fail('not_found');
      const object = publicId(ctx, 'lst', list.id);
      const details = { count: list.count, kind: list.kind };
      await writeAudit(tx, { action: 'touch.listed', ...actor, object, details }, now);
      return ok(present(ctx, list));
    },
  });
}

/** As many as one looks at on a page. */
const MOST_SHOWN = 500;

function readRoute(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/touches/lists/{id}',
    tag: 'touches',
    summary: 'A list with what still lies ready of it',
    permission: 'touches.change',
    params: ById,
    answer: CarryListFullyAnswer,
    run: async ({ actor, params }) => {
      const list = await seen(ctx, actor, params.id);
      if (!list.ok) return list;
      const { waiting } = await listedIn(ctx.db, list.value.id);
      const found = await readCarried(ctx.db, waiting.slice(0, MOST_SHOWN), actor.shopIds);
      const messages = found.map(
        ({ id, phone: _phone, kind: _kind, valid_until: until, ...rest }) => ({
          ...{ ...rest, id: publicId(ctx, 'tch', id), valid_until: time(until) },
        }),
      );
      return ok({ ...present(ctx, list.value), messages });
    },
  });
}

async function* rowsOf(ctx: AppContext, open: boolean, list: Carried[]): AsyncGenerator<Cell[]> {
  const mask = maskFor(open);
  for (const { id, shop, nick, order_number: order, name, phone, subject, text, ...one } of list)
    yield [
      ...[publicId(ctx, 'tch', id), shop, nick, order, name, mask(phone), subject, text],
      one.valid_until.toISOString().slice(0, 16).replace('T', ' '),
    ];
}

const title = (language: Language): string =>
  language === 'zh' ? '待人工发送' : 'To carry by hand';

function fileRoutes(app: App, ctx: AppContext): void {
  for (const format of ['csv', 'xlsx'] as const)
    longEndpoint(app, ctx, {
      method: 'get',
      path: `/v1/touches/lists/{id}/messages.${format}`,
      tag: 'touches',
      summary: `A list’s messages by nick and order number (${format.toUpperCase()}): the same each time, less those that are marked`,
      permission: 'touches.change',
      params: ById,
      media:
        format === 'csv'
          ? 'text/csv'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      run: async ({ actor, params, now, language }) => {
        const list = await seen(ctx, actor, params.id);
        if (!list.ok) return list;
        const { waiting } = await listedIn(ctx.db, list.value.id);
        const messages = await readCarried(ctx.db, waiting, actor.shopIds);
        const details = { count: messages.length, format };
        await writeAudit(
          ctx.db,
          { action: 'touch.listed', ...actor, object: params.id, details },
          now,
        );
        const header = HEADINGS.map((one) => one[language === 'zh' ? 1 : 0]);
        const rows = rowsOf(ctx, can(actor, 'contacts.export'), messages);
        const name = `messages-${list.value.at.toISOString().slice(0, 10)}-${params.id.slice(-4)}`;
        return ok(fileResponse(format, name, { title: title(language), header, rows }));
      },
    });
}

export function routes(app: App, ctx: AppContext): void {
  listRoutes(app, ctx);
  readRoute(app, ctx);
  fileRoutes(app, ctx);
}
