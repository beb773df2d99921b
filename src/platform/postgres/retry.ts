import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, TxOptions } from './pool.ts';
import type { Tx } from './tx.ts';

/** serialization_failure and deadlock_detected: the database asks to be asked again. */
function asksAgain(error: unknown): boolean {
  const code = (error as { code?: string } | undefined)?.code;
  return code === '40001' || code === '40P01';
}

/** A transaction that is run again when it lost a race. `fn` must have no effect outside the transaction. */
export async function txRetry<T>(
  db: Db,
  fn: (tx: Tx) => Promise<T>,
  options: TxOptions & { attempts?: number } = {},
): Promise<T> {
  const { attempts = 6, ...txOptions } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.tx(fn, txOptions);
    } catch (error) {
      if (attempt >= attempts || !asksAgain(error)) throw error;
      // Spread out, so that the same ones do not meet again.
      await sleep(2 ** attempt * 5 * (0.5 + Math.random()));
    }
  }
}
