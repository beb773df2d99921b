import { z } from 'zod';
import { notAPhone, refusedAs } from '../codes.ts';
import { failed, sent, unknown } from '../outcome.ts';
import type { Message, Outcome } from '../types.ts';
import { type Account, act, VENDOR } from './call.ts';
import { verdictOf } from './codes.ts';

const Sent = z.object({
  SendStatusSet: z
    .array(
      z.object({
        SerialNo: z.string().default(''),
        Code: z.string(),
        Message: z.string().default(''),
      }),
    )
    .length(1),
});

export async function sendSms(
  message: Message,
  account: Account,
  signal: AbortSignal,
): Promise<Outcome> {
  const { approved, key, to } = message;
  if (!approved) return failed('channel_not_approved', { vendor: VENDOR });
  const bad = notAPhone(message, VENDOR);
  if (bad) return bad;
  const input = {
    PhoneNumberSet: [to],
    SmsSdkAppId: account.config.appId,
    TemplateId: approved.code,
    SignName: approved.sign,
    // By place: the vendor knows no names.
    TemplateParamSet: approved.params.map(({ value }) => value),
    SessionContext: key,
  };
  const answer = await act('SendSms', input, Sent, account, message, signal);
  if (!answer.ok) return answer.outcome;
  const [one] = answer.value.SendStatusSet;
  if (!one) return unknown('channel_answer_unreadable', { host: VENDOR, status: answer.status });
  if (one.Code === 'Ok') return sent(one.SerialNo || null);
  const verdict = verdictOf(one.Code, answer.status);
  return refusedAs(verdict, { vendor: VENDOR, code: one.Code, detail: one.Message }, message);
}

const Statuses = z.object({
  PullSmsSendStatusSet: z.array(
    z.object({
      SerialNo: z.string().nullish(),
      ReportStatus: z.string().nullish(),
      Description: z.string().nullish(),
      SessionContext: z.string().nullish(),
    }),
  ),
});

/**
 * PullSmsSendStatusByPhoneNumber, of the last seven days, told by the SessionContext, which the vendor gives back only
 * to accounts for which its support switched that on; for others, and before a receipt came, there is nothing to say.
 */
export async function lookUp(
  message: Message,
  account: Account,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const now = account.world.now().getTime();
  const tried = (message.triedAt ?? account.world.now()).getTime();
  const input = {
    BeginTime: Math.floor(tried / 1000) - 600,
    EndTime: Math.floor(now / 1000),
    Offset: 0,
    Limit: 100,
    PhoneNumber: message.to,
    SmsSdkAppId: account.config.appId,
  };
  const action = 'PullSmsSendStatusByPhoneNumber';
  const answer = await act(action, input, Statuses, account, message, signal);
  const found = answer.ok
    ? answer.value.PullSmsSendStatusSet.find(({ SessionContext }) => SessionContext === message.key)
    : undefined;
  if (!found) return undefined;
  if (found.ReportStatus === 'SUCCESS') return sent(found.SerialNo ?? null);
  return failed('channel_undelivered', {
    vendor: VENDOR,
    code: found.Description ?? '',
    detail: '',
  });
}

/** Asks how many messages were sent in the last hour: needs the key and the application. */
export async function checkAccount(account: Account, message: Message, signal: AbortSignal) {
  const hour = (at: number) =>
    new Date(at + 8 * 3_600_000).toISOString().slice(0, 13).replaceAll(/[-T]/g, '');
  const now = account.world.now().getTime();
  const input = {
    BeginTime: hour(now - 3_600_000),
    EndTime: hour(now),
    Limit: 0,
    Offset: 0,
    SmsSdkAppId: account.config.appId,
  };
  const answer = await act(
    'SendStatusStatistics',
    input,
    z.looseObject({}),
    account,
    message,
    signal,
  );
  return answer.ok ? undefined : answer.outcome;
}
