import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem, Result } from '../kernel/index.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';

/** A problem as the API words it. */
export type Told = Problem & { detail?: string };

export interface Client {
  /** Parsed JSON of a 2xx answer, else the problem. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what it asked for
  call<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ ok: true; value: T } | { ok: false; problem: Told }>;
  /** The answer as it comes, for files either way. */
  open(method: string, path: string, body?: ReadableStream): Promise<Response>;
  close(): Promise<void>;
}

type Fetch = (request: Request) => Response | Promise<Response>;

/** Another command may hold the data folder for a moment. */
const PATIENCE_MS = 20_000;

export async function problemOf(response: Response): Promise<Told> {
  const text = await response.text();
  try {
    const { code, params, detail } = JSON.parse(text) as Told;
    return { code, params, detail };
  } catch {
    return { code: 'server_gone', params: { reason: `${response.status} ${text.slice(0, 200)}` } };
  }
}

function clientOver(
  fetch: Fetch,
  base: string,
  token: string,
  language: string,
  close: () => Promise<void>,
): Client {
  const headers = { authorization: `Bearer ${token}`, 'accept-language': language };
  const ask = async (path: string, init: RequestInit): Promise<Response> =>
    fetch(
      new Request(new URL(path, base), {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string>) },
      }),
    );
  return {
    close,
    async open(method, path, body) {
      return ask(path, { method, ...(body && { body, duplex: 'half' }) } as RequestInit);
    },
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what it asked for
    async call<T>(method: string, path: string, body?: unknown) {
      const json =
        body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      const response = await ask(path, { method, ...json });
      if (!response.ok) return { ok: false as const, problem: await problemOf(response) };
      const text = await response.text();
      return { ok: true as const, value: (text === '' ? undefined : JSON.parse(text)) as T };
    },
  };
}

const codeOf = (error: unknown): unknown =>
  (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;

/** A server that was busy for a while closes idle connections when it wakes: asking again is safe, doing again is not. */
async function fetchOrAgain(request: Request): Promise<Response> {
  if (request.method !== 'GET') return fetch(request);
  return fetch(request.clone()).catch((error: unknown) => {
    if (codeOf(error) === 'ECONNRESET') return fetch(request);
    throw error;
  });
}

async function remoteFetch(request: Request): Promise<Response> {
  try {
    return await fetchOrAgain(request);
  } catch (error) {
    const reason = (error as Error & { cause?: Error }).cause?.message ?? (error as Error).message;
    return Response.json({ code: 'server_gone', params: { reason } }, { status: 503 });
  }
}

/** The running server if there is one on this data folder, else the API in this process. */
export async function connect(engine: Engine, config: Config): Promise<Result<Client>> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const opened = await engine.open(config);
    if (opened.ok) {
      const { fetch, localToken, close } = opened.value;
      return {
        ok: true,
        value: clientOver(fetch, 'http://localhost', localToken, config.language, close),
      };
    }
    const { url, token } = 'holder' in opened ? opened.holder : {};
    if (url !== undefined && token !== undefined)
      return {
        ok: true,
        value: clientOver(remoteFetch, url, token, config.language, async () => undefined),
      };
    if (performance.now() > deadline) return opened;
    await sleep(200);
  }
}
