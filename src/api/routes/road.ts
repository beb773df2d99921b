import { z } from 'zod';
import { ok, fail } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { changePolicy, policyInForce, DEFAULT_POLICY } from '../../outreach/policy/index.ts';
import { Policy } from '../../outreach/policy/index.ts';
import type { AppContext } from '../context.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import { roadOf } from '../outreach/index.ts';
import { metrics } from '../metrics.ts';
import { Time, time } from '../present.ts';

const PolicyAnswer = z
  .object({ number: z.int(), policy: Policy, defaults: Policy, changed_at: Time.nullable() })
  .meta({ id: 'Policy' });

const Counted = z.int().min(0);

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/policy',
    tag: 'policy',
    summary: 'The rules of the gate in force, and the defaults',
    permission: 'touches.read',
    answer: PolicyAnswer,
    run: async ({ tx }) => {
      const { number, policy, at } = await policyInForce(tx);
      return ok({ number, policy, defaults: DEFAULT_POLICY, changed_at: time(at) });
    },
  });

  endpoint(app, ctx, {
    method: 'put',
    path: '/v1/policy',
    tag: 'policy',
    summary: 'Change the rules; former ones stay readable beside what they decided',
    permission: 'policy.change',
    body: z.strictObject({
      policy: Policy,
      over: z.int().min(0).describe('The number that was on screen'),
    }),
    answer: PolicyAnswer,
    run: async ({ tx, actor, body, now }) => {
      if (!body.policy.hours.some((rule) => rule.countries === null))
        return fail('policy_no_everywhere', {}, '/policy/hours');
      const changed = await changePolicy(tx, { ...body, byUser: actor.userId }, now);
      if (!changed.ok) return changed;
      await writeAudit(
        tx,
        { action: 'policy.changed', ...actor, details: { number: changed.value.number } },
        now,
      );
      const { number, policy, at } = changed.value;
      return ok({ number, policy, defaults: DEFAULT_POLICY, changed_at: time(at) });
    },
  });

  longEndpoint(app, ctx, {
    method: 'get',
    path: '/metrics',
    tag: 'system',
    summary: 'The road and the process, for Prometheus; with a token that may read the system',
    permission: 'system.read',
    media: 'text/plain',
    run: async () => {
      const { text, type } = await metrics(ctx);
      return ok(new Response(text, { headers: { 'content-type': type } }));
    },
  });

  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/road/tick',
    tag: 'touches',
    summary: 'Run the gate and the dispatcher once, as of now or of that time',
    permission: 'system.change',
    body: z.strictObject({ now: Time.optional() }),
    answer: z
      .object({
        now: Time,
        decided: z.object({
          scheduled: Counted,
          blocked: Counted,
          held_out: Counted,
          expired: Counted,
        }),
        ...{
          sent: Counted,
          failed: Counted,
          unknown: Counted,
          retried: Counted,
          waiting: Counted,
          recovered: Counted,
        },
      })
      .meta({ id: 'Ticked' }),
    run: async ({ body, now }) => {
      const at = body.now ? new Date(body.now) : now;
      return ok({ now: time(at), ...(await roadOf(ctx).tick(at)) });
    },
  });
}
