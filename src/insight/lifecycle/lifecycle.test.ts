import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeShop } from '../../../bench/simulator/index.ts';
import { testDb } from '../../../test/support/db.ts';
import { DEFAULT_THRESHOLDS, openLens, type Lens } from '../../lens/index.ts';
import {
  gapsOf,
  gradeOf,
  ownCycle,
  quantile,
  referenceDays,
  score,
  stageOf,
  type Span,
} from './rules.ts';
import { stagesBetween, type Purchase } from './history.ts';
import { purchasesOf, stagesOf } from './index.ts';

const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'lifecycle-'));
const log = { info: () => undefined, warn: () => undefined };
let lens: Lens;
beforeAll(async () => {
  lens = await openLens({ db, dir, business: 'b', log, memoryLimit: '300MB' });
});
afterAll(async () => {
  await lens.close();
  rmSync(dir, { recursive: true, force: true });
});

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
/** Noon in Shanghai of the n-th day. */
const noon = (n: number): string => new Date(START + n * DAY + 4 * 3_600_000).toISOString();
const dayOf = (n: number): string => new Date(START + n * DAY).toISOString().slice(0, 10);

const PRODUCTS = [
  { id: 1, category: 'A' },
  { id: 2, category: 'A' },
  { id: 3, category: 'B' },
  { id: 4, category: null },
];

interface Order {
  customer: number;
  day: number;
  products: number[];
  amount: number;
  receivedAfter: number | null;
  voidAfter: number | null;
}
const order: fc.Arbitrary<Order> = fc.record({
  customer: fc.constantFrom(1, 1, 1, 2, 2, 3, 4, 5, 6),
  day: fc.integer({ min: 0, max: 120 }),
  products: fc.array(fc.constantFrom(1, 2, 3, 4), { minLength: 1, maxLength: 2 }),
  amount: fc.constantFrom(100, 200, 300, 5000),
  receivedAfter: fc.option(fc.integer({ min: 0, max: 9 })),
  voidAfter: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 7 }),
});

const write = (orders: Order[]): Promise<void> =>
  db.tx(async (tx) => {
    for (const table of ['parcel', 'order_line', 'orders', 'customer', 'product', 'shop'])
      await tx.run(`DELETE FROM ${table}`);
    await tx.run(
      `INSERT INTO shop (id, name, currency, time_zone, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 'One', 'CNY', 'Asia/Shanghai', '2020-01-01')`,
    );
    await tx.run(`INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, known_at, changed_at) OVERRIDING SYSTEM VALUE
      SELECT n, n, 'nick', '', n, '2020-01-01', '2020-01-01' FROM generate_series(1, 7) n`);
    for (const { id, category } of PRODUCTS)
      await tx.run(
        `INSERT INTO product (id, shop_id, sku, category, known_at) OVERRIDING SYSTEM VALUE VALUES ($1, 1, $1::bigint::text, $2, '2020-01-01')`,
        [id, category],
      );
    for (const [n, o] of orders.entries()) {
      const at = noon(o.day);
      await tx.run(
        `INSERT INTO orders (id, shop_id, number, customer_id, kind, placed_at, purchased_at, placed_day, purchased_day, received_at, void_at, currency, goods, gross, units, known_at, changed_at)
         OVERRIDING SYSTEM VALUE VALUES ($1, 1, $2, $3, 'order', $4, $4, $5, $5, $6, $7, 'CNY', $8, $8, 1, $4, $4)`,
        [
          ...[n + 1, `N${String(n).padStart(3, '0')}`, o.customer, at, dayOf(o.day)],
          // Of every other order only its parcel says when it came.
          o.receivedAfter === null || n % 2 === 1 ? null : noon(o.day + o.receivedAfter),
          o.voidAfter === null ? null : noon(o.day + o.voidAfter),
          o.amount * o.products.length,
        ],
      );
      if (o.receivedAfter !== null && n % 2 === 1)
        await tx.run(
          `INSERT INTO parcel (order_id, tracking_number, state, shipped_at, delivered_at, known_at) VALUES ($1, 'T', 'delivered', $2, $3, $2)`,
          [n + 1, at, noon(o.day + o.receivedAfter)],
        );
      for (const [position, product] of o.products.entries())
        await tx.run(
          `INSERT INTO order_line (order_id, position, kind, product_id, quantity, amount) VALUES ($1, $2, 'goods', $3, 1, $4)`,
          // The first line has the highest amount.
          [n + 1, position + 1, product, o.amount - position],
        );
    }
  });

const distinct = (days: number[]): number[] => [...new Set(days)].toSorted((a, b) => a - b);

/** The first gap of each customer after their first purchase of something, or how long they are away. */
function spans(purchases: Order[], of: (o: Order) => boolean, asOf: number): Span[] {
  return [1, 2, 3, 4, 5, 6].flatMap((customer) => {
    const [first, second] = distinct(
      purchases.filter((o) => o.customer === customer && of(o)).map((o) => o.day),
    );
    if (first === undefined) return [];
    return [{ days: (second ?? asOf) - first, back: second !== undefined }];
  });
}

/** What DEFINITIONS.md says of each customer, order by order. */
function oracle(orders: Order[], asOf: number) {
  const t = DEFAULT_THRESHOLDS;
  const purchases = orders
    .map((o, n) => ({ ...o, n }))
    .filter((o) => o.day <= asOf && (o.voidAfter === null || o.day + o.voidAfter > asOf))
    .toSorted((a, b) => a.day - b.day || a.n - b.n);
  const worth = (o: Order): number => o.amount * o.products.length;
  const customers = [1, 2, 3, 4, 5, 6, 7].map((id) => {
    const own = purchases.filter((o) => o.customer === id);
    const sum = own.reduce((total, o) => total + worth(o), 0);
    return { id, own, sum, last: own.at(-1), idleDay: asOf - (own.at(-1)?.day ?? asOf) };
  });
  const buyers = customers.filter(({ own }) => own.length > 0);
  const categoryOf = (id: number): string | null => PRODUCTS.find((p) => p.id === id)!.category;
  return customers.map(({ id, own, sum, last, idleDay }) => {
    const days = distinct(own.map((o) => o.day));
    const gaps = gapsOf(days);
    const nothing = { person_id: id, number_of_orders: 0, purchase_days: 0, amount_spent: 0 };
    if (last === undefined)
      return {
        ...nothing,
        ...{ gap_median: null, purchase_cycle_days: null, cycle_days: null, cycle_source: null },
        ...{ r_score: null, f_score: null, m_score: null, value_grade: null },
        ...{ lifecycle_stage: 'prospect', overdue_ratio: null },
      };
    const product = last.products[0]!;
    const category = categoryOf(product);
    const references = [
      ['product', referenceDays(spans(purchases, (o) => o.products.includes(product), asOf))],
      [
        'category',
        category === null
          ? undefined
          : referenceDays(
              spans(purchases, (o) => o.products.some((p) => categoryOf(p) === category), asOf),
            ),
      ],
      ['shop', referenceDays(spans(purchases, () => true, asOf))],
      ['default', t.default_cycle_days],
    ] as const;
    const [source, reference] = references.find(([, known]) => known !== undefined)!;
    const cycle = ownCycle(gaps, reference!, t);
    const c = cycle ?? reference!;
    const received = last.receivedAfter === null ? null : last.day + last.receivedAfter;
    const idle = received !== null && received <= asOf ? asOf - received : idleDay;
    return {
      ...{ person_id: id, number_of_orders: own.length, purchase_days: days.length },
      amount_spent: sum,
      gap_median: gaps.length === 0 ? null : quantile(gaps, 0.5),
      purchase_cycle_days: cycle,
      cycle_days: c,
      cycle_source: cycle === null ? source : 'own',
      r_score:
        6 -
        score(
          buyers.map((b) => b.idleDay),
          idleDay,
        ),
      f_score: score(
        buyers.map((b) => b.own.length),
        own.length,
      ),
      m_score: score(
        buyers.map((b) => b.sum),
        sum,
      ),
      value_grade: gradeOf(
        buyers.map((b) => b.sum),
        sum,
        t,
      ),
      lifecycle_stage: stageOf(own.length, idle, c, t),
      overdue_ratio: idle / c,
    };
  });
}

test(
  'rhythm, stage, scores and grade are what DEFINITIONS.md says, order by order',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { maxLength: 24, size: 'max' }),
        fc.integer({ min: 20, max: 200 }),
        async (orders, asOf) => {
          await write(orders);
          const expected = oracle(orders, asOf);
          const names = Object.keys(expected[0]!).join(', ');
          const rows = await lens.read(
            `SELECT ${names} FROM traits(CAST($1 AS DATE), NULL, NULL, NULL) ORDER BY person_id`,
            [dayOf(asOf)],
          );
          const near = (row: object): object =>
            Object.fromEntries(
              Object.entries(row).map(([name, value]) => [
                name,
                typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : (value as unknown),
              ]),
            );
          expect(rows.map(near)).toEqual(expected.map(near));
          // The story of each customer's stage ends where they stand.
          for (const { person_id, lifecycle_stage } of rows) {
            const purchases = await purchasesOf(db, [Number(person_id)], null);
            const day = dayOf(asOf);
            const told = await stagesOf(lens, {
              ...{ purchases, from: dayOf(asOf - 60), asOf: day, today: day, shops: null },
            });
            expect([person_id, told.at(-1)?.stage ?? 'prospect']).toEqual([
              person_id,
              lifecycle_stage,
            ]);
          }
          // The quick way to stages alone says the same.
          const both = `FROM stages(CAST($1 AS DATE), NULL, NULL) s
            FULL JOIN (FROM traits(CAST($1 AS DATE), NULL, NULL, NULL) WHERE number_of_orders > 0) t ON t.person_id = s.person_id`;
          const apart = await lens.read(
            `SELECT * ${both} WHERE s.lifecycle_stage IS DISTINCT FROM t.lifecycle_stage OR s.amount_spent IS DISTINCT FROM t.amount_spent`,
            [dayOf(asOf)],
          );
          expect(apart).toEqual([]);
        },
      ),
      { numRuns: Number(process.env['LIFECYCLE_RUNS'] ?? 8), endOnFailure: true },
    );
  },
);

test('a stage turns into the next on the day its limit is passed, and what is taken back is none from that day on', () => {
  const bought = (day: number, more: Partial<Purchase> = {}): Purchase => ({
    ...{ day, voidDay: null, receivedDay: null, confirmedDay: null, reference: 40, ...more },
  });
  const told = (purchases: Purchase[], from = 0): (string | number)[] =>
    stagesBetween(purchases, { from, until: 400 }, DEFAULT_THRESHOLDS).flatMap((one) => [
      one.day,
      one.stage,
    ]);
  const going = (day: number) => [day + 61, 'at_risk', day + 121, 'dormant', day + 241, 'lost'];
  // Received on day 3: the honeymoon of 21 days and the 1.5, 3 and 6 cycles of 40 count from there.
  expect(told([bought(0, { receivedDay: 3 })])).toEqual([
    ...[0, 'honeymoon', 25, 'new'],
    ...going(3),
  ]);
  expect(told([bought(0), bought(70)])).toEqual([
    ...[0, 'honeymoon', 22, 'new', 61, 'at_risk', 70, 'active'],
    ...going(70),
  ]);
  // The second goes back on day 100: the first alone is 100 days old.
  expect(told([bought(0), bought(70, { voidDay: 100 })], 80)).toEqual([
    ...[80, 'active', 100, 'at_risk', 121, 'dormant', 241, 'lost'],
  ]);
});

/** Takes back whatever occurred at `$1` or later, as if the ledger stood there. */
const TAKE_BACK = [
  `DELETE FROM refund WHERE occurred_at >= $1`,
  `DELETE FROM review WHERE reviewed_at >= $1`,
  `DELETE FROM parcel_scan WHERE scanned_at >= $1`,
  `DELETE FROM parcel WHERE shipped_at >= $1`,
  `DELETE FROM order_line WHERE order_id IN (SELECT id FROM orders WHERE placed_at >= $1)`,
  `DELETE FROM orders WHERE placed_at >= $1`,
  `UPDATE orders SET void_at = NULL WHERE void_at >= $1`,
  `UPDATE orders SET received_at = NULL WHERE received_at >= $1`,
  `UPDATE parcel SET delivered_at = NULL, state = 'in_transit' WHERE delivered_at >= $1`,
  `DELETE FROM conversation WHERE said_at >= $1`,
  `UPDATE conversation SET resolved_at = NULL WHERE resolved_at >= $1`,
  `DELETE FROM customer_tag WHERE valid_from >= $1`,
  `UPDATE customer_tag SET valid_to = NULL WHERE valid_to >= $1`,
  `DELETE FROM consent WHERE occurred_at >= $1`,
  `DELETE FROM product_price WHERE valid_from >= $1`,
  `UPDATE product_price SET valid_to = NULL WHERE valid_to >= $1`,
];

/** Facts the simulated shop has none of, spread over its years. */
const MORE = [
  `INSERT INTO conversation (customer_id, kind, said_at, resolved_at, text, known_at)
     SELECT id, 'complaint', known_at + interval '40 days', known_at + id % 5 * interval '60 days' + interval '50 days', 'x', known_at FROM customer WHERE id % 4 = 0`,
  `INSERT INTO customer_tag (customer_id, tag, valid_from, valid_to)
     SELECT id, 'vip', known_at + interval '90 days', CASE WHEN id % 2 = 0 THEN known_at + interval '300 days' END FROM customer WHERE id % 3 = 0`,
  `INSERT INTO consent (customer_id, channel, state, source, occurred_at, known_at)
     SELECT id, 'sms', s, 'form', known_at + d * interval '100 days', known_at FROM customer, (VALUES ('granted', 1), ('withdrawn', 4)) x (s, d)`,
  `INSERT INTO parcel_scan (parcel_id, scanned_at, known_at) SELECT id, shipped_at + (id % 90) * interval '1 hour', known_at FROM parcel WHERE id % 3 > 0`,
  `UPDATE parcel SET promised_at = shipped_at + interval '3 days' WHERE id % 2 = 0`,
  `WITH old AS (UPDATE product_price SET valid_to = '2025-03-01' RETURNING product_id, price)
     INSERT INTO product_price (product_id, price, valid_from) SELECT product_id, price * 2, '2025-03-01' FROM old`,
];

test(
  'as of a past day is a shop in which nothing later has occurred',
  { timeout: 120_000 },
  async () => {
    await write([]);
    for (const table of ['product', 'customer', 'shop']) await db.query(`DELETE FROM ${table}`);
    await writeShop(db, { customers: 80, products: 16, shopName: 'Sim' });
    for (const statement of MORE) await db.query(statement);
    const days = ['2025-10-09', '2025-02-02', '2024-05-31', '2023-07-01'];
    const at = (day: string) =>
      lens.read(`FROM traits(CAST($1 AS DATE), NULL, NULL, NULL) ORDER BY person_id`, [day]);
    const before: Record<string, unknown>[][] = [];
    for (const day of days) before.push(await at(day));
    for (const [n, day] of days.entries()) {
      // The end of the day in Shanghai.
      const until = new Date(`${day}T16:00:00Z`);
      for (const statement of TAKE_BACK) await db.query(statement, [until]);
      expect(await at(day)).toEqual(before[n]);
    }
    expect(new Set(before.map((rows) => JSON.stringify(rows))).size).toBe(days.length);
  },
);
