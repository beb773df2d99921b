import { z } from 'zod';
import { type Refusal, refusedAs } from '../codes.ts';
import { askVendor, failed } from '../outcome.ts';
import type { Message, Outcome, World } from '../types.ts';
import { verdictOf } from './codes.ts';

export const VENDOR = 'WeCom';
export const Endpoint = z.url({ protocol: /^https?$/ }).default('https://qyapi.weixin.qq.com');

/** Every answer has a code, 0 for well; what else it has, depends. */
export const Answer = z.object({ errcode: z.number(), errmsg: z.string().default('') });

/** Without the hint at the end, which holds our address. */
const short = (errmsg: string) => errmsg.split(/, (?:hint|more info)/)[0] ?? '';

export function refuse(answer: z.infer<typeof Answer>, status: number, message: Message): Outcome {
  const { errcode: code, errmsg } = answer;
  const refusal: Refusal = { vendor: VENDOR, code, detail: short(errmsg) };
  // The limits are counted by the minute.
  if (code === 45009) refusal.afterSeconds = 60;
  return refusedAs(verdictOf(code, status), refusal, message);
}

/** Nothing that is cut off in the middle is sent. */
export function tooLong(text: string, max: number): Outcome | undefined {
  const size = Buffer.byteLength(text);
  return size > max ? failed('channel_too_long', { vendor: VENDOR, size, max }) : undefined;
}

export const post = <T>(
  url: string,
  body: object,
  answer: z.ZodType<T>,
  world: World,
  signal: AbortSignal,
) =>
  askVendor(
    {
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      answer,
    },
    world,
    signal,
  );
