/** The built product on a data folder of its own, as a user starts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The first start may have to build. */
const PATIENCE_MS = 90_000;

export interface Server {
  url: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function isUp(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/v1/setup`).catch(() => undefined);
  return answer?.ok ?? false;
}

async function untilUp(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`no server: ${said()}`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

/** `env` is added to this process's own. */
export async function startServer(env: Record<string, string> = {}): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'regulars e2e '));
  const port = await freePort();
  const args = ['serve', '--data', data, '--port', String(port)];
  const child = spawn(process.execPath, [resolve('bin/regulars'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    rmSync(data, { recursive: true, force: true });
    // A server that was killed, or gave up, in the middle of a test is no passing test.
    if (child.exitCode !== 0) throw new Error(`the server ended with ${child.exitCode}: ${told}`);
  };
  const url = `http://127.0.0.1:${port}`;
  await untilUp(url, child, () => told).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}
