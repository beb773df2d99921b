import { z } from 'zod';
import { fail, ok, type Result } from '../kernel/index.ts';

export const Limit = z.coerce.number().int().min(1).max(200).default(50);
export const Cursor = z.string().max(1000).optional();

export const encodeCursor = (mark: unknown): string =>
  Buffer.from(JSON.stringify(mark)).toString('base64url');

/** Where the last page ended; undefined for the first page. */
export function decodeCursor<S extends z.ZodType>(
  schema: S,
  text: string | undefined,
): Result<z.output<S> | undefined> {
  if (text === undefined) return ok(undefined);
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return parsed.success ? ok(parsed.data) : fail('cursor_invalid');
  } catch {
    return fail('cursor_invalid');
  }
}

/** One row more was asked for than shown: it says whether there is another page. */
export function page<T>(
  rows: T[],
  limit: number,
  markOf: (row: T) => unknown,
): { rows: T[]; next_cursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    next_cursor: last === undefined ? null : encodeCursor(markOf(last)),
  };
}

export const listOf = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item), next_cursor: z.string().nullable() });

/** `count` says how many rows there are in all: on the first page of what stands behind a figure. */
export const countedListOf = <S extends z.ZodType>(item: S) =>
  listOf(item).extend({ count: z.int().nullable() });
