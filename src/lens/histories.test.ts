import { expect, test } from 'vitest';
import { openDuck } from '../platform/duckdb/index.ts';
import { macroStatements } from './definitions/index.ts';
import { TABLES } from './tables.ts';

/** The purchases of the first five customers of lifetimes’ invented transactions. */
const FIRST_FIVE = [
  ['2014-03-08'],
  ['2014-05-21'],
  ...[
    [
      '2014-03-14',
      '2014-04-09',
      '2014-05-21',
      '2014-06-08',
      '2014-06-30',
      '2014-07-31',
      '2014-08-03',
    ],
  ],
  ['2014-08-06'],
  ['2014-07-01', '2014-07-04', '2014-07-10'],
];

test('histories (lifetimes’ manual): repeat days, days to the last, days since the first', async () => {
  const duck = await openDuck({ path: ':memory:', threads: 1, memoryLimit: '100MB' });
  await duck.run(`ATTACH ':memory:' AS lens`);
  for (const { name, columns } of TABLES)
    await duck.run(
      `CREATE TABLE lens.main.${name} (${columns.map((one) => `${one.name} ${one.type}`).join(', ')})`,
    );
  for (const statement of macroStatements()) await duck.run(statement);
  await duck.run(`INSERT INTO lens.main.shop (id, currency, time_zone) VALUES (1, 'USD', 'UTC')`);
  for (const [person, days] of FIRST_FIVE.entries()) {
    await duck.run('INSERT INTO lens.main.customer (id, person_id) VALUES ($1, $1)', [person]);
    // The first purchase of a day comes with a second one, as two orders of a day are one transaction.
    for (const day of [...days, days[0]!])
      await duck.run(
        `INSERT INTO lens.main.orders (shop_id, customer_id, kind, purchased_at, purchased_day, currency, gross)
         VALUES (1, $1, 'order', CAST($2 AS DATE) + INTERVAL 9 HOUR, CAST($2 AS DATE), 'USD', 100)`,
        [person, day],
      );
  }
  const found = await duck.all<{ x: number; recency: number; age: number }>(
    `SELECT x, recency_days AS recency, age_days AS age FROM lens.main.histories(DATE '2014-12-31', NULL, 'USD') ORDER BY person_id`,
  );
  expect(found.map(({ x: n, recency: last, age: days }) => [n, last, days])).toEqual([
    ...[
      [0, 0, 298],
      [0, 0, 224],
      [6, 142, 292],
      [0, 0, 147],
      [2, 9, 183],
    ],
  ]);
  duck.close();
});
