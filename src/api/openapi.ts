import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Permission } from './permissions.ts';

interface Shape {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  tag: string;
  summary: string;
  permission: Permission | 'public';
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  upload?: boolean | string;
  media?: string;
  answer?: z.ZodType;
  status?: number;
}

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('One sentence in the reader’s language'),
    code: z.string().describe('Stable; for programs'),
    params: z.record(z.string(), z.unknown()),
    pointer: z.string().optional().describe('JSON pointer to the field that is wrong'),
    errors: z
      .array(z.object({ code: z.string(), detail: z.string(), pointer: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem' });

const SECURITY = [{ session: [] }, { token: [] }];

export interface RouteRecord {
  method: string;
  path: string;
  permission: Permission | 'public';
}
const known = new WeakMap<OpenAPIHono, RouteRecord[]>();

/** Every endpoint with the permission it asks for, so that a test can try each with each role. */
export const routesOf = (app: OpenAPIHono): RouteRecord[] => known.get(app) ?? [];

function requestOf(shape: Shape) {
  const json = shape.body && {
    content: { 'application/json': { schema: shape.body } },
    required: true,
  };
  const binary = z.any().meta({ type: 'string', format: 'binary' });
  const file = shape.upload && {
    content:
      typeof shape.upload === 'string'
        ? { [shape.upload]: { schema: binary } }
        : { 'multipart/form-data': { schema: z.object({ file: binary }) } },
    required: true,
  };
  return { params: shape.params, query: shape.query, body: json ?? (file || undefined) };
}

function answersOf(shape: Shape) {
  const status = shape.status ?? 200;
  const schema = shape.answer ?? z.string();
  const content = status === 204 ? undefined : { [shape.media ?? 'application/json']: { schema } };
  return {
    [status]: { description: 'Done', ...(content && { content }) },
    default: {
      description: 'A problem',
      content: { 'application/problem+json': { schema: Problem } },
    },
  };
}

export function register(app: OpenAPIHono, shape: Shape): void {
  const { method, path, tag, summary, permission } = shape;
  known.set(app, [...routesOf(app), { method, path, permission }]);
  app.openAPIRegistry.registerPath({
    ...{ method, path, summary, tags: [tag] },
    ...(permission === 'public'
      ? { security: [] }
      : { security: SECURITY, 'x-permission': permission }),
    request: requestOf(shape),
    responses: answersOf(shape),
  } as RouteConfig);
}

const ABOUT = `All times are RFC 3339 in UTC, money is an integer of minor units beside its currency, lists are
\`{data, next_cursor}\`. A POST may carry an Idempotency-Key: the same key with the same request gets the first
answer again for 24 hours. Problems follow RFC 9457.`;

export function openApiDocument(app: OpenAPIHono, version: string): object {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Regulars',
      version,
      description: ABOUT.replaceAll('\n', ' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'regulars_session' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'rgl_…' },
      },
    },
  } as never);
}
