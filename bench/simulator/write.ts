import { Readable } from 'node:stream';
import type { Db, Tx } from '../../src/platform/postgres/index.ts';
import { simulateBuyer, type ShopPlan } from './buyer.ts';
import { COLUMNS, customerRows, orderRows, type FirstIds, type TableName } from './rows.ts';
import { stockShelf, type Shelf } from './world.ts';

export interface SimOptions extends Partial<ShopPlan> {
  customers: number;
  products?: number;
  shopName?: string;
  /** Without the change log: the lens is told by a new epoch instead. For the large shops of benchmarks. */
  quiet?: boolean;
  onProgress?: (customers: number) => void;
}

export interface SimReport {
  shopId: number;
  customers: number;
  orders: number;
  lines: number;
}

/** About five orders a customer over three years, half of the customers buying once. */
export const DEFAULT_PLAN: ShopPlan = {
  seed: 20111209,
  start: Date.UTC(2023, 0, 1),
  end: Date.UTC(2026, 0, 1),
  r: 0.6,
  alpha: 45,
  s: 0.7,
  beta: 110,
};

const CHUNK = 20_000;
const LOGGED: string[] = [
  'customer',
  'orders',
  'order_line',
  'refund',
  'parcel',
  'review',
  'product',
  'product_price',
];

class Buffers {
  readonly rows = new Map<TableName, string[]>();
  emit = (table: TableName, cells: (string | number | null)[]): void => {
    const list = this.rows.get(table) ?? [];
    if (list.length === 0) this.rows.set(table, list);
    list.push(cells.map((cell) => cell ?? '\\N').join('\t'));
  };
}

async function makeShop(tx: Tx, name: string, start: number): Promise<number> {
  const row = await tx.one<{ id: number }>(
    `INSERT INTO shop (name, platform, currency, time_zone, created_at) VALUES ($1, 'other', 'CNY', 'Asia/Shanghai', $2) RETURNING id`,
    [name, new Date(start)],
  );
  return row.id;
}

async function stock(tx: Tx, shelf: Shelf, shop: number, start: number): Promise<number> {
  const known = new Date(start);
  const rows = await tx.query<{ id: number }>(
    `INSERT INTO product (shop_id, sku, title, category, lasts_days, known_at)
     SELECT $1, p->>'sku', p->>'title', p->>'category', (p->>'lastsDays')::int, $2
     FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS t(p, n)
     ORDER BY n RETURNING id`,
    [shop, known, JSON.stringify(shelf.products)],
  );
  const first = Math.min(...rows.map((r) => r.id));
  await tx.run(
    `INSERT INTO product_price (product_id, price, cost, valid_from)
     SELECT $1 + n - 1, (p->>'price')::bigint, (p->>'cost')::bigint, $2
     FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS t(p, n)`,
    [first, known, JSON.stringify(shelf.products)],
  );
  return first;
}

/** Takes `count` consecutive ids; the sequence goes on behind them. */
async function reserve(tx: Tx, table: string, count: number): Promise<number> {
  const { first } = await tx.one<{ first: number }>(
    `SELECT nextval(pg_get_serial_sequence($1, 'id')) AS first`,
    [table],
  );
  await tx.run(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), $1)`, [first + count - 1]);
  return first;
}

async function copyAll(db: Db, tx: Tx, buffers: Buffers): Promise<void> {
  for (const [table, rows] of buffers.rows) {
    await db.copyIn(
      tx,
      `COPY ${table} (${COLUMNS[table]}) FROM STDIN`,
      Readable.from([rows.join('\n') + '\n']),
    );
  }
}

interface Run {
  plan: ShopPlan;
  shelf: Shelf;
  ids: FirstIds;
}

function chunkRows(
  run: Run,
  from: number,
  to: number,
  firstOrder: (count: number) => number,
  report: SimReport,
): Buffers {
  const buffers = new Buffers();
  for (let index = from; index < to; index += 1) {
    const buyer = simulateBuyer(run.plan, run.shelf, index);
    customerRows(buyer, run.ids, buffers.emit);
    let id = firstOrder(buyer.orders.length);
    for (const order of buyer.orders) {
      orderRows(order, id, buyer, run.shelf, run.ids, run.plan.end, buffers.emit);
      id += 1;
      report.lines += order.lines.length;
    }
    report.customers += 1;
    report.orders += buyer.orders.length;
  }
  return buffers;
}

async function setLogging(tx: Tx, on: boolean): Promise<void> {
  for (const table of LOGGED)
    await tx.run(`ALTER TABLE ${table} ${on ? 'ENABLE' : 'DISABLE'} TRIGGER USER`);
}

/**
 * Writes a seeded shop straight into the ledger: customers with their own rate, dropout, taste, price
 * sensitivity and region; products with categories; parcels, reviews and refunds. The same options
 * give the same shop. About five orders and ten lines a customer.
 */
export async function writeShop(db: Db, options: SimOptions): Promise<SimReport> {
  const plan: ShopPlan = { ...DEFAULT_PLAN, ...options };
  const shelf = stockShelf(plan.seed, options.products ?? 400);
  const report: SimReport = { shopId: 0, customers: 0, orders: 0, lines: 0 };
  const ids = await db.tx(async (tx): Promise<FirstIds> => {
    if (options.quiet) await setLogging(tx, false);
    report.shopId = await makeShop(tx, options.shopName ?? `Simulated ${plan.seed}`, plan.start);
    const product = await stock(tx, shelf, report.shopId, plan.start);
    return {
      shop: report.shopId,
      product,
      customer: await reserve(tx, 'customer', options.customers),
      order: 0,
    };
  });
  let nextOrder = (
    await db.query<{ next: number }>('SELECT coalesce(max(id), 0) + 1 AS next FROM orders')
  )[0]!.next;
  const firstOrder = (count: number): number => (nextOrder += count) - count;
  for (let from = 0; from < options.customers; from += CHUNK) {
    const buffers = chunkRows(
      { plan, shelf, ids },
      from,
      Math.min(options.customers, from + CHUNK),
      firstOrder,
      report,
    );
    await db.tx((tx) => copyAll(db, tx, buffers));
    options.onProgress?.(report.customers);
  }
  await db.tx(async (tx) => {
    await tx.run(`SELECT setval(pg_get_serial_sequence('orders', 'id'), $1)`, [nextOrder - 1]);
    if (!options.quiet) return;
    await setLogging(tx, true);
    await tx.run(
      `UPDATE setting SET value = to_jsonb(gen_random_uuid()::text) WHERE key = 'ledger_id'`,
    );
  });
  return report;
}
