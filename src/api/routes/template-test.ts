import { ok } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { roadOf } from '../outreach/index.ts';
import {
  checkedHere,
  PreviewBody,
  previewed,
  sendTest,
  TestSentAnswer,
} from '../templates/index.ts';

export function routes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'post',
    path: '/v1/templates/test',
    tag: 'templates',
    summary: 'Send a draft to one’s own mailbox, as one customer would read it; no limit counts it',
    permission: 'templates.change',
    body: PreviewBody,
    answer: TestSentAnswer,
    run: async ({ actor, body, now }) => {
      const text = await ctx.db.tx(async (tx) => {
        const [wrong] = (await checkedHere(ctx, tx, body, now)).errors;
        return wrong
          ? { ok: false as const, problem: wrong }
          : previewed(ctx, { tx, actor, now }, body);
      });
      if (!text.ok) return text;
      const channels = await roadOf(ctx).outreach.channels(now);
      const sent = await sendTest(channels, actor.email, text.value);
      if (!sent.ok) return sent;
      const { id } = sent.value;
      const channel = id === null ? null : publicId(ctx, 'chn', id);
      await writeAudit(ctx.db, { action: 'template.tested', ...actor }, now);
      return ok({ to: actor.email ?? '', channel });
    },
  });
}
