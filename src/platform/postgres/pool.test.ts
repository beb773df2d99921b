import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDb, type TestDb } from '../../../test/support/db.ts';
import { openPool, txRetry, type Db } from './index.ts';

let shop: TestDb;
let db: Db;
beforeAll(async () => {
  shop = await testDb({ migrated: false });
  db = shop.db;
  await db.query('create schema main');
  await db.query('create table cup (n bigint primary key, name text)');
});

const value = async (sql: string): Promise<unknown> =>
  (await db.query<{ v: unknown }>(`select ${sql} as v`))[0]?.v;

describe('values arrive as decided, whatever the zone of this machine', () => {
  test.each([
    ['9007199254740991::int8', 9007199254740991],
    ['null::int8', null],
    [`'{1,null,-3}'::int8[]`, [1, null, -3]],
    ['12345678901234567890.10::numeric', '12345678901234567890.10'],
    [`'{1.50}'::numeric[]`, ['1.50']],
    [`date '2024-02-29'`, '2024-02-29'],
    [`'{2024-02-29,2024-03-31}'::date[]`, ['2024-02-29', '2024-03-31']],
    [`timestamptz '2024-02-29 23:59:59.123+08'`, new Date('2024-02-29T15:59:59.123Z')],
    [`timestamp '2024-02-29 23:59:59'`, '2024-02-29 23:59:59'],
    [`interval '1 day 2 hours'`, '1 day 02:00:00'],
    [`'{"a":[1,"二"]}'::jsonb`, { a: [1, '二'] }],
    ['true', true],
  ])('%s', async (sql, expected) => expect(await value(sql)).toEqual(expected));

  test('an int8 beyond 2^53 throws instead of being rounded', async () => {
    await expect(value('9007199254740993::int8')).rejects.toThrow(/too large/);
    await expect(value(`'{-9007199254740993}'::int8[]`)).rejects.toThrow(/too large/);
    expect(await value('1')).toBe(1);
  });

  test('instants and whole numbers survive the way there and back', async () => {
    const instants = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    await fc.assert(
      fc.asyncProperty(instants, fc.maxSafeInteger(), async (at, n) => {
        const [row] = await db.query('select $1::timestamptz as at, $2::int8 as n', [at, n]);
        expect(row).toEqual({ at, n: n === 0 ? 0 : n });
      }),
      { numRuns: 100 },
    );
  });
});

test('unqualified names are found in the schema of the business, also on a new connection', async () => {
  const other = openPool(shop.config, { schema: 'other' });
  try {
    await other.query('create schema other');
    await other.query('create table only_here (n int)');
    expect(await other.query('select current_schema() as s')).toEqual([{ s: 'other' }]);
    await expect(db.query('select * from only_here')).rejects.toThrow(/does not exist/);
  } finally {
    await other.close();
  }
  expect(() => openPool(shop.config, { schema: 'a, b' })).toThrow(/schema name/);
});

test('a transaction is whole or absent', async () => {
  const broken = db.tx(async (tx) => {
    await tx.query(`insert into cup values (1, 'half')`);
    throw new Error('stop');
  });
  await expect(broken).rejects.toThrow('stop');
  expect(await db.query('select * from cup')).toEqual([]);
});

test('a failed statement that was swallowed does not pass for a commit', async () => {
  const swallowed = db.tx(async (tx) => {
    await tx.query(`insert into cup values (2, 'lost')`);
    await tx.query('select 1/0').catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow(/rolled back/);
});

test('one and maybe insist on the number of rows', async () => {
  await db.tx(async (tx) => {
    expect(await tx.maybe('select 1 as n where false')).toBeUndefined();
    expect(await tx.one('select 1 as n')).toEqual({ n: 1 });
    await expect(tx.one('select 1 where false')).rejects.toThrow(/got none/);
    await expect(tx.maybe('select generate_series(1, 2)')).rejects.toThrow(/got 2/);
    expect(await tx.run(`update cup set name = 'x' where false`)).toBe(0);
  });
});

test('Kysely runs inside the same transaction', async () => {
  await db.tx(async (tx) => {
    const k = tx.kysely.withTables<{ cup: { n: number; name: string } }>();
    const inserted = await k.insertInto('cup').values({ n: 3, name: '三' }).executeTakeFirst();
    expect(inserted.numInsertedOrUpdatedRows).toBe(1n);
    expect(await tx.query('select name from cup where n = 3')).toEqual([{ name: '三' }]);
    await tx.query('delete from cup');
  });
});

test('a read-only transaction cannot write', async () => {
  const write = db.tx((tx) => tx.query('insert into cup values (4)'), { readOnly: true });
  await expect(write).rejects.toThrow(/read-only/);
});

test('rows stream in and out, and a source that breaks leaves nothing behind', async () => {
  const lines = Array.from({ length: 5000 }, (_, i) => `${i},杯子 ${i}\n`);
  const copy = 'copy cup from stdin (format csv)';
  expect(await db.tx((tx) => db.copyIn(tx, copy, Readable.from(lines)))).toBe(5000);
  const out = await db.tx((tx) =>
    text(db.copyOut(tx, 'copy (select * from cup order by n) to stdout (format csv)')),
  );
  expect(out).toBe(lines.join(''));
  await db.query('delete from cup');
  const breaking = Readable.from(
    (function* () {
      yield '1,a\n';
      throw new Error('unplugged');
    })(),
  );
  await expect(db.tx((tx) => db.copyIn(tx, copy, breaking))).rejects.toThrow('unplugged');
  expect(await db.query('select * from cup')).toEqual([]);
  expect(await value('1')).toBe(1);
});

test('a deadlock is tried again until both have happened', async () => {
  await db.query(`insert into cup values (1, '0'), (2, '0')`);
  const both = (first: number, second: number) =>
    txRetry(db, async (tx) => {
      const add = `update cup set name = (name::int + 1)::text where n = $1`;
      await tx.query(add, [first]);
      await tx.query('select pg_sleep(0.05)');
      await tx.query(add, [second]);
    });
  await Promise.all([both(1, 2), both(2, 1)]);
  expect(await db.query('select name from cup order by n')).toEqual([{ name: '2' }, { name: '2' }]);
  await db.query('delete from cup');
});

test('a connection lost while idle or in use does not end the process', async () => {
  const killAll = `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`;
  const other = openPool(shop.config);
  try {
    await db.query('select 1');
    const inUse = db.query('select pg_sleep(5)');
    const failed = inUse.catch((error: Error) => error.message);
    await other.query('select pg_sleep(0.1)');
    await other.query(killAll);
    expect(await failed).toMatch(/terminat/);
    // Other idle connections died unnoticed as well; a transaction steps over them.
    expect(await db.tx((tx) => tx.one('select 1 as one'))).toEqual({ one: 1 });
  } finally {
    await other.close();
  }
});
