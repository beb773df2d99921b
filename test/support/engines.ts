import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openPostgres } from '../../src/platform/postgres/index.ts';

export interface TestEngine {
  config: pg.PoolConfig;
  stop(): Promise<void>;
}

/** Tests lose nothing in a power cut: 3 times quicker at making databases. */
const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export async function startEmbedded(): Promise<TestEngine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'regulars test '));
  // As root, a closed folder would send the data to /var/lib/regulars and leave it there.
  chmodSync(dataDir, 0o711);
  const postgres = await openPostgres({ dataDir: join(dataDir, 'data'), settings: CARELESS });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { config: postgres.config, stop };
}

const DEBIAN = '/usr/lib/postgresql';

/** The newest server Debian installed (15 or later), or undefined. */
export function serverPrograms(): string | undefined {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .map(Number)
        .filter((v) => v >= 15)
    : [];
  const newest = versions.toSorted((a, b) => b - a)[0];
  const folder = newest === undefined ? undefined : join(DEBIAN, String(newest), 'bin');
  return folder !== undefined && existsSync(join(folder, 'postgres')) ? folder : undefined;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The account Debian's package made, as PostgreSQL refuses root. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const ask = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: ask('-u'), gid: ask('-g') };
}

function initServer(programs: string, folder: string): void {
  writeFileSync(join(folder, 'password'), 'invented\n');
  if (process.getuid?.() === 0) spawnSync('chown', ['-R', 'postgres', folder]);
  const args = [
    '-D',
    join(folder, 'pg'),
    '-U',
    'regulars',
    '-E',
    'UTF8',
    '--locale',
    'C.UTF-8',
    '-A',
    'scram-sha-256',
    '--no-sync',
  ];
  const made = spawnSync(
    join(programs, 'initdb'),
    [...args, '--pwfile', join(folder, 'password')],
    { ...account(), cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
}

async function untilAnswers(config: pg.PoolConfig): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(config);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (attempt > 200) throw error;
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** A server as a shop would have one: another version, reached by URL over TCP with a password. */
export async function startServer(programs: string): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-server-'));
  initServer(programs, folder);
  const port = await freePort();
  const settings = {
    ...CARELESS,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', join(folder, 'pg'), ...args], {
    ...account(),
    cwd: folder,
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const config = { connectionString: `postgres://regulars:invented@127.0.0.1:${port}/postgres` };
  await untilAnswers(config);
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { config, stop };
}
