import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Db, Tx } from '../platform/postgres/index.ts';
import { TABLES } from './tables.ts';

/** What of the ledger's settings the lens reckons with. */
export interface Settings {
  reporting: string | null;
  /** The shop's own thresholds. */
  thresholds: string | null;
}

export const sameSettings = (a: Settings, b: Settings): boolean =>
  a.reporting === b.reporting && a.thresholds === b.thresholds;

/** Where the ledger stands: what a lens needs to know before it may add to what it has. */
export interface Standing extends Settings {
  epoch: string;
  snapshot: string;
  /** Whether the lens at `last` may go on from there (see `mayContinue`). */
  follows: boolean;
  changed: boolean;
}

export interface Position {
  reader: string;
  snapshot: string;
}

const NOWHERE: Position = { reader: '', snapshot: '1:1:' };

/** A snapshot's text stands inside COPY statements, which take no parameters. */
export function literal(snapshot: string): string {
  if (!/^\d+:\d+:(\d+(,\d+)*)?$/.test(snapshot)) throw new Error(`not a snapshot: ${snapshot}`);
  return `'${snapshot}'::pg_snapshot`;
}

/** Rows of the log that a reader at `last` has not seen: the index finds them from its xmin on. */
export const unseen = (last: string): string =>
  `txid >= pg_snapshot_xmin(${literal(last)}) AND NOT pg_visible_in_snapshot(txid, ${literal(last)})`;

/** The cluster's identity, from whatever this server lets us read: some hosts forbid the control functions. */
async function clusterIdentity(db: Db): Promise<string> {
  const [may] = await db.query<{ system: boolean; checkpoint: boolean }>(
    `SELECT has_function_privilege('pg_control_system()', 'execute') AS system,
            has_function_privilege('pg_control_checkpoint()', 'execute') AS checkpoint`,
  );
  const system = may?.system
    ? '(SELECT system_identifier::text FROM pg_control_system())'
    : 'current_database()::text';
  const timeline = may?.checkpoint
    ? '(SELECT timeline_id::text FROM pg_control_checkpoint())'
    : "''";
  return `concat_ws('/', ${system}, ${timeline}, (SELECT oid FROM pg_database WHERE datname = current_database()))`;
}

/**
 * Everything visible to the reader's registered snapshot must be visible in the lens's own, or the lens
 * is an older copy and entries it needs may be pruned; and transaction numbers never run backwards.
 */
const FOLLOWS = `EXISTS (SELECT 1 FROM lens_reader r WHERE r.id = $1
  AND pg_snapshot_xmax($2::pg_snapshot) >= pg_snapshot_xmax(r.snapshot)
  AND NOT EXISTS (SELECT 1 FROM pg_snapshot_xip($2::pg_snapshot) x WHERE pg_visible_in_snapshot(x, r.snapshot)))
  AND pg_snapshot_xmax($2::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())`;

export interface Ledger {
  standing(tx: Tx | Db, at?: Position): Promise<Standing>;
  /** Before a build: from now on nothing the build's snapshot misses is pruned. */
  register(reader: string): Promise<void>;
  seen(at: Position): Promise<void>;
  prune(): Promise<void>;
  /** Rows of the log by table, at `last`. */
  changes(tx: Tx, last: string): Promise<{ name: string; changes: number }[]>;
  copyTo(tx: Tx, statement: string, file: string, append?: 'append'): Promise<void>;
}

async function prune(db: Db): Promise<void> {
  await db.tx(async (tx) => {
    // The server's clock, as the lenses of one ledger may live on several machines.
    await tx.run(
      `DELETE FROM lens_reader WHERE seen_at < statement_timestamp() - interval '1 day'`,
    );
    // A second statement, so that it no longer counts the readers just dropped. What is below every
    // reader's xmin is visible to all of them (or rolled back), and the index finds it.
    await tx.run(
      `DELETE FROM change_log WHERE txid < (SELECT pg_snapshot_xmin(snapshot) FROM lens_reader ORDER BY 1 LIMIT 1)`,
    );
  });
}

const CHANGES = (last: string): string =>
  `SELECT tab AS name, count(*) AS changes FROM change_log WHERE ${unseen(last)} GROUP BY tab`;

/** The lens's view of PostgreSQL. `version` names the shape of the lens: another shape is another epoch. */
export async function openLedger(db: Db, version: string): Promise<Ledger> {
  const identity = await clusterIdentity(db);
  const known = new Set(TABLES.map(({ name }) => name));

  return {
    async standing(tx, { reader, snapshot } = NOWHERE) {
      const [row] = await tx.query<Standing>(
        `SELECT concat_ws('/', (SELECT value #>> '{}' FROM setting WHERE key = 'ledger_id'), ${identity}, current_schema(), $3::text) AS epoch,
           (SELECT value #>> '{}' FROM setting WHERE key = 'reporting_currency') AS reporting,
           (SELECT value::text FROM setting WHERE key = 'thresholds') AS thresholds,
           pg_current_snapshot()::text AS snapshot, ${FOLLOWS} AS follows,
           EXISTS (SELECT 1 FROM change_log WHERE ${unseen(snapshot)}) AS changed`,
        [reader, snapshot, version],
      );
      return row as Standing;
    },
    async register(reader) {
      await db.query(
        `INSERT INTO lens_reader VALUES ($1, pg_current_snapshot(), statement_timestamp())
         ON CONFLICT (id) DO UPDATE SET snapshot = excluded.snapshot, seen_at = excluded.seen_at`,
        [reader],
      );
    },
    async seen({ reader, snapshot }) {
      await db.query(
        `UPDATE lens_reader SET snapshot = $2, seen_at = statement_timestamp() WHERE id = $1`,
        [reader, snapshot],
      );
    },
    prune: () => prune(db),
    async changes(tx, last) {
      const rows = await tx.query<{ name: string; changes: number }>(CHANGES(last));
      return rows.filter(({ name }) => known.has(name));
    },
    copyTo: (tx, statement, file, append) =>
      pipeline(
        db.copyOut(tx, statement),
        createWriteStream(file, { mode: 0o600, flags: append === undefined ? 'w' : 'a' }),
      ),
  };
}
