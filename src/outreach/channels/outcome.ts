import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Problem } from '../../kernel/index.ts';
import { callHttp, type HttpResult } from '../../platform/http/index.ts';
import type { Message, Outcome, World } from './types.ts';

const say = (code: string, params: Problem['params'] = {}): Problem => ({ code, params });

export const sent = (providerId: string | null): Outcome => ({ state: 'sent', providerId });
export const retry = (
  code: string,
  params?: Problem['params'],
  afterSeconds?: number,
): Outcome => ({
  state: 'retry',
  problem: say(code, params),
  ...(afterSeconds === undefined ? {} : { afterSeconds }),
});
export const unknown = (code: string, params?: Problem['params']): Outcome => ({
  state: 'unknown',
  problem: say(code, params),
});
export const pause = (code: string, params?: Problem['params']): Outcome => ({
  state: 'pause',
  problem: say(code, params),
});
export const failed = (
  code: string,
  params?: Problem['params'],
  suppress?: Extract<Outcome, { state: 'failed' }>['suppress'],
): Outcome => ({ state: 'failed', problem: say(code, params), ...(suppress ? { suppress } : {}) });

/** What a vendor said, short and without addresses: problems outlive the person. */
export function discreet(detail: string, address: string): string {
  const plain = address.length > 3 ? detail.replaceAll(address, '…') : detail;
  return plain
    .replace(/[^\s<>"']+@[^\s<>"']+/g, '…')
    .replace(/\+?\d{7,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** `Retry-After` is seconds or a date. */
export function retryAfter(header: string | undefined, now: Date): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 86_400) : undefined;
}

/** Without an answer: surely not sent, or perhaps. */
export function unanswered(
  result: Exclude<HttpResult, { kind: 'answer' }>,
  host: string,
  idempotent = false,
): Outcome {
  if (result.kind === 'lost') {
    const params = { host, detail: result.reason };
    return idempotent ? retry('channel_sent_again', params) : unknown('channel_no_answer', params);
  }
  if (result.reason === 'refused_address' || result.reason === 'invalid')
    return pause('channel_address_refused', { host });
  if (result.reason === 'aborted') return retry('channel_stopped');
  return retry('channel_unreachable', { host, detail: result.detail || result.reason });
}

/** An answer of no known form. A server that says 4xx took nothing; others may have. */
export function unreadable(status: number, host: string): Outcome {
  if (status === 429) return retry('channel_throttled', { vendor: host, code: status });
  if (status >= 300 && status < 400) return pause('channel_redirected', { host });
  if (status >= 400 && status < 500 && status !== 408)
    return pause('channel_answer_unreadable', { host, status });
  return unknown('channel_answer_unreadable', { host, status });
}

export interface VendorRequest<T> {
  url: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** The form of every answer that the vendor gives, of errors too. */
  answer: z.ZodType<T>;
}

export type VendorAnswer<T> =
  | { ok: true; status: number; headers: IncomingHttpHeaders; value: T }
  | { ok: false; outcome: Outcome };

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Calls a vendor that answers JSON; whatever else comes back is an outcome already. */
export async function askVendor<T>(
  request: VendorRequest<T>,
  world: World,
  signal: AbortSignal,
): Promise<VendorAnswer<T>> {
  const { answer, ...call } = request;
  const result = await callHttp(
    { ...call, timeoutMs: 15_000, maxBytes: 256 * 1024, allowPrivate: world.allowPrivate },
    signal,
  );
  const host = URL.canParse(call.url) ? new URL(call.url).host : call.url;
  if (result.kind !== 'answer') return { ok: false, outcome: unanswered(result, host) };
  const { status, headers } = result;
  const read = answer.safeParse(result.complete ? json(result.body) : undefined);
  if (!read.success) return { ok: false, outcome: unreadable(status, host) };
  return { ok: true, status, headers, value: read.data };
}

/**
 * Sends one by one, some at a time. Once the channel is found ill, or sending is stopped, the rest
 * of the batch does not leave.
 */
export async function sideBySide(
  messages: Message[],
  atOnce: number,
  signal: AbortSignal,
  one: (message: Message) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let ill: Outcome | undefined;
  let next = 0;
  const work = async () => {
    for (let index = next++; index < messages.length; index = next++) {
      if (signal.aborted) ill ??= retry('channel_stopped');
      const outcome = ill ?? (await one(messages[index] as Message));
      if (outcome.state === 'pause') ill = outcome;
      outcomes[index] = outcome;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, messages.length) }, work));
  return outcomes;
}
