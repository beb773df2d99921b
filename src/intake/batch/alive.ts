import type { PoolClient } from 'pg';
import type { Db, Tx } from '../../platform/postgres/index.ts';

/**
 * Whoever runs a batch holds a lock for it in a session of its own. The server lets go of it when that
 * process dies, however it died, so nobody has to guess by times whether a `running` batch still runs.
 */
const LOCK = 722_686_003;
const key = `hashtext(current_schema() || ':' || $1::text)`;

export async function holdBatch(db: Db, id: number): Promise<() => Promise<void>> {
  const client: PoolClient = await db.pool.connect();
  await client.query(`SELECT pg_advisory_lock(${LOCK}, ${key})`, [id]);
  return async () => {
    const failed = await client
      .query(`SELECT pg_advisory_unlock(${LOCK}, ${key})`, [id])
      .catch((error: Error) => error);
    client.release(failed instanceof Error ? failed : undefined);
  };
}

/** True when nobody runs the batch; then nobody else can start judging it before this transaction ends. */
export async function isOrphan(tx: Tx, id: number): Promise<boolean> {
  const { free } = await tx.one<{ free: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${LOCK}, ${key}) AS free`,
    [id],
  );
  return free;
}
