import { z } from 'zod';
import { beijingDay, chineseForm, notAPhone, refusedAs } from '../codes.ts';
import { failed, sent } from '../outcome.ts';
import type { Message, Outcome } from '../types.ts';
import { type Account, act } from './call.ts';
import { verdictOf } from './codes.ts';

const VENDOR = 'Aliyun';
/** Of a success and of an error, the gateway's and the service's. */
const Answer = z.object({
  Code: z.string(),
  Message: z.string().default(''),
  BizId: z.string().optional(),
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
  const params = Object.fromEntries(approved.params.map(({ name, value }) => [name, value]));
  const query = {
    PhoneNumbers: chineseForm(to),
    SignName: approved.sign,
    TemplateCode: approved.code,
    ...(approved.params.length > 0 ? { TemplateParam: JSON.stringify(params) } : {}),
    OutId: key,
  };
  const answer = await act('SendSms', query, Answer, account, signal);
  if (!answer.ok) return answer.outcome;
  const { Code: code, Message: detail, BizId } = answer.value;
  if (code === 'OK') return sent(BizId ?? null);
  return refusedAs(verdictOf(code, answer.status), { vendor: VENDOR, code, detail }, message);
}

const Details = z.object({
  Code: z.string(),
  SmsSendDetailDTOs: z
    .object({
      SmsSendDetailDTO: z.array(
        z.object({
          OutId: z.string().optional(),
          SendStatus: z.number().optional(),
          ErrCode: z.string().optional(),
        }),
      ),
    })
    .optional(),
});
type Detail = NonNullable<z.infer<typeof Details>['SmsSendDetailDTOs']>['SmsSendDetailDTO'][number];

const PAGE = 50;
const MINUTES = 60_000;

async function find(message: Message, day: string, account: Account, signal: AbortSignal) {
  for (let page = 1; page <= 4; page++) {
    const query = {
      PhoneNumber: chineseForm(message.to),
      SendDate: day,
      PageSize: String(PAGE),
      CurrentPage: String(page),
    };
    const answer = await act('QuerySendDetails', query, Details, account, signal);
    const list = answer.ok ? (answer.value.SmsSendDetailDTOs?.SmsSendDetailDTO ?? []) : [];
    const found = list.find(({ OutId }) => OutId === message.key);
    if (found || list.length < PAGE) return found;
  }
  return undefined;
}

/** 1 waits for its receipt, 2 failed, 3 arrived. */
const tell = ({ SendStatus, ErrCode }: Detail): Outcome =>
  SendStatus === 2
    ? failed('channel_undelivered', { vendor: VENDOR, code: ErrCode ?? '', detail: '' })
    : sent(null);

/**
 * QuerySendDetails: by phone and day of the last 30, told by the OutId. A message that is not listed may still come,
 * so its absence says nothing.
 */
export async function lookUp(
  message: Message,
  account: Account,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const tried = (message.triedAt ?? account.world.now()).getTime();
  const around = [tried - 5 * MINUTES, tried + 5 * MINUTES].map((at) => beijingDay(new Date(at)));
  for (const day of new Set(around)) {
    const found = await find(message, day, account, signal);
    if (found) return tell(found);
  }
  return undefined;
}

/** Asks for the messages to a number that nobody has: needs the key and the right to the service. */
export async function checkAccount(account: Account, signal: AbortSignal) {
  const query = {
    PhoneNumber: '13800000000',
    SendDate: beijingDay(account.world.now()),
    PageSize: '1',
    CurrentPage: '1',
  };
  return act('QuerySendDetails', query, Answer, account, signal);
}
