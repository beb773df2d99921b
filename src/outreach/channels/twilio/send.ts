import { z } from 'zod';
import { notAPhone, refusedAs } from '../codes.ts';
import { retryAfter, sent } from '../outcome.ts';
import type { Message, Outcome } from '../types.ts';
import { type Account, act, Refused, VENDOR } from './call.ts';
import { verdictOf } from './codes.ts';

const Created = z.object({
  sid: z.string(),
  status: z.string(),
  error_code: z.number().nullish(),
  error_message: z.string().nullish(),
});

/** The address for receipts, with the key in it: a message whose answer was lost is told by its receipt. */
function callbackFor(address: string, key: string): string {
  const url = new URL(address);
  url.searchParams.set('touch', key);
  return url.href;
}

function formOf({ to, text, key }: Message, { from, statusCallback }: Account['config']) {
  return new URLSearchParams({
    To: to,
    Body: text,
    ...(/^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from }),
    ...(statusCallback ? { StatusCallback: callbackFor(statusCallback, key) } : {}),
  });
}

export async function sendSms(
  message: Message,
  account: Account,
  signal: AbortSignal,
): Promise<Outcome> {
  const bad = notAPhone(message, VENDOR);
  if (bad) return bad;
  const form = formOf(message, account.config);
  const answer = await act('/Messages.json', form, z.union([Created, Refused]), account, signal);
  if (!answer.ok) return answer.outcome;
  const { value, status, headers } = answer;
  const after = retryAfter(headers['retry-after'], account.world.now());
  const refuse = (code: number, detail: string) =>
    refusedAs(
      verdictOf(code, status),
      { vendor: VENDOR, code, detail, afterSeconds: after },
      message,
    );
  if ('code' in value) return refuse(value.code, value.message);
  if (value.status === 'failed') return refuse(value.error_code ?? 0, value.error_message ?? '');
  return sent(value.sid);
}

const List = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      body: z.string().nullable(),
      direction: z.string(),
      date_created: z.string(),
    }),
  ),
});

/**
 * The newest messages to this number: the one with the very same text that was made since we tried is ours. With two
 * such, or a text that a messaging service rewrote, it cannot be told, and a message that is missing may still come.
 */
export async function lookUp(
  message: Message,
  account: Account,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  if (!message.triedAt) return undefined;
  const since = message.triedAt.getTime() - 120_000;
  const query = new URLSearchParams({ To: message.to, PageSize: '50' });
  const answer = await act(`/Messages.json?${query.toString()}`, undefined, List, account, signal);
  if (!answer.ok) return undefined;
  const same = answer.value.messages.filter(
    ({ body, direction, date_created: made }) =>
      body === message.text && direction === 'outbound-api' && Date.parse(made) >= since,
  );
  const [only] = same;
  return only && same.length === 1 ? sent(only.sid) : undefined;
}

const Self = z.object({ status: z.string() });

/** The account itself: active, suspended or closed. */
export async function checkAccount(account: Account, nobody: Message, signal: AbortSignal) {
  const answer = await act('.json', undefined, z.union([Self, Refused]), account, signal);
  if (!answer.ok) return answer.outcome;
  const { value, status } = answer;
  const refuse = (code: number, detail: string) =>
    refusedAs(verdictOf(code, status), { vendor: VENDOR, code, detail }, nobody);
  if ('code' in value) return refuse(value.code, value.message);
  return value.status === 'active' ? undefined : refuse(10001, value.status);
}
