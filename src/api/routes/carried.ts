import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  areOfShops,
  findCarryList,
  listedIn,
  markCarried,
  takeBack,
} from '../../outreach/touches/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { endpoint, type App } from '../endpoint.ts';
import type { Actor } from '../permissions.ts';

const Body = z.strictObject({
  was: z.enum(['sent', 'not_sent']).describe('not_sent: marked too early, within the hour'),
  list: z.string().optional().describe('All of a list that are not marked so yet'),
  ids: z.array(z.string()).min(1).max(10_000).optional().describe('Or these'),
});
type Body = z.output<typeof Body>;

async function ofList(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  { list: id = '', was }: Body,
): Promise<Result<number[]>> {
  const inner = innerId(ctx, 'lst', id);
  const list = inner === undefined ? undefined : await findCarryList(tx, inner, actor.shopIds);
  if (!list) return fail('not_found', {}, '/list');
  const { waiting, sent } = await listedIn(tx, list.id);
  const ids = was === 'sent' ? waiting : sent;
  return ids.length > 0 ? ok(ids) : fail(was === 'sent' ? 'touch_none_waiting' : 'touch_none_out');
}

async function named(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  { ids: given = [] }: Body,
): Promise<Result<number[]>> {
  const seen = given.map((id) => innerId(ctx, 'tch', id));
  const wrong = seen.indexOf(undefined);
  if (wrong >= 0) return fail('not_found', {}, `/ids/${wrong}`);
  const ids = [...new Set(seen as number[])];
  if (actor.shopIds !== null && !(await areOfShops(tx, ids, actor.shopIds)))
    return fail('not_found', {}, '/ids');
  return ok(ids);
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/touches/carried',
    tag: 'touches',
    summary: 'Say that a list of messages was carried, or not after all: all of them or none',
    permission: 'touches.change',
    body: Body,
    answer: z.object({ ids: z.array(z.string()) }).meta({ id: 'TouchesCarried' }),
    run: async ({ tx, actor, body, now }) => {
      if ((body.list === undefined) === (body.ids === undefined))
        return fail('carried_which', {}, '/list');
      const ids = await (body.ids ? named : ofList)(ctx, tx, actor, body);
      if (!ids.ok) return ids;
      const done = await (body.was === 'sent' ? markCarried : takeBack)(tx, ids.value, now);
      if (!done.ok) {
        const id = publicId(ctx, 'tch', Number(done.problem.params?.['id']));
        return { ...done, problem: { ...done.problem, params: { id } } };
      }
      const details = { count: ids.value.length, was: body.was };
      const object = body.list;
      await writeAudit(
        tx,
        { action: 'touch.carried', ...actor, ...(object && { object }), details },
        now,
      );
      return ok({ ids: ids.value.map((id) => publicId(ctx, 'tch', id)) });
    },
  });
}
