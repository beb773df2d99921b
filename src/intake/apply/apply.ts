import { obeyErasures, resolveBuyers, suggestTies } from '../../ledger/customers/index.ts';
import {
  clearReplacedLines,
  hasLineRules,
  mergeOrders,
  recastLines,
  rememberSaidLines,
  writeOrders,
} from '../../ledger/orders/index.ts';
import type { DuckConnection } from '../../platform/duckdb/index.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import { carryBuyers, gatherBuyers } from './buyers.ts';
import {
  checkCancelled,
  stagedTables,
  type Apply,
  type ApplyBatch,
  type ApplyCounts,
  type ApplyOptions,
} from './context.ts';
import { countUp } from './counts.ts';
import { writeFacts } from './facts.ts';
import { lockIntake, openIncoming } from './incoming.ts';
import { beginLines } from './lines.ts';
import { carryOrders, pickOrders } from './orders.ts';
import { carryProducts } from './products.ts';

/** Orders are merged as stated; then the shop's rules say which lines are goods (ledger/orders/recast.ts). */
async function withRules(apply: Apply, work: () => Promise<void>): Promise<void> {
  const { id: shop } = apply.batch.shop;
  const ruled = await hasLineRules(apply.tx, shop);
  const cast = (as: 'stated' | 'ruled', orders: string): Promise<number> =>
    recastLines(apply.tx, { shop, orders, as });
  if (ruled) await cast('stated', 'SELECT id FROM incoming_order WHERE NOT is_new');
  await work();
  if (ruled) await cast('ruled', 'SELECT id FROM merged_order');
}

async function mergeAndWrite(apply: Apply, copyLines: () => Promise<void>): Promise<void> {
  await mergeOrders(apply.tx);
  await clearReplacedLines(apply.tx);
  await copyLines();
  await writeOrders(apply.tx);
  await rememberSaidLines(apply.tx);
}

async function writeChangedOrders(apply: Apply): Promise<void> {
  await carryOrders(apply);
  await carryBuyers(apply);
  const copyLines = await beginLines(apply);
  await resolveBuyers(apply.tx);
  await withRules(apply, () => mergeAndWrite(apply, copyLines));
  await suggestTies(apply.tx);
}

async function write(apply: Apply): Promise<ApplyCounts> {
  await pickOrders(apply);
  await gatherBuyers(apply);
  await carryProducts(apply);
  await writeChangedOrders(apply);
  await writeFacts(apply);
  await obeyErasures(apply.tx);
  checkCancelled(apply.options);
  return countUp(apply);
}

/** An abort ends the running statement on either side; what follows is an ordinary rollback. */
async function watched<T>(
  db: Db,
  tx: Tx,
  duck: DuckConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return work();
  const { pid } = await tx.one<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  let cancelling: Promise<unknown> | undefined;
  const cancel = (): void => {
    duck.interrupt();
    cancelling = db.query('SELECT pg_cancel_backend($1)', [pid]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelling;
  }
}

/**
 * Staging tables → one PostgreSQL transaction: all facts of the file and the batch's own `done`, or
 * nothing. `finish` writes the batch's row inside the same transaction.
 */
export async function applyBatch(
  db: Db,
  duck: DuckConnection,
  batch: ApplyBatch,
  options: ApplyOptions,
  finish: (tx: Tx, counts: ApplyCounts) => Promise<void>,
): Promise<ApplyCounts> {
  const applied = db.tx((tx) =>
    watched(db, tx, duck, options.signal, async () => {
      await lockIntake(tx);
      await openIncoming(tx, batch, options.now);
      const counts = await write({
        db,
        tx,
        duck,
        batch,
        options,
        staged: await stagedTables(duck),
      });
      await finish(tx, counts);
      return counts;
    }),
  );
  // A piece of lines may still be on its way to disk when PostgreSQL refuses: the caller closes DuckDB next.
  try {
    return await applied;
  } finally {
    await duck.run('SELECT 1').catch(() => undefined);
  }
}
