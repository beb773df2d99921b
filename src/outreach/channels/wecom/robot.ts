import { z } from 'zod';
import { sent, sideBySide } from '../outcome.ts';
import type { Message, Outcome, Vendor, World } from '../types.ts';
import { Answer, Endpoint, post, refuse, tooLong } from './call.ts';

const Config = z.strictObject({ endpoint: Endpoint });
const Secrets = z.strictObject({ key: z.string().regex(/^[\w-]{8,100}$/) });
const MAX_BYTES = 2048;

async function say(
  message: Message,
  url: string,
  world: World,
  signal: AbortSignal,
): Promise<Outcome> {
  const body = { msgtype: 'text', text: { content: message.text } };
  const answer = await post(url, body, Answer, world, signal);
  if (!answer.ok) return answer.outcome;
  if (answer.value.errcode === 0) return sent(null);
  return refuse(answer.value, answer.status, message);
}

/**
 * A robot in a WeCom group ("群机器人配置说明"): for staff, never for buyers; takes twenty messages a minute. It cannot be
 * checked without writing into the group.
 */
export const wecomRobot: Vendor<z.infer<typeof Config>, z.infer<typeof Secrets>> = {
  name: 'wecom_robot',
  kind: 'staff',
  idempotent: false,
  needsApproval: false,
  batch: 20,
  config: Config,
  secrets: Secrets,
  open: ({ endpoint }, { key }, world) => {
    const url = new URL('/cgi-bin/webhook/send', endpoint);
    url.searchParams.set('key', key);
    return {
      send: (messages, signal) =>
        sideBySide(
          messages,
          1,
          signal,
          async (message) =>
            tooLong(message.text, MAX_BYTES) ?? (await say(message, url.href, world, signal)),
        ),
      close: () => Promise.resolve(),
    };
  },
};
