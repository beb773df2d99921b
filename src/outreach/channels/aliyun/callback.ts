import { z } from 'zod';
import { ok, type Result } from '../../../kernel/index.ts';
import { keyOrNull, readItem, reading, readItems } from '../callbacks.ts';
import { beijingTime, e164 } from '../codes.ts';
import { discreet } from '../outcome.ts';
import type { CallbackEvent, CallbackRequest } from '../types.ts';
import { UNWANTED_RECEIPTS } from './codes.ts';

/** "SmsReport" of the documentation. */
const Receipt = z.object({
  phone_number: z.string(),
  success: z.union([z.boolean(), z.stringbool()]),
  report_time: z.string().optional(),
  err_code: z.string().default(''),
  err_msg: z.string().default(''),
  biz_id: z.string().optional(),
  out_id: z.string().optional(),
});
/** "SmsUp": what a buyer wrote back. */
const Reply = z.object({
  phone_number: z.string(),
  content: z.string(),
  send_time: z.string().optional(),
});

const undelivered = (receipt: z.infer<typeof Receipt>) => {
  const unwanted = UNWANTED_RECEIPTS.has(receipt.err_code);
  return {
    type: unwanted ? ('bounced' as const) : ('failed' as const),
    ...(unwanted ? { permanent: true } : {}),
    problem: {
      code: unwanted ? 'channel_refused_by_person' : 'channel_undelivered',
      params: {
        vendor: 'Aliyun',
        code: receipt.err_code,
        detail: discreet(receipt.err_msg, receipt.phone_number),
      },
    },
  };
};

const tellReceipt =
  (now: Date) =>
  (receipt: z.infer<typeof Receipt>): CallbackEvent => ({
    ...(receipt.success ? { type: 'delivered' as const } : undelivered(receipt)),
    providerId: receipt.biz_id ?? null,
    touchKey: keyOrNull(receipt.out_id),
    address: e164(receipt.phone_number),
    text: null,
    at: beijingTime(receipt.report_time, now),
  });

const tellReply =
  (now: Date) =>
  (reply: z.infer<typeof Reply>): CallbackEvent => ({
    type: 'replied',
    providerId: null,
    touchKey: null,
    address: e164(reply.phone_number),
    text: reply.content,
    at: beijingTime(reply.send_time, now),
  });

/** HTTP batch push. Aliyun signs nothing, so the address it was given must hold a secret that the caller checks. */
export function parseAliyun(
  request: CallbackRequest,
  now: Date,
): Result<{ events: CallbackEvent[]; answer: { body: string; type: string } }> {
  const items = readItems(request);
  if (!items.ok) return items;
  const readings = [reading(Receipt, tellReceipt(now)), reading(Reply, tellReply(now))];
  return ok({
    events: items.value.flatMap((item) => readItem(item, readings)),
    answer: { body: '{"code":0,"msg":"OK"}', type: 'application/json' },
  });
}
