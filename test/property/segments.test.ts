/** A segment's SQL against plain JavaScript over the same rows, for random segments over random shops. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peopleOf } from '../../src/insight/segments/people.ts';
import { readSegment } from '../../src/insight/segments/read.ts';
import { print } from '../../src/insight/segments/text/print.ts';
import { macroStatements } from '../../src/lens/definitions/index.ts';
import { openDuck, type Duck, type DuckParam } from '../../src/platform/duckdb/index.ts';
import { AS_OF, holds } from '../support/segment-oracle.ts';
import { COLUMNS, PRODUCTS, segment, shop, type Shop } from '../support/segment-shops.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ path: ':memory:', threads: 2, memoryLimit: '300MB' });
  await duck.run(`ATTACH ':memory:' AS lens`);
  const columns = [...COLUMNS].map(([name, { type }]) => `${name} ${type}`).join(', ');
  await duck.run(`CREATE TABLE lens.main.trait (person_id BIGINT, ${columns});
    CREATE TABLE lens.main.shop (id BIGINT, name VARCHAR, currency VARCHAR, time_zone VARCHAR);
    INSERT INTO lens.main.shop VALUES (1, 'One', 'CNY', 'UTC'), (2, 'Two', 'CNY', 'UTC');
    CREATE TABLE lens.main.customer (id BIGINT, person_id BIGINT);
    INSERT INTO lens.main.customer SELECT n, n FROM range(1, 13) x (n);
    CREATE TABLE lens.main.customer_tag (customer_id BIGINT, tag VARCHAR);
    INSERT INTO lens.main.customer_tag VALUES (1, 'vip'), (2, 'VIP'), (3, 'tea');
    CREATE TABLE lens.main.customer_attribute (customer_id BIGINT, key VARCHAR, value VARCHAR, valid_from TIMESTAMP, valid_to TIMESTAMP);
    CREATE TABLE lens.main.product (id BIGINT, shop_id BIGINT, sku VARCHAR, title VARCHAR, category VARCHAR);
    CREATE TABLE lens.main.orders (id BIGINT, shop_id BIGINT, customer_id BIGINT, kind VARCHAR, number VARCHAR, purchased_at TIMESTAMP, purchased_day DATE, void_at TIMESTAMP, currency VARCHAR, gross BIGINT, units DECIMAL(18,4), promotion_code VARCHAR, source VARCHAR,
      received_at TIMESTAMP, confirmed_at TIMESTAMP, shipped_at TIMESTAMP, ship_province VARCHAR);
    CREATE TABLE lens.main.order_line (order_id BIGINT, kind VARCHAR, product_id BIGINT, quantity DECIMAL(18,4), amount BIGINT);
    CREATE TABLE lens.main.parcel (order_id BIGINT, state VARCHAR, shipped_at TIMESTAMP, delivered_at TIMESTAMP, id BIGINT, carrier VARCHAR, province VARCHAR);
    CREATE TABLE lens.main.parcel_scan (parcel_id BIGINT, scanned_at TIMESTAMP);
    INSERT INTO lens.main.parcel SELECT order_id, state, TIMESTAMP '2026-03-01', delivered_at, order_id, NULL, NULL FROM (VALUES
      (1, 'shipped', NULL), (2, 'delivered', TIMESTAMP '2026-03-05'), (3, 'delivered', TIMESTAMP '2026-03-16'), (4, 'returned', NULL)) x (order_id, state, delivered_at);
    INSERT INTO lens.main.parcel VALUES (5, 'shipped', TIMESTAMP '2026-03-16', NULL, 5, NULL, NULL)`);
  for (const [n, { sku, title, category }] of PRODUCTS.entries())
    await duck.run('INSERT INTO lens.main.product VALUES ($1, 1, $2, $3, $4)', [
      n + 1,
      sku,
      title,
      category,
    ]);
  for (const statement of macroStatements())
    if (/MACRO lens\.main\.(cutoffs|purchases)\(/.test(statement)) await duck.run(statement);
});
afterAll(() => duck.close());

async function write({ rows, orders, attributes }: Shop): Promise<void> {
  for (const table of ['trait', 'orders', 'order_line', 'customer_attribute'])
    await duck.run(`DELETE FROM lens.main.${table}`);
  const names = [...COLUMNS.keys()];
  for (const row of rows)
    await duck.run(
      `INSERT INTO lens.main.trait (person_id, ${names.join(', ')}) VALUES ($1, ${names.map((name, n) => `CAST($${n + 2} AS ${COLUMNS.get(name)!.type})`).join(', ')})`,
      [row.person_id, ...names.map((name) => row[name] as string)],
    );
  for (const [n, one] of orders.entries()) {
    await duck.run(
      `INSERT INTO lens.main.orders VALUES ($1, 1, $2, 'order', $1, CAST($3 AS TIMESTAMP), CAST($3 AS DATE), NULL, 'CNY', $4, 1, $5, NULL, NULL, NULL, NULL, NULL)`,
      [n + 1, one.person, one.day, one.gross, one.promotion],
    );
    for (const { kind, product, quantity } of one.lines)
      await duck.run('INSERT INTO lens.main.order_line VALUES ($1, $2, $3, $4, 100)', [
        n + 1,
        kind,
        product,
        quantity,
      ]);
  }
  for (const one of attributes)
    await duck.run(
      'INSERT INTO lens.main.customer_attribute VALUES ($1, $2, $3, CAST($4 AS TIMESTAMP), CAST($5 AS TIMESTAMP))',
      [one.person, one.key, one.value, one.from, one.to],
    );
}

test('a segment holds whom plain JavaScript says it holds', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      shop,
      fc.array(segment, { minLength: 40, maxLength: 40 }),
      async (past, segments) => {
        await write(past);
        for (const expression of segments) {
          const written = print(expression);
          const read = readSegment(written, { asOf: AS_OF, digits: 2 });
          // Values in the wrong order are the only thing a typed segment can have wrong.
          if (!read.ok && read.problem.code === 'segment_between_order') continue;
          if (!read.ok) throw new Error(`${written}: ${read.problem.code}`);
          const params: DuckParam[] = [];
          const sql = peopleOf(read.value.query, {
            bind: (value) => `$${params.push(value)}`,
            asOf: `DATE '${AS_OF}'`,
            traits: 'lens.main.trait',
            forecasts: () => 'lens.main.trait',
          });
          const found = await duck.all<{ person_id: number }>(`${sql} ORDER BY 1`, params);
          const expected = past.rows
            .filter((row) => holds(expression, row, past))
            .map((row) => row.person_id);
          expect({ written, found: found.map((row) => row.person_id) }).toEqual({
            written,
            found: expected,
          });
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
});
