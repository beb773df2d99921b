import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { Context, MiddlewareHandler } from 'hono';

/**
 * Nothing from other hosts. Styles may be inline: Mantine writes its variables into a style element;
 * scripts may not.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Record<string, string> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
};

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  // Answers are somebody's customers: no cache keeps them.
  if (c.req.path.startsWith('/v1/') && !c.res.headers.has('cache-control'))
    c.res.headers.set('cache-control', 'no-store');
};

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
};

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

async function sendFile(c: Context, path: string, cache: string): Promise<Response | undefined> {
  const size = await sizeOf(path);
  if (size === undefined) return undefined;
  const headers = {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-length': String(size),
    'cache-control': cache,
  };
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, headers);
}

/** Undefined for a path that would leave the folder. */
function inside(folder: string, path: string): string | undefined {
  const full = normalize(join(folder, path));
  return full.startsWith(folder + sep) && !full.includes('\0') ? full : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The web app's files; any other address is one of its pages. Names under assets/ carry a hash of the content. */
export async function serveSite(c: Context, folder: string): Promise<Response | undefined> {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return undefined;
  const path = decoded(c.req.path);
  const file = path === undefined ? undefined : inside(folder, path);
  const forever = c.req.path.startsWith('/assets/')
    ? 'public, max-age=31536000, immutable'
    : 'no-cache';
  const found = file && (await sendFile(c, file, forever));
  if (found) return found;
  return extname(c.req.path) === ''
    ? sendFile(c, join(folder, 'index.html'), 'no-cache')
    : undefined;
}
