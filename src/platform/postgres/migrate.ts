import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { PostgresProblem } from './problem.ts';
import { isSchemaName } from './schema-name.ts';
import { connectClient } from './waiting.ts';

export interface Migration {
  number: number;
  name: string;
  scope: 'hub' | 'business';
  sql: string;
  checksum: string;
}

export interface MigrateOptions {
  /** The business's schema; files of scope `hub` run once a database, in `hub`. */
  schema?: string;
  /** Folder of `NNNN_name.sql`. */
  dir: string;
}

interface Applied {
  number: number;
  name: string;
  checksum: string;
}

/** One migrator a database at a time. Any number will do as long as it stays the same. */
const LOCK = 722_686_001;

function parse(dir: string, file: string): Migration {
  const match = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(file);
  if (!match) throw new Error(`migration ${file}: the name must look like 0001_orders.sql`);
  // Line ends may differ by checkout; that is not a change.
  const sql = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');
  const scope = /^-- scope: (hub|business)$/.exec(sql.split('\n')[0] ?? '')?.[1];
  if (!scope)
    throw new Error(
      `migration ${file}: the first line must be "-- scope: hub" or "-- scope: business"`,
    );
  const checksum = createHash('sha256').update(sql).digest('hex');
  return {
    number: Number(match[1]),
    name: file.slice(0, -4),
    scope: scope as Migration['scope'],
    sql,
    checksum,
  };
}

export function readMigrations(dir: string): Migration[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  const all = files.map((file) => parse(dir, file));
  const twice = all.find((m, i) => all[i - 1]?.number === m.number);
  if (twice) throw new Error(`two migrations have the number ${twice.number}`);
  return all;
}

function refuse(code: string, en: string, zh: string): never {
  throw new PostgresProblem(code, en, zh);
}

/** Why this database cannot be brought up to these files, if so; else the files it lacks. */
export function pending(files: Migration[], applied: Applied[]): Migration[] {
  const byNumber = new Map(files.map((m) => [m.number, m]));
  const last = applied.reduce((max, m) => Math.max(max, m.number), 0);
  for (const done of applied) {
    const file = byNumber.get(done.number);
    if (!file) {
      refuse(
        'database_newer',
        `The database was made by a newer Regulars (it has ${done.name}). Update Regulars, or restore an older backup.`,
        `数据库由更新版本的 Regulars 创建（含 ${done.name}）。请升级 Regulars，或恢复较早的备份。`,
      );
    }
    if (file.checksum !== done.checksum) {
      refuse(
        'migration_changed',
        `The migration ${file.name} was changed after it had been applied to this database. Restore the file; changes belong into a new one.`,
        `迁移文件 ${file.name} 在应用到此数据库后被改动。请恢复原文件，改动应写入新文件。`,
      );
    }
  }
  const late = files.find((m) => m.number < last && !applied.some((a) => a.number === m.number));
  if (late)
    refuse(
      'migration_late',
      `The migration ${late.name} is numbered before ones that this database already has. Give it the next number.`,
      `迁移文件 ${late.name} 的编号早于此数据库已应用的文件。请改用下一个编号。`,
    );
  return files.filter((m) => m.number > last);
}

/** Where a schema writes down what was applied to it. */
export const migrationTable = (
  schema: string,
): string => `create table if not exists ${schema}.migration (
    number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`;

async function appliedIn(client: pg.Client, schema: string): Promise<Applied[]> {
  await client.query(`create schema if not exists ${schema}`);
  await client.query(migrationTable(schema));
  const { rows } = await client.query<Applied>(
    `select number, name, checksum from ${schema}.migration order by number`,
  );
  return rows;
}

/** A failing migration is our bug: its file and line are what the developer needs. */
function located(error: unknown, migration: Migration): Error {
  const { position, message } = error as { position?: string; message: string };
  const line =
    position === undefined
      ? ''
      : ` line ${migration.sql.slice(0, Number(position)).split('\n').length}`;
  return new Error(`migration ${migration.name}.sql${line}: ${message}`, { cause: error });
}

async function apply(client: pg.Client, migration: Migration, schema: string): Promise<void> {
  const path = schema === 'hub' ? 'hub, public' : `${schema}, hub, public`;
  try {
    await client.query(`begin; set local search_path = ${path}`);
    await client.query(migration.sql);
    await client.query(
      `insert into ${schema}.migration (number, name, checksum) values ($1, $2, $3)`,
      [migration.number, migration.name, migration.checksum],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw located(error, migration);
  }
}

async function applyAll(client: pg.Client, files: Migration[], schema: string): Promise<string[]> {
  const hub = pending(
    files.filter((m) => m.scope === 'hub'),
    await appliedIn(client, 'hub'),
  );
  const business = pending(
    files.filter((m) => m.scope === 'business'),
    await appliedIn(client, schema),
  );
  const todo = [...hub, ...business].toSorted((a, b) => a.number - b.number);
  for (const migration of todo)
    await apply(client, migration, migration.scope === 'hub' ? 'hub' : schema);
  return todo.map((m) => m.name);
}

/** Brings the database up to the files of `dir`; gives the names it applied. Safe to run anywhere, any number at once. */
export async function migrate(
  config: pg.PoolConfig,
  { schema = 'main', dir }: MigrateOptions,
): Promise<string[]> {
  if (!isSchemaName(schema) || schema === 'hub')
    throw new Error(`not a business's schema name: ${schema}`);
  const files = readMigrations(dir);
  const client = await connectClient(config);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    return await applyAll(client, files, schema);
  } finally {
    // Ending the session lets go of the lock.
    await client.end();
  }
}
