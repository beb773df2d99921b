import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { freeBytes, installation } from '../platform/files/index.ts';
import { readMigrations } from '../platform/postgres/index.ts';
import type { AppContext } from './context.ts';

export const Check = z
  .object({
    name: z.enum(['program', 'database', 'migrations', 'lens', 'disk', 'clock', 'locks']),
    state: z.enum(['good', 'warning', 'bad']),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'Check' });
type Check = z.infer<typeof Check>;
type State = Check['state'];

const GB = 1024 ** 3;

function program(ctx: AppContext): Check {
  const { rss } = process.memoryUsage();
  const params = {
    version: ctx.version,
    node: process.versions.node,
    memory: rss,
    seconds_up: Math.round(process.uptime()),
  };
  return { name: 'program', state: 'good', params };
}

async function database(ctx: AppContext): Promise<Check> {
  const start = performance.now();
  const [row] = await ctx.db.query<{ version: string; size: number }>(
    `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size`,
  );
  const ms = Math.round(performance.now() - start);
  const params = {
    engine: ctx.engine ?? 'embedded',
    version: row?.version ?? '',
    size: row?.size ?? 0,
    milliseconds: ms,
  };
  return { name: 'database', state: ms > 1000 ? 'warning' : 'good', params };
}

async function migrations(ctx: AppContext): Promise<Check> {
  const [row] = await ctx.db.query<{ applied: number }>(
    'SELECT (SELECT count(*) FROM hub.migration)::int + (SELECT count(*) FROM migration)::int AS applied',
  );
  const files = readMigrations(join(installation, 'migrations')).length;
  const applied = row?.applied ?? 0;
  return {
    name: 'migrations',
    state: applied === files ? 'good' : 'bad',
    params: { applied, files },
  };
}

/** A cache: that it is absent is no fault, it is built when first asked. One that is there must be able to catch up. */
async function lens(ctx: AppContext): Promise<Check> {
  const dir = join(ctx.dataDir, 'lens');
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.duckdb')) : [];
  const size = files.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  if (files.length === 0) return { name: 'lens', state: 'good', params: { built: false } };
  const start = performance.now();
  try {
    await (await ctx.lens()).catchUp();
    const params = {
      built: true,
      size,
      catch_up_milliseconds: Math.round(performance.now() - start),
    };
    return { name: 'lens', state: 'good', params };
  } catch (error) {
    return {
      name: 'lens',
      state: 'bad',
      params: { built: true, size, reason: String(error).split('\n')[0] ?? '' },
    };
  }
}

async function disk(ctx: AppContext): Promise<Check> {
  const free = await freeBytes(ctx.dataDir);
  const state: State = free < GB / 4 ? 'bad' : free < 2 * GB ? 'warning' : 'good';
  return { name: 'disk', state, params: { free } };
}

/** Two ways a clock is wrong: not the database's, or earlier than what we have already written down. */
async function clock(ctx: AppContext): Promise<Check> {
  const [row] = await ctx.db.query<{ theirs: Date; last: Date | null }>(
    'SELECT clock_timestamp() AS theirs, (SELECT max(at) FROM audit) AS last',
  );
  const now = ctx.now().getTime();
  const apart = Math.round(Math.abs(now - (row?.theirs.getTime() ?? now)) / 1000);
  const behind = Math.max(0, Math.round(((row?.last?.getTime() ?? now) - now) / 1000));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const params = {
    now: new Date(now).toISOString(),
    time_zone: zone,
    seconds_from_database: apart,
    seconds_behind_ledger: behind,
  };
  return { name: 'clock', state: apart > 5 || behind > 60 ? 'warning' : 'good', params };
}

async function locks(ctx: AppContext): Promise<Check> {
  const [row] = await ctx.db.query<{ waiting: number; oldest: number }>(
    `SELECT count(*) FILTER (WHERE wait_event_type = 'Lock')::int AS waiting,
            coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::int AS oldest
       FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  const { waiting = 0, oldest = 0 } = row ?? {};
  return {
    name: 'locks',
    state: waiting > 0 && oldest > 60 ? 'warning' : 'good',
    params: { waiting, oldest_transaction_seconds: oldest },
  };
}

/** Whether everything Regulars stands on is well: what `regulars doctor` and the settings page show. */
export async function examine(ctx: AppContext): Promise<Check[]> {
  const asked = await Promise.all([
    database(ctx),
    migrations(ctx),
    disk(ctx),
    clock(ctx),
    locks(ctx),
  ]);
  return [program(ctx), ...asked, await lens(ctx)];
}
