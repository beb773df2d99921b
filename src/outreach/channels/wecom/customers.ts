import { z } from 'zod';
import { checked } from '../check.ts';
import { failed, sent, sideBySide } from '../outcome.ts';
import type { Message, Outcome, Vendor, World } from '../types.ts';
import { Answer, Endpoint, post, refuse, tooLong, VENDOR } from './call.ts';
import { STALE_TOKEN } from './codes.ts';
import { Tokens } from './token.ts';

const Config = z.strictObject({
  corpId: z.string().regex(/^[\w-]{1,64}$/),
  /** The member of staff who is to send; without, whoever of them knows the customer. */
  sender: z
    .string()
    .regex(/^[\w@.-]{1,64}$/)
    .optional(),
  endpoint: Endpoint,
});
type Config = z.infer<typeof Config>;
const Secrets = z.strictObject({ corpSecret: z.string().min(1).max(200) });

const Created = Answer.extend({
  msgid: z.string().optional(),
  fail_list: z.array(z.string()).nullish(),
});
const MAX_BYTES = 4000;

interface Account {
  config: Config;
  tokens: Tokens;
  world: World;
}

function create(message: Message, token: string, account: Account, signal: AbortSignal) {
  const { endpoint, sender } = account.config;
  const url = new URL('/cgi-bin/externalcontact/add_msg_template', endpoint);
  url.searchParams.set('access_token', token);
  const task = {
    chat_type: 'single',
    external_userid: [message.to],
    ...(sender ? { sender } : {}),
    text: { content: message.text },
  };
  return post(url.href, task, Created, account.world, signal);
}

/** Tried twice at most, and the second time only because the vendor refused the token. */
async function hand(
  message: Message,
  account: Account,
  signal: AbortSignal,
  again = true,
): Promise<Outcome> {
  const granted = await account.tokens.get(message, signal);
  if (!granted.ok) return granted.outcome;
  const answer = await create(message, granted.token, account, signal);
  if (!answer.ok) return answer.outcome;
  const { errcode, fail_list: missed, msgid } = answer.value;
  if (STALE_TOKEN.has(errcode) && again) {
    account.tokens.forget(granted.token);
    return hand(message, account, signal, false);
  }
  if (errcode !== 0) return refuse(answer.value, answer.status, message);
  if (missed?.includes(message.to))
    return failed('channel_rejected', { vendor: VENDOR, code: 'fail_list', detail: '' });
  return sent(msgid ?? null);
}

const openAccount = (config: Config, corpSecret: string, world: World): Account => ({
  config,
  world,
  tokens: new Tokens({ endpoint: config.endpoint, corpId: config.corpId, corpSecret, world }),
});

/**
 * A message task for a customer in WeCom ("创建企业群发", externalcontact/add_msg_template). The vendor sends nothing by
 * itself: a member of staff sees the task and confirms it, so `sent` means handed to staff. Whether they did
 * (get_groupmsg_send_result) is not asked yet; its callbacks are encrypted and not read; a task bears no key of ours, so
 * it is not looked up. Codes and shape are the documentation's; what its servers really answer was not tried.
 */
export const wecom: Vendor<Config, z.infer<typeof Secrets>> = {
  name: 'wecom',
  kind: 'wecom',
  idempotent: false,
  needsApproval: false,
  batch: 50,
  config: Config,
  secrets: Secrets,
  open: (config, { corpSecret }, world) => {
    const account = openAccount(config, corpSecret, world);
    return {
      send: (messages, signal) =>
        sideBySide(
          messages,
          5,
          signal,
          async (message) =>
            tooLong(message.text, MAX_BYTES) ?? (await hand(message, account, signal)),
        ),
      close: () => Promise.resolve(),
    };
  },
  check: (config, { corpSecret }, world) =>
    checked(async (signal, nobody) => {
      const granted = await openAccount(config, corpSecret, world).tokens.get(nobody, signal);
      return granted.ok ? undefined : granted.outcome;
    }),
};
