import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { findAccount } from '../../outreach/accounts/index.ts';
import { parseDsn } from '../../outreach/channels/index.ts';
import { believed, firstTime, obey } from '../../outreach/tracking/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { ById } from '../customers/index.ts';
import { endpoint, type App } from '../endpoint.ts';
import { bodyBytes } from '../input.ts';

/** What comes back brings the whole letter along. */
const MOST = 25 * 1024 ** 2;

const BounceAnswer = z
  .object({
    data: z.array(
      z.object({
        type: z.enum(['delivered', 'bounced', 'complained']),
        address: z.string().nullable(),
        permanent: z.boolean().describe('The address is on the do-not-contact list now'),
      }),
    ),
    known: z.boolean().describe('This very mail was handed over before: nothing was changed'),
  })
  .meta({ id: 'Bounces' });

/** For a mail server's pipe: what it cannot deliver comes back as a mail, not as a call. */
export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/channels/{id}/bounces',
    tag: 'channels',
    summary: 'Hand over a mail that came back (RFC 3464) or a complaint (RFC 5965), as it came',
    permission: 'touches.write',
    params: ById,
    upload: 'message/rfc822',
    answer: BounceAnswer,
    run: async ({ tx, params, now, c }) => {
      const id = innerId(ctx, 'chn', params.id);
      const account = id === undefined ? undefined : await findAccount(tx, id);
      if (id === undefined || !account) return fail('not_found');
      if (account.kind !== 'email') return fail('bounce_no_mail', { name: account.name });
      const raw = await bodyBytes(c, MOST);
      if (!raw.ok) return raw;
      const told = parseDsn(raw.value, now);
      if (told.length === 0) return fail('bounce_unreadable');
      const events = await believed(tx, told);
      if (events.length === 0) return fail('bounce_unknown');
      const known = !(await firstTime(tx, id, raw.value, now));
      if (!known) await obey(tx, events, { id, kind: account.kind }, now);
      const data = events.map(({ type, address, permanent }) => ({
        ...{ type: type as 'bounced', address },
        permanent: permanent === true || type === 'complained',
      }));
      return ok({ data, known });
    },
  });
}
