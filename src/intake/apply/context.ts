import type { DuckConnection } from '../../platform/duckdb/index.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';

export interface ApplyBatch {
  id: number;
  shop: { id: number; currency: string; timeZone: string };
}

export interface ApplyProgress {
  stage: 'writing';
  /** Order lines written so far, of `total`. */
  written: number;
  total: number;
}

export interface ApplyOptions {
  now: Date;
  /** A folder of this batch's own; whatever is written there is removed again. */
  tempDir: string;
  onProgress?: (progress: ApplyProgress) => void;
  signal?: AbortSignal;
  /** The customer a public id of our own export names. */
  decodeCustomer?: (publicId: string) => number | undefined;
}

export interface ApplyCounts {
  read: number;
  accepted: number;
  unchanged: number;
  rejected: number;
  customers_new: number;
  customers_matched: number;
  orders_new: number;
  orders_updated: number;
  orders_tied: number;
  untied_reasons: Record<string, number>;
}

/** Everything a step of one import needs. */
export interface Apply {
  db: Db;
  tx: Tx;
  duck: DuckConnection;
  batch: ApplyBatch;
  options: ApplyOptions;
  /** Staging tables and the columns they have; absent tables are empty. */
  staged: ReadonlyMap<string, ReadonlySet<string>>;
}

export class Cancelled extends Error {
  constructor() {
    super('the import was cancelled');
    this.name = 'Cancelled';
  }
}

export function checkCancelled({ signal }: ApplyOptions): void {
  if (signal?.aborted) throw new Cancelled();
}

/** The staging tables that hold rows, and their columns; the others cost nothing. */
export async function stagedTables(duck: DuckConnection): Promise<Map<string, Set<string>>> {
  const columns = await duck.all<{ name: string; columns: string }>(
    `SELECT table_name AS name, string_agg(column_name, ',') AS columns FROM information_schema.columns
     WHERE starts_with(table_name, 'stage_') GROUP BY 1`,
  );
  const tables = new Map<string, Set<string>>();
  for (const table of columns) {
    const [row] = await duck.all<{ filled: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${table.name}) AS filled`,
    );
    if (row?.filled) tables.set(table.name, new Set(table.columns.split(',')));
  }
  return tables;
}
