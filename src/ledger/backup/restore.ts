import { PassThrough } from 'node:stream';
import { ok, type Result } from '../../kernel/index.ts';
import {
  migrationTable,
  readMigrations,
  type Db,
  type Migration,
  type Tx,
} from '../../platform/postgres/index.ts';
import { readArchive } from './archive.ts';
import { collectErasures, replayAll } from './replay.ts';
import { TableHead, type Header } from './schema.ts';
import { copyTarget, quote, tablesOf, type TableShape } from './tables.ts';
import { verifyBackup } from './verify.ts';

export interface RestoreReport {
  rows: number;
  made_at: string;
  erased_again: number;
}

async function buildSchema(tx: Tx, schema: string, files: Migration[]): Promise<void> {
  await tx.run(`DROP SCHEMA IF EXISTS ${quote(schema)} CASCADE`);
  await tx.run(`CREATE SCHEMA ${quote(schema)}`);
  await tx.run(
    `SET LOCAL search_path = ${schema === 'hub' ? 'hub, public' : `${quote(schema)}, hub, public`}`,
  );
  // Its rows come with the archive.
  await tx.run(migrationTable(quote(schema)));
  for (const file of files) await tx.run(file.sql);
}

/** The structure as it was when the backup was made; the migrator brings it up to date afterwards. */
async function buildAll(tx: Tx, header: Header, migrations: Migration[]): Promise<void> {
  const known = migrations.filter((m) => m.number <= header.migration);
  for (const schema of header.schemas) {
    const scope = schema === 'hub' ? 'hub' : 'business';
    await buildSchema(
      tx,
      schema,
      known.filter((m) => m.scope === scope),
    );
  }
}

async function eachTable(
  tx: Tx,
  tables: TableShape[],
  statement: (name: string) => string,
): Promise<void> {
  for (const { schema, table } of tables)
    await tx.run(statement(`${quote(schema)}.${quote(table)}`));
}

/** Feeds one table's frames to one COPY. */
async function loadTable(
  db: Db,
  tx: Tx,
  shape: TableShape,
  frames: AsyncGenerator<Buffer>,
): Promise<number> {
  const stream = new PassThrough();
  const loading = db.copyIn(tx, `COPY ${copyTarget(shape)} FROM STDIN`, stream);
  const feed = async (): Promise<void> => {
    for await (const chunk of frames) {
      if (!stream.write(chunk))
        await Promise.race([new Promise((r) => stream.once('drain', r)), loading]);
    }
    stream.end();
  };
  await Promise.all([loading, feed().catch((error: Error) => void stream.destroy(error))]);
  return loading;
}

async function loadAll(db: Db, tx: Tx, path: string): Promise<number> {
  const frames = readArchive(path);
  let next = await frames.next();
  let rows = 0;
  const dataFrames = async function* (): AsyncGenerator<Buffer> {
    for (
      next = await frames.next();
      !next.done && next.value.kind === 'D';
      next = await frames.next()
    )
      yield next.value.data;
  };
  while (!next.done) {
    if (next.value.kind === 'T')
      rows += await loadTable(db, tx, TableHead.parse(next.value.json), dataFrames());
    else next = await frames.next();
  }
  return rows;
}

const SEQUENCES = `
  SELECT format('SELECT setval(%L, coalesce((SELECT max(%I) FROM %I.%I), 0) + 1, false)',
                pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname), a.attname, n.nspname, c.relname) AS statement
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attidentity <> '' AND c.relkind = 'r' AND n.nspname = ANY($1)`;

async function afterLoad(tx: Tx, header: Header): Promise<void> {
  for (const { statement } of await tx.query<{ statement: string }>(SEQUENCES, [header.schemas]))
    await tx.query(statement);
  for (const schema of header.schemas.filter((name) => name !== 'hub')) {
    // A new epoch: every lens sees another ledger and rebuilds.
    await tx.run(
      `UPDATE ${quote(schema)}.setting SET value = to_jsonb(gen_random_uuid()::text) WHERE key = 'ledger_id'`,
    );
  }
}

interface Job {
  path: string;
  header: Header;
  expected: number;
  migrations: string;
  now: Date;
}

async function replaceAll(db: Db, tx: Tx, job: Job): Promise<RestoreReport> {
  const { path, header, now } = job;
  const erasures = await collectErasures(tx, header.schemas);
  await buildAll(tx, header, readMigrations(job.migrations));
  const tables = await tablesOf(tx, header.schemas);
  await eachTable(tx, tables, (name) => `ALTER TABLE ${name} DISABLE TRIGGER USER`);
  await eachTable(tx, tables, (name) => `TRUNCATE ${name} CASCADE`);
  const rows = await loadAll(db, tx, path);
  if (rows !== job.expected)
    throw new Error(`restored ${rows} rows, the backup says ${job.expected}`);
  await eachTable(tx, tables, (name) => `ALTER TABLE ${name} ENABLE TRIGGER USER`);
  await afterLoad(tx, header);
  return { rows, made_at: header.made_at, erased_again: await replayAll(tx, erasures, now) };
}

/**
 * Replaces everything in this database by the backup, in one transaction: after a failure or a kill the
 * database is as before. People erased since the backup was made are erased again. Run the migrator
 * afterwards; it brings an older backup's structure up to date.
 */
export async function restore(
  db: Db,
  path: string,
  options: { now: Date; migrations: string },
): Promise<Result<RestoreReport>> {
  const newest = Math.max(...readMigrations(options.migrations).map((m) => m.number));
  const verified = await verifyBackup(path, newest);
  if (!verified.ok) return verified;
  const { header, rows: expected } = verified.value;
  return ok(await db.tx((tx) => replaceAll(db, tx, { path, header, expected, ...options })));
}
