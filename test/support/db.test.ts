import { beforeAll, expect, test } from 'vitest';
import { testDb, type TestDb } from './db.ts';

let first: TestDb;
beforeAll(async () => {
  first = await testDb({ migrated: false });
  await first.db.query('create schema main; create table main.cup (n int)');
});

test('a test database starts empty of what another one holds', async () => {
  const second = await testDb({ migrated: false });
  await first.db.query('insert into cup values (1)');
  expect(await first.db.query('select * from cup')).toEqual([{ n: 1 }]);
  await expect(second.db.query('select * from cup')).rejects.toThrow(/does not exist/);
});
