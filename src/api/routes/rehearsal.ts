import { z } from 'zod';
import { fail, ok, type Language } from '../../kernel/index.ts';
import { Policy, policyVersions } from '../../outreach/policy/index.ts';
import { rehearse, type Fate } from '../../outreach/rehearsal/index.ts';
import type { AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import { presentStep, presentTouch, RehearsalAnswer, roadOf } from '../outreach/index.ts';
import { Time, time } from '../present.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

const fateOf = ({ outcome, at, step }: Fate, zone: string, language: Language) => ({
  ...{ outcome, at: at === null ? null : time(new Date(at)) },
  step: presentStep(step, zone, language),
});

const VersionAnswer = z
  .object({ number: z.int(), policy: Policy, changed_at: Time, by: z.string().nullable() })
  .meta({ id: 'PolicyVersion' });

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/policy/versions',
    tag: 'policy',
    summary: 'Every version of the rules that was saved, the newest first',
    permission: 'touches.read',
    answer: listOf(VersionAnswer),
    run: async ({ tx }) => {
      const data = (await policyVersions(tx)).map(({ at, ...rest }) => ({
        ...rest,
        changed_at: time(at),
      }));
      return ok({ data, next_cursor: null });
    },
  });

  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/policy/rehearse',
    tag: 'policy',
    summary: 'What a window’s messages would have become under these rules; nothing is changed',
    permission: 'touches.read',
    body: z.strictObject({
      policy: Policy,
      from: Time.optional().describe('Without: thirty days before `to`'),
      to: Time.optional().describe('Without: now'),
      most: z.int().min(0).max(200).default(50).describe('Of those that differ'),
    }),
    answer: RehearsalAnswer,
    run: async ({ body, actor, now, language }) => {
      if (!body.policy.hours.some((rule) => rule.countries === null))
        return fail('policy_no_everywhere', {}, '/policy/hours');
      const to = body.to === undefined ? now : new Date(body.to);
      const from =
        body.from === undefined
          ? new Date(to.getTime() - USUAL_DAYS * DAY_MS)
          : new Date(body.from);
      const days = (to.getTime() - from.getTime()) / DAY_MS;
      if (to > now) return fail('rehearsal_future', {}, '/to');
      if (days <= 0 || days > MOST_DAYS)
        return fail('rehearsal_window', { max: MOST_DAYS }, '/from');
      const done = await rehearse(ctx.db, roadOf(ctx).outreach.gate, {
        ...{ from, to, draft: body.policy, most: body.most, shopIds: actor.shopIds },
      });
      return ok({
        ...{ from: time(from), to: time(to), number: done.number, touches: done.touches },
        ...{ erased: done.erased, in_force: done.inForce, draft: done.draft },
        differing: done.differing,
        differences: done.differences.map(({ touch, was, would, zone }) => ({
          touch: presentTouch(ctx, touch, language),
          was: fateOf(was, zone, language),
          would: fateOf(would, zone, language),
        })),
        rests_on: done.rests,
      });
    },
  });
}
