import type { Db, Tx } from '../../platform/postgres/index.ts';
import { writeArchive, type Frame } from './archive.ts';
import { FORMAT, type Header } from './schema.ts';
import { copyTarget, tablesOf, type TableShape } from './tables.ts';

export interface BackupReport {
  tables: number;
  rows: number;
}

type Counts = Record<string, number>;

async function header(tx: Tx, now: Date): Promise<Header> {
  const businesses = await tx.query<{ schema_name: string }>(
    'SELECT schema_name FROM hub.business ORDER BY id',
  );
  const schemas = ['hub', ...businesses.map((b) => b.schema_name)];
  const union = schemas
    .map((s) => `SELECT max(number) AS n FROM "${s}".migration`)
    .join(' UNION ALL ');
  const { n } = await tx.one<{ n: number }>(`SELECT max(n) AS n FROM (${union}) AS every_schema`);
  return { format: FORMAT, version: 1, made_at: now.toISOString(), schemas, migration: n };
}

async function* tableFrames(
  db: Db,
  tx: Tx,
  shape: TableShape,
  counts: Counts,
): AsyncGenerator<Frame> {
  yield { kind: 'T', json: shape };
  const out = db.copyOut(tx, `COPY ${copyTarget(shape)} TO STDOUT`);
  let rows = 0;
  for await (const data of out as AsyncIterable<Buffer>) {
    // COPY text escapes every newline inside a value, so each one ends a row.
    for (const byte of data) if (byte === 10) rows += 1;
    yield { kind: 'D', data };
  }
  counts[`${shape.schema}.${shape.table}`] = rows;
}

async function* allFrames(
  db: Db,
  tx: Tx,
  now: Date,
  report: BackupReport,
  onTable?: (name: string) => void,
): AsyncGenerator<Frame> {
  const head = await header(tx, now);
  const counts: Counts = {};
  yield { kind: 'H', json: head };
  for (const shape of await tablesOf(tx, head.schemas)) {
    onTable?.(`${shape.schema}.${shape.table}`);
    yield* tableFrames(db, tx, shape, counts);
  }
  yield { kind: 'E', json: { rows: counts } };
  report.tables = Object.keys(counts).length;
  report.rows = Object.values(counts).reduce((sum, n) => sum + n, 0);
}

/**
 * Writes everything the ledger knows to one file: one consistent snapshot, also while imports run.
 * The file holds personal data and the keys of public ids; it is created readable by its owner only.
 */
export async function backup(
  db: Db,
  path: string,
  options: { now: Date; onTable?: (name: string) => void },
): Promise<BackupReport> {
  const report: BackupReport = { tables: 0, rows: 0 };
  await db.tx((tx) => writeArchive(path, allFrames(db, tx, options.now, report, options.onTable)), {
    isolation: 'repeatable read',
    readOnly: true,
  });
  return report;
}
