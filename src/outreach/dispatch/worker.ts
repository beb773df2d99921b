import type { PoolClient } from 'pg';
import type { Db } from '../../platform/postgres/index.ts';

/** One 64-bit lock a worker: held by a session of its own for as long as it lives. */
export const lockOf = (worker: string): string =>
  `hashtextextended('regulars outreach ' || ${worker}, 0)`;

/**
 * Says to all others that this worker lives. The server takes the lock back the moment the process or its
 * connection dies: unlike a time, no clock that jumps can make a living worker look dead.
 */
export function signOfLife(db: Db, worker: string) {
  let held: PoolClient | undefined;
  const hold = async (): Promise<void> => {
    if (held) return;
    const client = await db.pool.connect();
    const lost = () => (held = undefined);
    client.once('error', lost);
    client.once('end', lost);
    try {
      await client.query(`SELECT pg_advisory_lock(${lockOf('$1')})`, [worker]);
      held = client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  };
  return {
    /** Before anything is claimed; takes the lock again where the connection was lost. */
    hold,
    release: (): void => {
      const client = held;
      held = undefined;
      client?.release(true);
    },
  };
}
export type SignOfLife = ReturnType<typeof signOfLife>;
