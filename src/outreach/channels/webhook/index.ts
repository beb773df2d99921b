import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { callHttp } from '../../../platform/http/index.ts';
import { failed, pause, retry, retryAfter, sent, sideBySide, unanswered } from '../outcome.ts';
import type { Message, Outcome, Vendor, World } from '../types.ts';

const Config = z.strictObject({ endpoint: z.url({ protocol: /^https?$/ }) });
const Secrets = z.strictObject({
  /** `whsec_` and base64, as Standard Webhooks has it; 24 bytes at least. */
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/)
    .refine((text) => Buffer.from(text.slice(6), 'base64').length >= 24),
});
const VENDOR = 'Webhook';

/** What the receiver reads. Names as the API writes them. */
const payload = (message: Message, at: Date) =>
  JSON.stringify({
    type: 'message',
    timestamp: at.toISOString(),
    data: {
      id: message.key,
      to: message.to,
      language: message.language,
      subject: message.subject,
      text: message.text,
      html: message.html,
      unsubscribe_url: message.unsubscribeUrl,
      about: message.about,
    },
  });

/** The receiver drops what it has seen under the same `webhook-id`, so whatever is in doubt is sent again. */
function judge(status: number, after: string | undefined, host: string, now: Date): Outcome {
  const params = { vendor: VENDOR, code: status, detail: host };
  if (status >= 200 && status < 300) return sent(null);
  if (status === 410) return pause('channel_gone', { host });
  if (status >= 300 && status < 400) return pause('channel_redirected', { host });
  if (status === 429) return retry('channel_throttled', params, retryAfter(after, now));
  if (status === 408 || status === 425 || status >= 500)
    return retry('channel_later', params, retryAfter(after, now));
  return failed('channel_rejected', params);
}

async function post(
  message: Message,
  url: string,
  webhook: Webhook,
  world: World,
  signal: AbortSignal,
): Promise<Outcome> {
  const now = world.now();
  const body = payload(message, now);
  const result = await callHttp(
    {
      url,
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': message.key,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': webhook.sign(message.key, now, body),
      },
      timeoutMs: 15_000,
      maxBytes: 4096,
      allowPrivate: world.allowPrivate,
    },
    signal,
  );
  const { host } = new URL(url);
  if (result.kind !== 'answer') return unanswered(result, host, true);
  return judge(result.status, result.headers['retry-after'], host, now);
}

/** Any server of the shop's own, signed as standardwebhooks.com says. Nothing is read back from it. */
export const webhook: Vendor<z.infer<typeof Config>, z.infer<typeof Secrets>> = {
  name: 'webhook',
  kind: 'webhook',
  idempotent: true,
  needsApproval: false,
  batch: 100,
  config: Config,
  secrets: Secrets,
  open: ({ endpoint }, { secret }, world) => {
    const signer = new Webhook(secret);
    return {
      send: (messages, signal) =>
        sideBySide(messages, 16, signal, (message) =>
          post(message, endpoint, signer, world, signal),
        ),
      close: () => Promise.resolve(),
    };
  },
};
