import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll } from 'vitest';
import { createApp, type AppContext } from '../../src/api/index.ts';
import { addUser, ensureBusiness, type Role } from '../../src/ledger/accounts/index.ts';
import { openLens, type Lens } from '../../src/lens/index.ts';
import { openLog } from '../../src/platform/log/index.ts';
import { hashPassword } from '../../src/platform/crypto/index.ts';
import { testDb } from './db.ts';

export const PASSWORD = 'invented but long';
const START = new Date('2026-03-01T08:00:00Z');
const LOCAL_TOKEN = 'local-token-of-a-test';

export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON, else text, else undefined. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are held against their schemas already
  body: any;
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** A POST whose body is a file. */
  raw(path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Reply>;
}

export interface TestApi {
  ctx: AppContext;
  app: ReturnType<typeof createApp>;
  /** Moves the clock on. */
  pass(milliseconds: number): void;
  anonymous: Client;
  local: Client;
  /** Somebody with that role, signed in. */
  as(role: Role): Client;
  /** A client with a cookie of one's own. */
  withCookie(cookie: string): Client;
}

async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: json ? JSON.parse(text) : text || undefined,
  };
}

function clientOf(app: TestApi['app'], own: Record<string, string>): Client {
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const json: Record<string, string> =
      body === undefined ? {} : { 'content-type': 'application/json' };
    const init = {
      method,
      headers: { host: 'localhost', ...json, ...own, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    return replyOf(await app.request(`http://localhost${path}`, init));
  };
  const raw = async (path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Reply> =>
    replyOf(
      await app.request(`http://localhost${path}`, {
        method: 'POST',
        headers: { ...own, 'content-type': 'application/octet-stream' },
        body,
      }),
    );
  return {
    send,
    raw,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body ?? {}, headers),
  };
}

export const cookieOf = (reply: Reply): string =>
  reply.headers.get('set-cookie')?.split(';')[0] ?? '';

async function signedIn(api: Omit<TestApi, 'as'>, role: Role): Promise<Client> {
  const email = `${role}@example.com`;
  const passwordHash = await hashPassword(PASSWORD);
  const user = { email, name: role, passwordHash, language: 'en', role, shopIds: null };
  await api.ctx.db.tx((tx) => addUser(tx, api.ctx.business.id, user, api.ctx.now()));
  const reply = await api.anonymous.post('/v1/session', { email, password: PASSWORD });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return api.withCookie(cookieOf(reply));
}

export async function makeApi(
  options: Partial<AppContext> & { roles?: readonly Role[] } = {},
): Promise<TestApi & { drop(): Promise<void> }> {
  const { roles = ['owner', 'marketer', 'agent', 'viewer'], ...over } = options;
  const { db, drop } = await testDb();
  let now = START;
  const business = await ensureBusiness(db, now);
  const dataDir = mkdtempSync(join(tmpdir(), 'regulars-api-'));
  const log = openLog(process.env['REGULARS_LOG'] ?? 'silent');
  let opened: Promise<Lens> | undefined;
  const lens = (): Promise<Lens> =>
    (opened ??= openLens({ db, dir: join(dataDir, 'lens'), business: business.key, log }));
  const closing: (() => Promise<void>)[] = [];
  const ctx = {
    db,
    lens,
    business,
    dataDir,
    version: '0.0.0',
    now: () => now,
    log,
    localToken: LOCAL_TOKEN,
    strict: true,
    onClose: (step: () => Promise<void>) => void closing.push(step),
    ...over,
  };
  const app = createApp(ctx);
  const base = {
    ctx,
    app,
    pass: (milliseconds: number) => void (now = new Date(now.getTime() + milliseconds)),
    anonymous: clientOf(app, {}),
    local: clientOf(app, { authorization: `Bearer ${LOCAL_TOKEN}` }),
    withCookie: (cookie: string) => clientOf(app, { cookie }),
  };
  const people = new Map<Role, Client>();
  for (const role of roles) people.set(role, await signedIn(base, role));
  const as = (role: Role): Client => {
    const client = people.get(role);
    if (!client) throw new Error(`nobody here is ${role}`);
    return client;
  };
  const dropAll = async (): Promise<void> => {
    // What runs in the background ends first, as when the program does.
    for (const step of closing.toReversed()) await step();
    await (await opened)?.close();
    rmSync(dataDir, { recursive: true, force: true });
    await drop();
  };
  return { ...base, as, drop: dropAll };
}

/** One front door a test file, with somebody of every role signed in. */
export function testApi(options?: Parameters<typeof makeApi>[0]): () => TestApi {
  let api: Awaited<ReturnType<typeof makeApi>> | undefined;
  beforeAll(async () => {
    api = await makeApi(options);
  });
  afterAll(() => api?.drop(), 60_000);
  return () => {
    if (!api) throw new Error('the API is ready only inside tests');
    return api;
  };
}
