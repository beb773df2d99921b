/** The only composition root: what `bin/regulars` runs. Heavy parts load when they are first needed. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runCli, type Config, type Runtime, type Serving } from './cli/index.ts';
import { fail, ok, type Problem, type Result } from './kernel/index.ts';
import type { Lens, LensOptions } from './lens/index.ts';
import type { Logger } from './platform/log/index.ts';
import { clearUploads, installation, versionOf } from './platform/files/index.ts';
import { newSecret } from './platform/crypto/index.ts';
import { holdDataDir, type Hold, type Holder } from './platform/postgres/index.ts';

const MIGRATIONS = join(installation, 'migrations');

type Held = Extract<Hold, { ok: true }>;

function heldBy(config: Config, holder: Holder): Problem {
  const { pid, since, url } = holder;
  if (url !== undefined) return { code: 'already_serving', params: { url, pid } };
  return { code: 'data_dir_held', params: { dir: config.dataDir, pid, since } };
}

/**
 * Closes in the opposite order of opening; what fails to close does not keep the rest open. Whoever would
 * begin something new looks at `stopping` first: it might take what is already closed, and hold the rest up.
 */
function closer() {
  const steps: (() => unknown)[] = [];
  const stopping = new AbortController();
  let closing: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    stopping.abort();
    for (const step of steps.toReversed())
      await Promise.resolve()
        .then(step)
        .catch(() => undefined);
  };
  return {
    stopping: stopping.signal,
    add: (step: () => unknown) => void steps.push(step),
    close: () => (closing ??= closeAll()),
  };
}

async function openLedger(config: Config, log: Logger, add: (step: () => unknown) => void) {
  const { migrate, openPool, openPostgres } = await import('./platform/postgres/index.ts');
  const { dataDir, databaseUrl } = config;
  const postgres = await openPostgres({
    dataDir,
    ...(databaseUrl !== undefined && { databaseUrl }),
    log: {
      info: (text) => log.info(text),
      warn: (text) => log.warn(text),
      error: (text) => log.error(text),
    },
  });
  add(() => postgres.stop());
  await migrate(postgres.config, { dir: MIGRATIONS });
  const db = openPool(postgres.config);
  add(() => db.close());
  return { db, engine: postgres.kind, config: postgres.config };
}

/** Opened when first asked; a failed try may be tried again. */
function lazyLens(
  options: Omit<LensOptions, 'threads' | 'memoryLimit'>,
  add: (step: () => unknown) => void,
) {
  let opening: Promise<Lens> | undefined;
  const start = async () => {
    const { openLens } = await import('./lens/index.ts');
    const lens = await openLens(options);
    add(() => lens.close());
    return lens;
  };
  return () =>
    (opening ??= start().catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));
}

/** The ledger, the lens and the API over them, on a data folder that is ours. */
async function openRuntime(config: Config, hold: Held, serving: boolean): Promise<Runtime> {
  const closing = closer();
  closing.add(() => hold.release());
  try {
    const [{ openLog }, api, accounts] = await Promise.all([
      import('./platform/log/index.ts'),
      import('./api/index.ts'),
      import('./ledger/accounts/index.ts'),
    ]);
    const log = openLog(process.env['REGULARS_LOG'] ?? 'warn');
    const { db, engine } = await openLedger(config, log, closing.add);
    const now = () => new Date();
    const business = await accounts.ensureBusiness(db, now());
    const lens = lazyLens(
      {
        db,
        dir: join(config.dataDir, 'lens'),
        business: business.key,
        log: { info: (text) => log.info(text), warn: (text) => log.warn(text) },
      },
      closing.add,
    );
    clearUploads(join(config.dataDir, 'uploads'));
    const { recoverBatches } = await import('./intake/batch/index.ts');
    await recoverBatches(db, { now: now(), tempDir: join(config.dataDir, 'imports') });
    await api.forgetOldKeys(db, now());
    const localToken = newSecret();
    const { dataDir, publicUrl, trustProxy, allowPrivate } = config;
    const webDir = join(installation, 'dist/web');
    const app = api.createApp({
      db,
      engine,
      lens,
      onClose: closing.add,
      stopping: closing.stopping,
      business,
      dataDir,
      version: versionOf(),
      now,
      log,
      localToken,
      webDir,
      publicUrl,
      trustProxy,
      // A command line of its own looks, and sends only when asked to tick.
      sends: serving && config.services.has('worker'),
      allowPrivate,
    });
    return {
      fetch: (request, env) => app.fetch(request, env),
      localToken,
      add: closing.add,
      close: closing.close,
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function open(
  config: Config,
): Promise<Result<Runtime> | { ok: false; problem: Problem; holder: Holder }> {
  const hold = await holdDataDir(config.dataDir);
  if (!hold.ok) return { ok: false, problem: heldBy(config, hold.holder), holder: hold.holder };
  return ok(await openRuntime(config, hold, false));
}

function listenProblem(config: Config, error: NodeJS.ErrnoException): Problem {
  if (error.code === 'EADDRINUSE') return { code: 'port_in_use', params: { port: config.port } };
  return {
    code: 'port_forbidden',
    params: { host: config.host, port: config.port, reason: error.code ?? error.message },
  };
}

/** Asked before the engine starts, which takes a second: a taken port is then said at once. */
async function portProblem(config: Config): Promise<Problem | undefined> {
  const { createServer } = await import('node:net');
  const probe = createServer();
  const failed = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    probe.once('error', resolve);
    probe.listen(config.port, config.host, () => resolve(undefined));
  });
  if (failed) return listenProblem(config, failed);
  await new Promise((resolve) => probe.close(resolve));
  return undefined;
}

async function listen(config: Config, runtime: Runtime): Promise<Result<string>> {
  const { createAdaptorServer } = await import('@hono/node-server');
  const server = createAdaptorServer({ fetch: runtime.fetch }) as Server;
  // A file of gigabytes takes longer than node's five minutes; a silent client is still dropped.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  const failed = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(config.port, config.host, () => resolve(undefined));
  });
  if (failed) return { ok: false, problem: listenProblem(config, failed) };
  runtime.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const force = setTimeout(() => server.closeAllConnections(), 3000);
    await closed;
    clearTimeout(force);
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return ok(`http://${host}:${port}`);
}

async function serve(config: Config): Promise<Result<Serving>> {
  const hold = await holdDataDir(config.dataDir);
  if (!hold.ok) return { ok: false, problem: heldBy(config, hold.holder) };
  const taken = await portProblem(config);
  if (taken) {
    hold.release();
    return { ok: false, problem: taken };
  }
  const runtime = await openRuntime(config, hold, true);
  const url = await listen(config, runtime).catch(async (error: unknown) => {
    await runtime.close();
    throw error;
  });
  if (!url.ok) {
    await runtime.close();
    return url;
  }
  // From now on the command line on this machine talks to us.
  hold.update({ url: url.value, token: runtime.localToken });
  return ok({ url: url.value, close: runtime.close });
}

async function restore(
  config: Config,
  file: string,
): Promise<Result<{ rows: number; made_at: string }>> {
  const hold = await holdDataDir(config.dataDir);
  if (!hold.ok) return fail('stop_server_first', { pid: hold.holder.pid });
  const closing = closer();
  closing.add(() => hold.release());
  try {
    const [{ openLog }, backups] = await Promise.all([
      import('./platform/log/index.ts'),
      import('./ledger/backup/index.ts'),
    ]);
    const ledger = await openLedger(config, openLog('warn'), closing.add);
    const restored = await backups.restore(ledger.db, file, {
      now: new Date(),
      migrations: MIGRATIONS,
    });
    // The backup may be of an older release.
    if (restored.ok)
      await (
        await import('./platform/postgres/index.ts')
      ).migrate(ledger.config, { dir: MIGRATIONS });
    if (restored.ok) {
      const { settleRestored } = await import('./outreach/touches/index.ts');
      await ledger.db.tx((tx) => settleRestored(tx, new Date()));
    }
    return restored;
  } finally {
    await closing.close();
  }
}

export async function main(argv: string[]): Promise<void> {
  process.exitCode = await runCli(argv, { open, serve, restore });
}
