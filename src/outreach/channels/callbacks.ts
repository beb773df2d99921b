import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import type { CallbackEvent, CallbackRequest } from './types.ts';

/** The items of a JSON body, a list or one alone; more than a vendor ever sends at once is no list of theirs. */
export function readItems(request: CallbackRequest): Result<unknown[]> {
  try {
    const body: unknown = JSON.parse(request.body.toString());
    const items: unknown[] = Array.isArray(body) ? body : [body];
    if (typeof body === 'object' && body !== null && items.length <= 1000) return ok(items);
    return fail('callback_unreadable', { detail: 'JSON' });
  } catch {
    return fail('callback_unreadable', { detail: 'JSON' });
  }
}

/** The first reading that fits; what fits none is passed over, for vendors add kinds of news. */
export function readItem(
  item: unknown,
  readings: ((item: unknown) => CallbackEvent | undefined)[],
): CallbackEvent[] {
  for (const read of readings) {
    const event = read(item);
    if (event) return [event];
  }
  return [];
}

/** One kind of item: its form, and what it tells. */
export const reading =
  <T>(form: z.ZodType<T>, tell: (item: T) => CallbackEvent) =>
  (item: unknown): CallbackEvent | undefined => {
    const parsed = form.safeParse(item);
    return parsed.success ? tell(parsed.data) : undefined;
  };

export const KEY = z.uuid();
export const keyOrNull = (text: string | null | undefined): string | null =>
  KEY.safeParse(text).data ?? null;
