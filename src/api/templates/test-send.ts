import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../kernel/index.ts';
import type { OpenChannel } from '../../outreach/dispatch/index.ts';
import type { Rendered } from '../../outreach/templates/index.ts';

const PATIENCE_MS = 20_000;
const MARK = '[test] ';

/**
 * One mail to whoever asked, through the account that customers' mails go through. It is no touch: nobody's limit counts
 * it, and it has no way to unsubscribe anybody.
 */
export async function sendTest(
  channels: readonly OpenChannel[],
  to: string | null,
  text: Rendered,
): Promise<Result<OpenChannel>> {
  if (text.html === null) return fail('template_test_mail_only', {}, '/kind');
  if (to === null) return fail('template_test_nobody');
  // Without an id it is the mailbox that stands in: nothing would arrive.
  const channel = channels.find((one) => one.kind === 'email' && one.isDefault && one.id !== null);
  if (!channel || channel.vendor.name === 'mailbox') return fail('template_test_no_account');
  const { language, subject, html } = text;
  const message = {
    ...{ touchId: 0, key: `test-${randomUUID()}`, to, language },
    ...{ subject: `${MARK}${subject ?? ''}`, text: text.text, html },
    ...{ approved: null, unsubscribeUrl: null, about: {} },
  };
  const [outcome] = await channel.sender.send([message], AbortSignal.timeout(PATIENCE_MS));
  if (outcome && 'problem' in outcome) return { ok: false, problem: outcome.problem };
  return ok(channel);
}
