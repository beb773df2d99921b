import { z } from 'zod';
import { ok, type Result } from '../../../kernel/index.ts';
import { readItem, reading, readItems } from '../callbacks.ts';
import { beijingTime, e164, notLater } from '../codes.ts';
import { discreet } from '../outcome.ts';
import type { CallbackEvent, CallbackRequest } from '../types.ts';
import { VENDOR } from './call.ts';

/** "短信下发状态通知": names the touch by the SerialNo that sending gave. */
const Receipt = z.object({
  sid: z.string(),
  mobile: z.string(),
  nationcode: z.string().default('86'),
  report_status: z.string(),
  errmsg: z.string().default(''),
  description: z.string().default(''),
  user_receive_time: z.string().optional(),
});
/** "短信回复通知"; `time` is in seconds. */
const Reply = z.object({
  mobile: z.string(),
  nationcode: z.string().default('86'),
  text: z.string(),
  time: z.number().optional(),
});

const phone = (item: { nationcode: string; mobile: string }) =>
  e164(`00${item.nationcode.replace(/\D/g, '')}${item.mobile}`);

const tellReceipt =
  (now: Date) =>
  (receipt: z.infer<typeof Receipt>): CallbackEvent => ({
    ...(receipt.report_status === 'SUCCESS'
      ? { type: 'delivered' as const }
      : {
          type: 'failed' as const,
          problem: {
            code: 'channel_undelivered',
            params: {
              vendor: VENDOR,
              code: receipt.errmsg,
              detail: discreet(receipt.description, receipt.mobile),
            },
          },
        }),
    providerId: receipt.sid,
    touchKey: null,
    address: phone(receipt),
    text: null,
    at: beijingTime(receipt.user_receive_time, now),
  });

const tellReply =
  (now: Date) =>
  (reply: z.infer<typeof Reply>): CallbackEvent => ({
    type: 'replied',
    providerId: null,
    touchKey: null,
    address: phone(reply),
    text: reply.text,
    at: notLater(new Date((reply.time ?? NaN) * 1000), now),
  });

/** Receipts come as a list, a reply alone. Tencent signs nothing: the address it was given must hold a secret that the caller checks. */
export function parseTencent(
  request: CallbackRequest,
  now: Date,
): Result<{ events: CallbackEvent[]; answer: { body: string; type: string } }> {
  const items = readItems(request);
  if (!items.ok) return items;
  const readings = [reading(Receipt, tellReceipt(now)), reading(Reply, tellReply(now))];
  return ok({
    events: items.value.flatMap((item) => readItem(item, readings)),
    answer: { body: '{"result":0,"errmsg":"OK"}', type: 'application/json' },
  });
}
