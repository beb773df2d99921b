import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/platform/postgres/index.ts';
import { serverPrograms, startEmbedded, startServer, type TestEngine } from './engines.ts';

export const TEMPLATE = 'regulars_template';

/** What a worker may ask for: a server only, or one with the migrated template in it. */
export type Wanted = 'plain' | 'migrated';

/** What a worker gets to know, as text over a loopback connection. */
export type Answer = { config: pg.PoolConfig } | { error: string } | { absent: string };

declare module 'vitest' {
  export interface ProvidedContext {
    databasePort: number;
  }
}

/** Migrated once; every test file copies it. */
async function makeTemplate(config: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query(`create database ${TEMPLATE} template template0`);
  await client.end();
  const dir = join(import.meta.dirname, '../../migrations');
  if (existsSync(dir)) await migrate(atDatabase(config, TEMPLATE), { dir });
}

export function atDatabase(config: pg.PoolConfig, database: string): pg.PoolConfig {
  if (config.connectionString === undefined) return { ...config, database };
  const url = new URL(config.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

/** REGULARS_TEST_ENGINE=server runs the same tests against Debian's server. */
async function start(): Promise<TestEngine | undefined> {
  if (process.env['REGULARS_TEST_ENGINE'] !== 'server') return startEmbedded();
  const programs = serverPrograms();
  return programs === undefined ? undefined : startServer(programs);
}

/** Started by the first test that asks, so that runs without a database pay nothing. */
class Engines {
  #engine: Promise<TestEngine | undefined> | undefined;
  #template: Promise<void> | undefined;

  async answer(wanted: Wanted): Promise<Answer> {
    const started = await (this.#engine ??= start());
    if (!started)
      return { absent: 'no PostgreSQL server (15 or newer) is installed on this machine' };
    if (wanted === 'migrated') await (this.#template ??= makeTemplate(started.config));
    return { config: started.config };
  }

  async stop(): Promise<void> {
    await (await this.#engine?.catch(() => undefined))?.stop();
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engines = new Engines();
  const desk = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (line) => {
      void engines
        .answer(line.toString().trim() as Wanted)
        .catch((error: Error): Answer => ({ error: error.stack ?? error.message }))
        .then((answer) => socket.end(JSON.stringify(answer)));
    });
  });
  project.provide('databasePort', await listen(desk));
  return async () => {
    desk.close();
    await engines.stop();
  };
}
