import type { Context } from 'hono';
import type { z } from 'zod';
import { fail, ok, type Problem, type Result } from '../kernel/index.ts';
import { check } from './validate.ts';

const MAX_BODY = 1024 ** 2;

/** The request as it came, to know it again by its idempotency key. */
export type Raw = string;

interface Shape {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  upload?: boolean | string;
}

interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
  raw: Raw;
}

/** Stops reading at the limit, whatever Content-Length claims. */
export async function bodyBytes(c: Context, most: number): Promise<Result<Buffer>> {
  const stream = c.req.raw.body;
  if (!stream) return ok(Buffer.alloc(0));
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) return fail('body_too_large', { limit: most });
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}

async function bodyText(c: Context): Promise<Result<string>> {
  const bytes = await bodyBytes(c, MAX_BODY);
  return bytes.ok ? ok(bytes.value.toString('utf8')) : bytes;
}

function parseJson(text: string): Result<unknown> {
  if (text.trim() === '') return ok({});
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('not_json');
  }
}

async function readBody(shape: Shape, text: string) {
  if (!shape.body) return ok(undefined);
  const json = parseJson(text);
  return json.ok ? check(shape.body, json.value, 'body') : json;
}

/** Path, query and body, each held against its schema. */
export async function readInput(
  shape: Shape,
  c: Context,
): Promise<Result<Input> & { details?: Problem[] }> {
  const params = shape.params ? check(shape.params, c.req.param(), 'path') : ok(undefined);
  // A malformed id names nothing.
  if (!params.ok) return fail('not_found');
  const query = shape.query ? check(shape.query, c.req.query(), 'query') : ok(undefined);
  if (!query.ok) return query;
  const text = shape.upload ? ok('') : await bodyText(c);
  if (!text.ok) return text;
  const body = await readBody(shape, text.value);
  if (!body.ok) return body;
  const raw = [c.req.method, c.req.url, text.value].join('\n');
  return ok({ params: params.value, query: query.value, body: body.value, raw });
}
