import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What a server says, or leaves unsaid, while it is dying or being started again. */
const NOT_YET = new Set([
  'ENOENT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
]);
const WAIT_MS = 10_000;

function isNotYet(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return NOT_YET.has(String(code)) || String(message).startsWith('Connection terminated');
}

/** Connecting, only connecting, is tried again: nothing was sent yet, so nothing can happen twice. */
export async function whenThere<T>(connect: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (!isNotYet(error) || performance.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

/** A connection outside any pool. The caller ends it. */
export function connectClient(config: pg.ClientConfig): Promise<pg.Client> {
  return whenThere(async () => {
    const client = new pg.Client(config);
    // A connection that dies fails its statement too; unheard, this event would end the process.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  });
}
