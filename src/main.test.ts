import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'regulars cli '));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  for (const folder of [home, bundle]) rmSync(folder, { recursive: true, force: true });
});

/** Bundled once: compiling the sources at each of some thirty commands took four times as long. */
const bundle = resolve('.cache', `cli-${process.pid}`);
const MAIN = `import(${JSON.stringify(join(bundle, 'main.js'))}).then((m) => m.main(process.argv))`;
beforeAll(async () => {
  await build({
    ...{
      entryPoints: ['src/main.ts'],
      outdir: bundle,
      bundle: true,
      splitting: true,
      format: 'esm',
    },
    ...{ platform: 'node', target: 'node20', packages: 'external', logLevel: 'error' },
  });
});

function start(args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['-e', MAIN, '--', 'regulars', ...args], {
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'en_GB.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function regulars(args: string[], env?: Record<string, string>) {
  const child = start(args, env);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return {
    code: await ended,
    out,
    err, // oxlint-disable-next-line typescript/no-explicit-any -- read freely, and compared at once
    json: () => JSON.parse(out) as any,
  };
}

async function serving(args: string[]): Promise<{ url: string; stop(): Promise<number | null> }> {
  const child = start(['serve', '--port', '0', ...args]);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  let said = '';
  for await (const chunk of child.stdout!) {
    said += String(chunk);
    if (said.includes('Regulars is running')) break;
  }
  const url = /running at (\S+)/.exec(said)?.[1] ?? '';
  expect(said).toContain('回头客已启动');
  return { url, stop: () => (child.kill('SIGTERM'), ended) };
}

const CSV = `order_number,ordered_at,customer_nick,title,quantity,unit_price
A1,2026-01-02 10:00:00,ann,Tea,2,3.50
A2,2026-01-05 11:00:00,ann,Tea,1,3.50
A3,some day,cleo,Tea,1,3.50
`;
const shop = ['--shop', 'Gift shop', '--currency', 'GBP', '--time-zone', 'Europe/London'];

test('a file is imported before anybody has an account, twice without change, and taken back', async () => {
  const data = ['--data', join(home, 'alone')];
  writeFileSync(join(home, 'orders.csv'), CSV);
  const dry = await regulars(['import', 'orders.csv', ...shop, '--dry-run', '--json', ...data]);
  expect(dry.json()).toMatchObject({ batch: null, read: 3, rejected: 1 });
  const first = await regulars(['import', 'orders.csv', ...shop, '--json', ...data]);
  expect(first.code).toBe(0);
  expect(Object.keys(first.json())).toEqual([
    'batch',
    'source',
    'read',
    'accepted',
    'unchanged',
    'rejected',
    'customers_new',
    'customers_matched',
    'orders_new',
    'orders_updated',
    'reject_file',
    'seconds',
  ]);
  expect(first.json()).toMatchObject({
    source: 'generic_orders',
    read: 3,
    accepted: 2,
    rejected: 1,
    customers_new: 1,
    orders_new: 2,
  });
  expect(readFileSync(first.json().reject_file, 'utf8')).toContain('A3,some day,cleo,Tea,1,3.50');
  const again = await regulars(['import', 'orders.csv', ...shop, '--json', ...data]);
  expect(again.json()).toMatchObject({ accepted: 0, unchanged: 2, rejected: 1 });
  const report = await regulars([
    'report',
    'overview',
    '--as-of',
    '2026-01-31',
    '--shop',
    'gift shop',
    '--json',
    ...data,
  ]);
  expect(report.json()).toMatchObject({
    as_of: '2026-01-31',
    customers: 1,
    purchases: 2,
    gross_value: 1050,
    currency: 'GBP',
    repeat_rate: 1,
  });
  const undone = await regulars(['import', 'undo', first.json().batch, ...data]);
  expect([undone.code, undone.err]).toEqual([0, expect.stringContaining('is undone')]);
}, 120_000);

test('commands go to the running server, which says who holds the data and stops in order', async () => {
  const data = ['--data', join(home, 'served')];
  const server = await serving(data);
  const added = await regulars(['user', 'add', 'ann@example.com', '--json', ...data]);
  expect(added.json()).toMatchObject({ email: 'ann@example.com', role: 'owner' });
  const entered = await fetch(`${server.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ann@example.com', password: added.json().password }),
  });
  expect(entered.status).toBe(200);
  const token = await regulars(['token', 'create', 'till', '--role', 'viewer', ...data]);
  const asked = await fetch(`${server.url}/v1/session`, {
    headers: { authorization: `Bearer ${token.out.trim()}` },
  });
  expect(await asked.json()).toMatchObject({ role: 'viewer' });

  const second = await regulars(['serve', ...data]);
  expect([second.code, second.err]).toEqual([
    1,
    expect.stringContaining(`already running at ${server.url}`),
  ]);
  const early = await regulars(['restore', 'x.backup', ...data], { LANG: 'zh_CN.UTF-8' });
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('恢复备份前请先停止')]);
  expect((await regulars(['backup', 'shop.backup', ...data])).code).toBe(0);
  expect((await regulars(['backup', 'shop.backup', ...data])).err).toContain('exists already');
  expect(await server.stop()).toBe(0);

  expect((await regulars(['user', 'add', 'eve@example.com', ...data])).code).toBe(0);
  expect((await regulars(['restore', 'shop.backup', ...data])).code).toBe(0);
  const users = await regulars(['user', 'list', '--json', ...data]);
  expect(users.json().map((user: { email: string }) => user.email)).toEqual(['ann@example.com']);
  const doctor = await regulars(['doctor', '--json', ...data]);
  expect(doctor.json().checks.every((check: { state: string }) => check.state !== 'bad')).toBe(
    true,
  );
}, 120_000);

test('a taken port is said before the engine starts, in both languages and with what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => taken.once('listening', done));
  const { port } = taken.address() as AddressInfo;
  const run = await regulars(['serve', '--port', String(port), '--data', join(home, 'early')]);
  taken.close();
  expect(run).toMatchObject({ code: 1, out: '' });
  expect(run.err).toMatch(/Port \d+ is in use .*--port.*\n端口 \d+ 已被其他程序占用.*--port/);
  expect(readdirSync(join(home, 'early')).filter((name) => !name.startsWith('holder.'))).toEqual(
    [],
  );
}, 60_000);

test('a user’s mistake gets a sentence in their language and an exit code, never a stack trace', async () => {
  const data = ['--data', join(home, 'alone')];
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => taken.once('listening', done));
  const port = String((taken.address() as AddressInfo).port);
  const cases: [args: string[], code: number, says: RegExp, env?: Record<string, string>][] = [
    [['nonsense'], 2, /unknown command/],
    [['serve', '--port', 'eighty', ...data], 2, /--port is not right: eighty/],
    [['serve', '--port', port, ...data], 1, /Port \d+ is in use/],
    [
      ['import', 'gone.csv', '--shop', 'x', ...data],
      1,
      /找不到文件 .*gone\.csv/,
      { LANG: 'zh_CN.UTF-8' },
    ],
    [['import', ...data], 2, /Say which file/],
    [['report', 'overview', '--shop', 'Nowhere', ...data], 1, /no shop called Nowhere/],
    [['user', 'add', 'not an email', ...data], 1, /not an email address/],
    [
      ['customers', 'list', '--database-url', 'postgres://x@127.0.0.1:1/x', ...data],
      1,
      /cannot be used/,
    ],
  ];
  for (const [args, code, says, env] of cases) {
    const run = await regulars(args, env);
    expect([args[0], run.code, run.err]).toEqual([args[0], code, expect.stringMatching(says)]);
    expect(run.err).not.toMatch(/^\s+at /m);
  }
  taken.close();
  expect(existsSync(join(home, 'data'))).toBe(false);
}, 120_000);

test('asked to stop in the middle of everything, it ends in order, and half a sample shop is taken away', async () => {
  const data = ['--data', join(home, 'stopped')];
  const running = await serving(data);
  const account = { email: 'lin@example.com', password: 'a long enough one', name: 'Lin' };
  const made = await fetch(`${running.url}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: running.url },
    body: JSON.stringify({ ...account, business_name: 'Tea', language: 'en' }),
  });
  const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin: running.url, 'content-type': 'application/json' };
  const ask = (path: string) => fetch(`${running.url}/v1/${path}`, { headers });
  const loading = await fetch(`${running.url}/v1/samples`, { method: 'POST', headers, body: '{}' });
  expect(loading.status).toBe(202);
  const asked = ['returning', 'rfm', 'cycle', 'products', 'forecast'].map((name) =>
    ask(`reports/${name}`).then(
      ({ status }) => status,
      () => 'cut off',
    ),
  );
  await new Promise((wait) => setTimeout(wait, 700));
  expect(await running.stop()).toBe(0);
  for (const status of await Promise.all(asked)) expect([200, 503, 'cut off']).toContain(status);
  const removal = await regulars(['demo', 'remove', ...data]);
  expect(removal).toMatchObject({ code: 1, err: expect.stringContaining('no sample shop') });
}, 60_000);
