import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { writeShop } from '../../bench/simulator/index.ts';
import { testDb } from '../../test/support/db.ts';
import { openLens } from './index.ts';
import { rowsOf, type Kept, type Mark } from './kept.ts';
import { KEPT } from './keeps.ts';

const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'traits-'));
const lens = await openLens({
  db,
  dir,
  business: 'b',
  log: { info: () => undefined, warn: () => undefined },
  memoryLimit: '300MB',
  // Only the touched, ever: what it must not be for them is seen here.
  everyone: { upTo: 0, above: Infinity },
});
afterAll(async () => {
  await lens.close();
  rmSync(dir, { recursive: true, force: true });
});

const DAY = '2025-12-31';
const pick = fc.integer({ min: 0, max: 1000 });
/** From long before the shop to after the day asked for. */
const at = fc
  .integer({ min: 0, max: 1200 })
  .map((days) => new Date(Date.UTC(2022, 10, 1, days % 24) + days * 86_400_000).toISOString());

/** The n-th row of a table. */
const nth = (table: string, key = 'id'): string =>
  `(SELECT ${key} FROM ${table} ORDER BY ${key} OFFSET $1::int % greatest(1, (SELECT count(*)::int FROM ${table})) LIMIT 1)`;

let serial = 0;
/** What can happen to facts: arriving late, changing, undone, merged, deleted. */
const CHANGES = [
  `WITH o AS (INSERT INTO orders (shop_id, number, customer_id, kind, placed_at, purchased_at, placed_day, purchased_day, received_at, currency, goods, gross, units, promotion_code, known_at, changed_at)
     SELECT (SELECT id FROM shop ORDER BY id LIMIT 1), 'late' || $3::int, ${nth('customer')}, CASE $1::int % 9 WHEN 0 THEN 'gift' WHEN 1 THEN 'credit_note' ELSE 'order' END,
       $2::timestamptz, $2::timestamptz, ($2::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, ($2::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, $2::timestamptz + interval '3 days',
       CASE $1::int % 5 WHEN 0 THEN 'USD' ELSE 'CNY' END, 100 * $1::int, 90 * $1::int, 1, CASE $1::int % 3 WHEN 0 THEN 'X' END, $2::timestamptz, $2::timestamptz RETURNING id)
   INSERT INTO order_line (order_id, position, kind, product_id, quantity, line_discount, amount)
   SELECT id, n, 'goods', ${nth('product')}, n, $1::int % 7, 50 * $1::int FROM o, generate_series(1, 2) n`,
  `UPDATE orders SET gross = gross + 7, void_at = CASE WHEN $1::int % 3 = 0 THEN purchased_at + interval '3 days' END WHERE id = ${nth('orders')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `UPDATE orders SET purchased_at = $2::timestamptz, purchased_day = ($2::timestamptz AT TIME ZONE 'Asia/Shanghai')::date WHERE id = ${nth('orders')} AND $3::int > 0`,
  `WITH gone AS (DELETE FROM orders WHERE id = ${nth('orders')} AND $2::timestamptz IS NOT NULL AND $3::int > 0 RETURNING id) DELETE FROM order_line WHERE order_id IN (SELECT id FROM gone)`,
  `UPDATE order_line SET amount = amount + 1000, product_id = (SELECT min(id) FROM product) WHERE order_id = ${nth('order_line', 'order_id')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `UPDATE orders SET customer_id = ${nth('customer')} WHERE id = (SELECT id FROM orders ORDER BY id OFFSET $3::int % 50 LIMIT 1) AND $2::timestamptz IS NOT NULL`,
  `UPDATE customer SET person_id = (SELECT person_id FROM customer ORDER BY id OFFSET $3::int % 60 LIMIT 1) WHERE id = ${nth('customer')} AND $2::timestamptz IS NOT NULL`,
  `UPDATE customer SET person_id = id WHERE id = ${nth('customer')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `UPDATE customer SET name = '王先生', province = NULL, gender = 'female' WHERE id = ${nth('customer')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `INSERT INTO refund (order_id, amount, occurred_at, occurred_day, reason, origin, known_at) SELECT ${nth('orders')}, $3::int, $2::timestamptz, $2::timestamptz::date, CASE $1::int % 2 WHEN 0 THEN '质量问题' END, 'stated', $2::timestamptz`,
  `DELETE FROM refund WHERE id = ${nth('refund')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `INSERT INTO review (order_id, score, text, has_picture, reviewed_at, known_at) SELECT ${nth('orders')}, 1 + $1::int % 5, 'r' || $3::int, $1::int % 2 = 0, $2::timestamptz, $2::timestamptz`,
  `DELETE FROM review WHERE id = ${nth('review')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `UPDATE parcel SET promised_at = shipped_at + interval '2 days', state = CASE $1::int % 3 WHEN 0 THEN 'exception' ELSE state END WHERE id = ${nth('parcel')} AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
  `INSERT INTO parcel_scan (parcel_id, scanned_at, text, known_at) SELECT id, shipped_at + $1::int * interval '1 hour', $3::int::text, $2::timestamptz FROM parcel WHERE id = ${nth('parcel')} ON CONFLICT DO NOTHING`,
  `INSERT INTO conversation (customer_id, kind, said_at, text, known_at) SELECT ${nth('customer')}, 'complaint', $2::timestamptz, $3::int::text, $2::timestamptz ON CONFLICT DO NOTHING`,
  `INSERT INTO conversation (customer_id, order_id, kind, said_at, text, known_at) SELECT ${nth('customer')}, (SELECT id FROM orders ORDER BY id OFFSET $3::int % 50 LIMIT 1), 'complaint', $2::timestamptz, $3::int::text, $2::timestamptz ON CONFLICT DO NOTHING`,
  `UPDATE conversation SET resolved_at = $2::timestamptz WHERE id = ${nth('conversation')} AND $3::int > 0`,
  `INSERT INTO customer_tag (customer_id, tag, valid_from) SELECT ${nth('customer')}, 't' || $3::int % 3, $2::timestamptz ON CONFLICT DO NOTHING`,
  `INSERT INTO consent (customer_id, channel, state, source, occurred_at, known_at) SELECT ${nth('customer')}, 'email', CASE $3::int % 2 WHEN 0 THEN 'granted' ELSE 'withdrawn' END, 'form', $2::timestamptz, $2::timestamptz`,
  `INSERT INTO occasion (customer_id, kind, month, day, valid_from) SELECT ${nth('customer')}, 'birthday', 1 + $3::int % 12, 3, $2::timestamptz ON CONFLICT DO NOTHING`,
  `UPDATE product SET category = '新类' || $3::int % 2 WHERE id = ${nth('product')} AND $2::timestamptz IS NOT NULL`,
  `UPDATE product_price SET price = price + $3::int WHERE product_id = ${nth('product')} AND $2::timestamptz IS NOT NULL`,
  `UPDATE shop SET name = name || $3::int WHERE $1::int % 2 = 0 AND $2::timestamptz IS NOT NULL`,
  `DELETE FROM customer WHERE id = ${nth('customer')} AND $1::int % 3 = 0 AND $2::timestamptz IS NOT NULL AND $3::int > 0`,
];
const steps = fc.array(
  fc.tuple(fc.constantFrom(...CHANGES), pick, at).map(([text, n, when]) => ({ text, n, when })),
  { minLength: 4, maxLength: 12, size: 'max' },
);

async function change(program: { text: string; n: number; when: string }[]): Promise<void> {
  for (const { text, n, when } of program)
    await db.query(text, [n, when, ++serial]).catch((error: unknown) => {
      // A profile met twice under one key is refused; nothing else may be.
      if ((error as { code?: string }).code !== '23505') throw error;
    });
}

/** What is kept of the touched, against everyone made anew over the same parameters. */
async function isAsAnew(kept: Kept, order: string): Promise<Mark> {
  const [mark] = (await lens.read<Mark>(`FROM ${kept.name}_mark`)) as [Mark];
  for (const { name, text } of rowsOf(kept)) {
    const held = await lens.read(`FROM ${name} ORDER BY ${order}`);
    const anew = await lens.read(`FROM (${text('', mark)}) ORDER BY ${order}`);
    expect(held).toEqual(anew);
  }
  return mark;
}

const turn = (): Promise<unknown> => Promise.all(KEPT.map(({ name }) => lens.turnTo(DAY, name)));

test(
  'over one set of parameters, making the touched anew is making everyone anew',
  { timeout: 120_000 },
  async () => {
    await writeShop(db, { customers: 60, products: 24 });
    await turn();
    let refreshed = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        // Facts arrive and are caught up with while rows are made.
        const meanwhile = turn();
        await change(program);
        await lens.catchUp();
        await meanwhile;
        await turn();
        for (const kept of KEPT) refreshed += (await isAsAnew(kept, 'ALL')).refreshed;
      }),
      { numRuns: Number(process.env['TRAITS_RUNS'] ?? 5), endOnFailure: true },
    );
    expect(refreshed).toBeGreaterThan(0);
  },
);
