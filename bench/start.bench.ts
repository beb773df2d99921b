import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchRow } from './rows.ts';

const program = join(import.meta.dirname, '../bin/regulars');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

/** From the command to the first answer, built already. */
async function start(
  data: string,
  port: number,
): Promise<{ seconds: number; child: ChildProcess }> {
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [program, 'serve', '--data', data, '--port', String(port)],
    { stdio: 'ignore' },
  );
  while (!(await answers(`http://127.0.0.1:${port}/v1/setup`))) {
    if (child.exitCode !== null || performance.now() - begun > 60_000)
      throw new Error('serve did not come up');
    await sleep(20);
  }
  return { seconds: (performance.now() - begun) / 1000, child };
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** Resident memory in MB; Linux only. */
function resident(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4096) / 1e6;
}

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-start-'));
  const port = await freePort();
  try {
    const first = await start(folder, port);
    await stop(first.child);
    const second = await start(folder, port);
    await sleep(5000);
    const idle = process.platform === 'linux' ? resident(second.child.pid!) : Number.NaN;
    await stop(second.child);
    return [
      { name: 'first start, empty folder', value: first.seconds, unit: 's', target: '≤ 5 s' },
      { name: 'second start, same folder', value: second.seconds, unit: 's', target: '≤ 2 s' },
      {
        name: 'idle memory of node',
        value: idle,
        unit: 'MB',
        target: '≤ 200 MB',
        note: 'five seconds after the start',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
