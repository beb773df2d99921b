import { rmdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOurs } from './postmaster.ts';
import { RETRY_EVERY_MS, start, type Cluster, type Log } from './start.ts';

const STOP_WITHIN_MS = 60_000;

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, which is what we wanted.
  }
}

async function untilGone(cluster: Cluster, pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isOurs(pid, cluster.pgdata)) {
    if (performance.now() > deadline) return false;
    await sleep(15);
  }
  return true;
}

/** Fast shutdown: sessions end, a checkpoint is written. Should that hang, an immediate one, which the log repairs. */
async function shutDown(cluster: Cluster, pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (!(await untilGone(cluster, pid, STOP_WITHIN_MS))) {
    signal(pid, 'SIGQUIT');
    await untilGone(cluster, pid, STOP_WITHIN_MS);
  }
  try {
    rmdirSync(cluster.socketDir);
  } catch {
    // Not empty or not ours to remove: it is found again by name at the next start.
  }
}

export interface Supervised {
  socketDir: string;
  stop(): Promise<void>;
}

/** Starts or adopts the server of a data folder, starts it again when it dies, stops it when told. */
export async function supervise(cluster: Cluster, log: Log): Promise<Supervised> {
  let running = await start(cluster, log);
  let stopping = false;
  let restarting: Promise<void> | undefined;
  const { socketDir } = running;

  async function restart(): Promise<void> {
    for (let pause = 0; !stopping; pause = Math.min(5000, pause * 2 + RETRY_EVERY_MS)) {
      await sleep(pause);
      try {
        running = await start({ ...cluster, socketDir }, log);
        log.warn('database: its server had died and was started again');
        return;
      } catch (error) {
        log.error((error as Error).message);
      }
    }
  }

  // Looking is 0.02 ms; an adopted server is nobody's child, so there is no exit to be told of.
  const watch = setInterval(() => {
    if (stopping || restarting || isOurs(running.pid, cluster.pgdata)) return;
    restarting = restart().finally(() => (restarting = undefined));
  }, 250);
  watch.unref();

  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    clearInterval(watch);
    await restarting;
    await shutDown({ ...cluster, socketDir }, running.pid);
  }
  return { socketDir, stop };
}
