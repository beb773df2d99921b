import type { Db } from '../../src/platform/postgres/index.ts';

/** A small history of one shop in London, written straight into the ledger. */
export interface Bought {
  customer: number | null;
  /** UTC. */
  at: Date;
  gross: number;
  product?: number;
  source?: string;
}

const TABLES = ['order_line', 'refund', 'orders', 'product_price', 'product', 'customer', 'shop'];

/** Customer n is a person of their own, named n. Products are numbered from 1, each with its category. */
export async function writeHistory(
  db: Db,
  orders: readonly Bought[],
  categories: readonly (string | null)[] = [],
): Promise<void> {
  await db.tx(async (tx) => {
    for (const table of TABLES) await tx.run(`DELETE FROM ${table}`);
    await tx.run(
      `INSERT INTO shop (id, name, currency, time_zone, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 'S', 'GBP', 'Europe/London', '2020-01-01')`,
    );
    const customers = [...new Set(orders.flatMap(({ customer }) => customer ?? []))];
    await tx.run(
      `INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, known_at, changed_at) OVERRIDING SYSTEM VALUE
       SELECT n, n, 'nick', '', n::text, '2024-01-01', '2024-01-01' FROM unnest($1::bigint[]) n`,
      [customers],
    );
    await tx.run(
      `INSERT INTO product (id, shop_id, sku, title, category, known_at) OVERRIDING SYSTEM VALUE
       SELECT n, 1, 'P' || n, 'Product ' || n, category, '2024-01-01' FROM unnest($1::text[]) WITH ORDINALITY p (category, n)`,
      [categories],
    );
    for (const [n, { customer, at, gross, product, source }] of orders.entries()) {
      await tx.run(
        `INSERT INTO orders (id, shop_id, number, customer_id, kind, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, units, source, known_at, changed_at)
         OVERRIDING SYSTEM VALUE VALUES ($1::bigint, 1, 'N' || lpad($1::text, 4, '0'), $2, $3, $4, $4, ($4::timestamptz AT TIME ZONE 'Europe/London')::date,
           ($4::timestamptz AT TIME ZONE 'Europe/London')::date, 'GBP', $5, $5, 1, $6, $4, $4)`,
        [n + 1, customer, gross === 0 ? 'gift' : 'order', at, gross, source ?? null],
      );
      if (product !== undefined)
        await tx.run(
          `INSERT INTO order_line (order_id, position, kind, product_id, quantity, unit_price, line_discount, amount) VALUES ($1, 1, 'goods', $2, 1, $3::numeric / 100, 0, $3)`,
          [n + 1, product, gross],
        );
    }
  });
}
