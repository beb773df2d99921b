import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { openPool, type Db } from '../../src/platform/postgres/index.ts';
import { atDatabase, TEMPLATE, type Answer, type Wanted } from './global-setup.ts';

export interface TestDb {
  db: Db;
  config: pg.PoolConfig;
  schema: string;
  /** Closes the pool and drops the database; happens by itself when the test file ends. */
  drop(): Promise<void>;
}

async function engineConfig(wanted: Wanted): Promise<pg.PoolConfig> {
  const desk = connect(inject('databasePort'), '127.0.0.1');
  desk.write(`${wanted}\n`);
  const answer = JSON.parse(await text(desk)) as Answer;
  if ('config' in answer) return answer.config;
  throw new Error('error' in answer ? answer.error : answer.absent);
}

async function administer(config: pg.PoolConfig, statement: string): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

let made = 0;

/** Registered while the test file is read, as a hook cannot be added from inside a hook or a test. */
const drops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const drop of drops.splice(0)) await drop();
});

/**
 * A database of one's own, every migration applied (or none), business schema `main`; dropped when
 * the test file ends. About 40 ms. For top level, `beforeAll` and inside tests.
 *
 * @example
 * const { db } = await testDb();
 * await db.tx((tx) => tx.query('select 1'));
 */
export async function testDb({ migrated = true }: { migrated?: boolean } = {}): Promise<TestDb> {
  const engine = await engineConfig(migrated ? 'migrated' : 'plain');
  const name = `t_${process.pid}_${process.env['VITEST_POOL_ID'] ?? 0}_${Date.now().toString(36)}_${++made}`;
  await administer(engine, `create database ${name} template ${migrated ? TEMPLATE : 'template0'}`);
  const config = atDatabase(engine, name);
  const db = openPool(config, { max: 5 });
  const drop = async (): Promise<void> => {
    if (!db.pool.ended) await db.close();
    await administer(engine, `drop database if exists ${name} with (force)`);
  };
  drops.push(drop);
  return { db, config, schema: 'main', drop };
}
