import { randomBytes } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { buyerRoutes } from './buyers/index.ts';
import type { AppContext } from './context.ts';
import { docsPage } from './docs.ts';
import { languageOf, keepLimits, type App } from './endpoint.ts';
import { keepForecasts } from './forecasts.ts';
import { keepCurrent } from './keep-current.ts';
import { openLimits } from './limits.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problems.ts';
import { keepSending } from './outreach/index.ts';
import { registerRoutes } from './routes/index.ts';
import { securityHeaders, serveSite } from './site.ts';

/** A bug: the reader gets a number, the log gets the rest. */
function onError(ctx: AppContext, error: Error, c: Context): Response {
  if (ctx.stopping?.aborted) return problemResponse(c, { code: 'stopping' }, languageOf(c));
  const id = randomBytes(4).toString('hex');
  ctx.log.error({ id, err: error, method: c.req.method, path: c.req.path }, 'request failed');
  return problemResponse(c, { code: 'internal', params: { id } }, languageOf(c));
}

async function otherwise(ctx: AppContext, c: Context): Promise<Response> {
  const isApi = c.req.path.startsWith('/v1/');
  const page = isApi || !ctx.webDir ? undefined : await serveSite(c, ctx.webDir);
  return page ?? problemResponse(c, { code: 'not_found' }, languageOf(c));
}

/** The whole front door: the API under /v1, its documentation under /docs, the web app everywhere else. */
export function createApp(given: AppContext): App {
  const ctx = keepCurrent(given);
  const app = new OpenAPIHono();
  keepLimits(ctx, openLimits());
  keepForecasts(ctx);
  keepSending(ctx);
  app.use(securityHeaders);
  registerRoutes(app, ctx);
  buyerRoutes(app, ctx);
  let document: object | undefined;
  const described = () => (document ??= openApiDocument(app, ctx.version));
  app.get('/v1/openapi.json', (c) => c.json(described()));
  app.get('/docs/:page?', (c) => c.html(docsPage(described(), c.req.param('page'), languageOf(c))));
  app.onError((error, c) => onError(ctx, error, c));
  app.notFound((c) => otherwise(ctx, c));
  return app;
}
