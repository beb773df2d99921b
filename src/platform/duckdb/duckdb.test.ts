import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuck } from './index.ts';

const memory = { path: ':memory:', threads: 2, memoryLimit: '200MB' };

test('values travel both ways as the ledger has them', async () => {
  const duck = await openDuck(memory);
  const at = new Date('2011-12-09T12:50:00.123Z');
  const [row] = await duck.all(
    `SELECT $1 AS n, $2 AS at, $3 AS t, CAST('2011-12-09' AS DATE) AS d, sum(x) AS s, CAST(1.25 AS DECIMAL(18,4)) AS q, $4 AS nil, typeof($1) AS type
     FROM (SELECT unnest($5) AS x)`,
    [5, at, '回头客', null, [1, 2, 3]],
  );
  expect(row).toEqual({
    n: 5,
    at,
    t: '回头客',
    d: '2011-12-09',
    s: 6,
    q: 1.25,
    nil: null,
    type: 'BIGINT',
  });
  expect(
    await duck.all('SELECT 1 AS x WHERE 1 IN (SELECT unnest(CAST($1 AS BIGINT[])))', [[]]),
  ).toEqual([]);
  await expect(duck.all('SELECT 9007199254740993 AS n')).rejects.toThrow(RangeError);
  duck.close();
});

test('statements on one connection wait for each other; another connection sees only what is committed', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'duck-'));
  const duck = await openDuck({ ...memory, path: join(dir, 'x.duckdb'), tempDir: dir });
  const other = await duck.connect();
  await Promise.all([
    duck.run('CREATE TABLE t (n BIGINT)'),
    duck.run('BEGIN'),
    duck.run('INSERT INTO t SELECT * FROM range(10)'),
  ]);
  expect(await other.all('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }]);
  await duck.run('COMMIT');
  expect(await other.all('SELECT count(*) AS n FROM t')).toEqual([{ n: 10 }]);
  duck.close();
  rmSync(dir, { recursive: true });
});
