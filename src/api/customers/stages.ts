import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { ok } from '../../kernel/index.ts';
import { purchasesOf, stagesOf } from '../../insight/lifecycle/index.ts';
import { Traits } from '../../insight/traits/index.ts';
import type { AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { dayOfBusiness } from '../reported.ts';
import { ById, customerOf } from './who.ts';

const SHOWN = { months: 24 };

const StagesAnswer = z
  .object({
    as_of: z.iso.date(),
    stages: z
      .array(z.object({ day: z.iso.date(), stage: Traits.shape.lifecycle_stage }))
      .describe(
        'The stage 24 months before, or at the first purchase, and each day on which it became another, the earliest first. Who has no cycle of their own is judged by today’s of what they bought',
      ),
  })
  .meta({ id: 'Stages' });

export function stageRoutes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers/{id}/stages',
    tag: 'customers',
    summary: 'How a customer’s stage changed in the last 24 months',
    permission: 'customers.read',
    params: ById,
    query: z.object({
      as_of: z.iso.date().optional().describe('Nothing later counts: the end of that day'),
    }),
    answer: StagesAnswer,
    run: async ({ actor, params, query, now }) => {
      const shops = actor.shopIds;
      const found = await ctx.db.tx(async (tx) => {
        const person = await customerOf(ctx, tx, actor, params.id);
        return person.ok ? ok(await purchasesOf(tx, person.value.profiles, shops)) : person;
      });
      if (!found.ok) return found;
      const today = await dayOfBusiness(ctx, now);
      const asOf = query.as_of ?? today;
      const from = Temporal.PlainDate.from(asOf).subtract(SHOWN).toString();
      const asked = { purchases: found.value, from, asOf, today, shops };
      return ok({ as_of: asOf, stages: await stagesOf(await ctx.lens(), asked) });
    },
  });
}
