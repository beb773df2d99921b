import { setMaxListeners } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { isRefusedHost, publicLookup } from './lookup.ts';

export interface HttpCall {
  url: string;
  method: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  timeoutMs: number;
  /** Of the answer's body; more is cut off. */
  maxBytes: number;
  /** Private and loopback addresses may be called. */
  allowPrivate: boolean;
}

export type NotSent =
  | 'invalid'
  | 'refused_address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'aborted';
export type Lost = 'timeout' | 'reset' | 'garbage' | 'aborted';

/**
 * `answer`: a status arrived; `complete` is false where the body was cut or broke off.
 * `not_sent`: surely nothing of the request arrived. `lost`: it may have been received and obeyed.
 */
export type HttpResult =
  | {
      kind: 'answer';
      status: number;
      headers: IncomingHttpHeaders;
      body: Buffer;
      complete: boolean;
    }
  | { kind: 'not_sent'; reason: NotSent; detail: string }
  | { kind: 'lost'; reason: Lost; detail: string };

/**
 * Idle sockets are given up before most servers close them: a request written into a socket that
 * the other side is just closing would be lost without a word on whether it was read.
 */
const KEEP = { keepAlive: true, timeout: 4000, maxSockets: 64, scheduling: 'lifo' } as const;
const agents = (lookup?: typeof publicLookup) => ({
  'http:': new http.Agent({ ...KEEP, ...(lookup ? { lookup } : {}) }),
  'https:': new https.Agent({ ...KEEP, ...(lookup ? { lookup } : {}) }),
});
// Apart, so that a call that must not reach the house never finds a socket that leads there.
const anywhere = agents();
const outside = agents(publicLookup);

function read(url: string): URL | undefined {
  try {
    const parsed = new URL(url);
    return /^https?:$/.test(parsed.protocol) && parsed.hostname ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const DNS = /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EBADNAME)$/;

function whyNotSent(error: NodeJS.ErrnoException, connected: boolean): NotSent {
  const code = error.code ?? '';
  if (code === 'REFUSED_ADDRESS') return 'refused_address';
  if (DNS.test(code)) return 'dns';
  if (code.startsWith('ERR_INVALID_') || code === 'ERR_UNESCAPED_CHARACTERS') return 'invalid';
  return connected ? 'tls' : 'connect';
}

/** How far a request got: whether the other side is reached, and whether words may have left. */
class Progress {
  connected = false;
  written = false;

  watch(socket: Socket, secure: boolean, reused: boolean): void {
    if (reused || !(socket.connecting || secure)) {
      this.connected = true;
      this.written = true;
      return;
    }
    socket.once('connect', () => {
      this.connected = true;
      this.written ||= !secure;
    });
    // Not sent where the certificate is not good: the socket is destroyed instead.
    if (secure) socket.once('secureConnect', () => (this.written = true));
  }
}

/** Reads the body up to `maxBytes`; what follows is not waited for. */
function collect(answer: IncomingMessage, maxBytes: number, done: (complete: boolean) => void) {
  const parts: Buffer[] = [];
  let size = 0;
  answer.on('data', (part: Buffer) => {
    const room = maxBytes - size;
    parts.push(part.length > room ? part.subarray(0, room) : part);
    size += part.length;
    if (size > maxBytes) done(false);
  });
  answer.once('end', () => done(answer.complete));
  answer.once('error', () => done(false));
  answer.once('close', () => done(answer.complete));
  return () => Buffer.concat(parts);
}

/**
 * One request, one answer. The host is resolved once; redirects are answers like others, never
 * followed; nothing is tried again.
 */
export function callHttp(call: HttpCall, signal: AbortSignal): Promise<HttpResult> {
  const url = read(call.url);
  if (!url) return notSent('invalid', 'not an address');
  if (!call.allowPrivate && isRefusedHost(url.hostname))
    return notSent('refused_address', url.host);
  if (signal.aborted) return notSent('aborted', '');
  return exchange(url, call, signal);
}

const notSent = (reason: NotSent, detail: string): Promise<HttpResult> =>
  Promise.resolve({ kind: 'not_sent', reason, detail });

function open(url: URL, call: HttpCall): http.ClientRequest {
  const secure = url.protocol === 'https:';
  const pool = call.allowPrivate ? anywhere : outside;
  const body = call.body === undefined ? undefined : Buffer.from(call.body);
  const request = (secure ? https : http).request(url, {
    method: call.method,
    agent: pool[secure ? 'https:' : 'http:'],
    headers: { ...call.headers, ...(body ? { 'content-length': String(body.length) } : {}) },
  });
  request.end(body);
  return request;
}

function exchange(url: URL, call: HttpCall, signal: AbortSignal): Promise<HttpResult> {
  return new Promise((resolve) => {
    const progress = new Progress();
    let request: http.ClientRequest | undefined;
    let answered: (() => HttpResult) | undefined;
    const finish = (result: HttpResult, keep = false) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(result);
      if (!keep) request?.destroy();
    };
    const giveUp = (reason: Lost & NotSent, detail: string) => {
      if (answered) return finish(answered());
      finish({ kind: progress.written ? 'lost' : 'not_sent', reason, detail });
    };
    const broken = (error: NodeJS.ErrnoException) => {
      const detail = error.code ?? error.message;
      if (answered) return finish(answered());
      if (!progress.written)
        return finish({ kind: 'not_sent', reason: whyNotSent(error, progress.connected), detail });
      finish({ kind: 'lost', reason: detail.startsWith('HPE_') ? 'garbage' : 'reset', detail });
    };
    const abort = () => giveUp('aborted', '');
    const timer = setTimeout(() => giveUp('timeout', `${call.timeoutMs} ms`), call.timeoutMs);
    // A batch of any size shares one signal.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', abort, { once: true });
    try {
      request = open(url, call);
    } catch (error) {
      return broken(error as NodeJS.ErrnoException);
    }
    const { protocol } = url;
    const sent = request;
    sent.once('socket', (socket) =>
      progress.watch(socket, protocol === 'https:', sent.reusedSocket),
    );
    request.on('error', broken);
    request.once('response', (answer) => {
      const body = collect(answer, call.maxBytes, (complete) => finish(whole(complete), complete));
      const whole = (complete: boolean): HttpResult => ({
        kind: 'answer',
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body: body(),
        complete,
      });
      answered = () => whole(false);
    });
  });
}
