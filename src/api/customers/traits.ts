import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { Because, Expected } from '../../insight/forecast/index.ts';
import { EVIDENCE, EVIDENCE_WORDS, Traits, traitsOf } from '../../insight/traits/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { because, forecastFor } from '../forecasts.ts';
import { canSeeShop } from '../permissions.ts';
import { AsOf, dayOfBusiness, reportShops } from '../reported.ts';
import { stageRoutes } from './stages.ts';
import { ById, customerOf } from './who.ts';

const word = z.string().nullable();

export const TraitsAnswer = Traits.omit({
  person_id: true,
  favourite_product_id: true,
  shops: true,
  loss_evidence: true,
})
  .extend({
    customer_id: z.string(),
    as_of: z.string(),
    favourite_product: z.string().nullable(),
    shops: z.array(z.string()),
    ...Expected.shape,
    forecast: z
      .object({
        model: word.describe('The one that foresaw the shop’s last weeks best'),
        limit: word.describe('Set where its fit ran away: no_dropout, …'),
        learnt_as_of: z.iso.date().nullable().describe('Up to which day it was learnt'),
        alive_unknown: Because.nullable().describe('Why p_alive is null'),
        value_unknown: Because.nullable().describe('Why expected_value_12m is null'),
      })
      .describe('Where the expected orders and value come from, or why they are not there'),
    loss_evidence: z
      .array(z.object({ code: z.enum(EVIDENCE), text: z.string() }))
      .nullable()
      .describe('All of it, also what speaks for other reasons; only of those who are leaving'),
  })
  .meta({ id: 'Traits' });

export function traitRoutes(app: App, ctx: AppContext): void {
  stageRoutes(app, ctx);
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers/{id}/traits',
    tag: 'customers',
    summary:
      'Who a customer is to the shop: rhythm, stage, scores, taste, experience, likely reason for leaving',
    permission: 'customers.read',
    params: ById,
    query: z.object({ as_of: AsOf }),
    answer: TraitsAnswer,
    run: async ({ actor, params, query, now, language }) => {
      const person = await ctx.db.tx((tx) => customerOf(ctx, tx, actor, params.id));
      if (!person.ok) return person;
      const today = await dayOfBusiness(ctx, now);
      const asOf = query.as_of ?? today;
      const found = await traitsOf(await ctx.lens(), {
        ...{ person: person.value.id, asOf, today },
        shops: actor.shopIds,
      });
      if (found === undefined) return fail('not_found');
      const reported = await reportShops(ctx, actor, undefined);
      if (!reported.ok) return reported;
      // Of a sample customer beside shops of one's own: the sample shop's own orders speak.
      const theirs = found.shops.filter((id) => canSeeShop(actor, id));
      const apart = !theirs.some((id) => reported.value.shops?.includes(id) ?? true);
      const shopsAsked = apart && theirs.length > 0 ? theirs : reported.value.shops;
      const scope = { asOf, shops: shopsAsked };
      const { model, limit, learnt_as_of, alive_unknown, value_unknown, ...expected } =
        await forecastFor(ctx, scope, person.value.id);
      const {
        person_id,
        favourite_product_id: _,
        shops,
        loss_evidence: evidence,
        ...traits
      } = found;
      return ok({
        ...traits,
        ...expected,
        forecast: {
          ...{ model, limit, learnt_as_of },
          alive_unknown: because(alive_unknown, language),
          value_unknown: because(value_unknown, language),
        },
        customer_id: publicId(ctx, 'cus', person_id),
        as_of: asOf,
        shops: shops.map((id) => publicId(ctx, 'shop', id)),
        loss_evidence:
          evidence?.map((code) => ({ code, text: EVIDENCE_WORDS[code][language] })) ?? null,
      });
    },
  });
}
