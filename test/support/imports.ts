import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBatch,
  openRunner,
  type Batch,
  type StageFile,
} from '../../src/intake/batch/index.ts';
import { createStaging } from '../../src/intake/staging/tables.ts';
import type { DuckConnection } from '../../src/platform/duckdb/index.ts';
import type { Db } from '../../src/platform/postgres/index.ts';

/** One order as some file says it; amounts in minor units, times as UTC text. */
export interface SaidOrder {
  number: string;
  buyer?: string;
  kind?: 'platform_id' | 'nick' | 'email' | 'phone';
  scope?: string;
  status?: string | null;
  placed?: string;
  paid_at?: string | null;
  refunded?: number | null;
  discount?: number | null;
  note?: string | null;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  phone_masked?: string | null;
  receiver?: boolean;
  district?: string | null;
  has_head?: boolean;
  rank?: 1 | 2;
  credit?: boolean;
  /** Makes an otherwise equal head a new statement. */
  salt?: string;
  lines: { sku: string; quantity: number; amount: number }[];
}

const sql = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined
    ? 'NULL'
    : typeof value === 'string'
      ? `'${value.replaceAll("'", "''")}'`
      : String(value);

type Row = Record<string, string | number | boolean | null | undefined>;

/** Rows into a staging table, by column name. */
export async function put(duck: DuckConnection, table: string, rows: Row[]): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row);
    await duck.run(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => sql(row[name])).join(', ')})`,
    );
  }
}

const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);

function orderRow(order: SaidOrder, ord: number): Row {
  const head = order.has_head ?? true;
  const amounts = order.lines.map(({ amount }) => amount);
  const { lines: _, ...said } = order;
  const positive = order.lines.filter(({ amount }) => amount > 0);
  return {
    ...{
      ord,
      number: order.number,
      first_line: ord + 1,
      file_rows: Math.max(order.lines.length, 1),
      has_head: head,
    },
    buyer_kind: order.buyer === undefined ? null : (order.kind ?? 'platform_id'),
    buyer_scope: order.buyer === undefined ? null : (order.scope ?? 'shop:1'),
    buyer_value: order.buyer ?? null,
    untied_reason: order.buyer === undefined && head ? 'no_buyer' : null,
    ...{
      name: order.name,
      email: order.email,
      phone: order.phone,
      phone_masked: order.phone_masked,
    },
    phone_is_receiver: order.receiver ?? false,
    ...{
      status: head ? order.status : null,
      has_status: head && order.status !== undefined && order.status !== null,
    },
    placed_at: head ? (order.placed ?? '2024-01-01 10:00:00') : null,
    ...{
      paid_at: order.paid_at,
      refunded_stated: order.refunded,
      discount: head ? order.discount : 0,
      note: order.note,
    },
    ...{
      ship_name: order.receiver ? order.name : null,
      ship_district: order.district,
      currency: 'GBP',
    },
    credit_mark: order.credit ?? false,
    goods: sum(positive.map(({ amount }) => amount)),
    negative_goods: -sum(amounts.filter((amount) => amount < 0)),
    all_negative:
      amounts.length > 0 &&
      amounts.every((amount) => amount <= 0) &&
      amounts.some((amount) => amount < 0),
    units: sum(positive.map(({ quantity }) => quantity)),
    ...{ line_count: order.lines.length, lines_rank: order.rank ?? 2 },
    lines_hash: order.lines.length > 0 ? JSON.stringify([order.rank ?? 2, order.lines]) : null,
    head_hash: JSON.stringify(said),
  };
}

export async function putOrders(
  duck: DuckConnection,
  orders: readonly SaidOrder[],
): Promise<number> {
  await put(
    duck,
    'stage_order',
    orders.map((order, index) => orderRow(order, index + 1)),
  );
  const lines = orders.flatMap((order, index) =>
    order.lines.map(({ sku, quantity, amount }, at) => ({
      ...{
        ord: index + 1,
        position: at + 1,
        kind: 'goods',
        sku: sku === '' ? null : sku,
        title: sku === '' ? null : `Title of ${sku}`,
        quantity,
        amount,
        line_discount: 0,
      },
      unit_price: quantity === 0 ? 0 : amount / 100 / quantity,
    })),
  );
  await put(duck, 'stage_line', lines);
  return sum(orders.map(({ lines: own }) => Math.max(own.length, 1)));
}

export interface Importer {
  shop: number;
  /** Runs a whole batch over the staging tables that `fill` fills; it gives the rows it stands for. */
  run(fill: (duck: DuckConnection) => Promise<number>): Promise<Batch>;
  orders(orders: readonly SaidOrder[]): Promise<Batch>;
  runner: ReturnType<typeof openRunner>;
  bugs: unknown[];
  tempDir: string;
  close(): Promise<void>;
}

/** A shop in London, and a way to import into it. Every batch is an hour after the one before. */
export async function importerOf(
  db: Db,
  name = 'Gift shop',
  options: { decodeCustomer?: (id: string) => number | undefined } = {},
): Promise<Importer> {
  const tempDir = mkdtempSync(join(tmpdir(), 'regulars import '));
  const [shop] = await db.query<{ id: number }>(
    `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ($1, 'GBP', 'Europe/London', '2026-01-01') RETURNING id`,
    [name],
  );
  let hours = 0;
  const clock = (): Date => new Date(Date.UTC(2026, 0, 1) + ++hours * 3_600_000);
  const bugs: unknown[] = [];
  const runner = openRunner({ db, tempDir, clock, onBug: (error) => bugs.push(error), ...options });
  const shopId = shop?.id ?? 0;

  async function run(fill: (duck: DuckConnection) => Promise<number>): Promise<Batch> {
    const id = await db.tx((tx) =>
      createBatch(tx, { shopId, source: 'generic_orders', fileName: 'orders.csv', now: clock() }),
    );
    const stage: StageFile = async (duck) => {
      await createStaging(duck);
      return { ok: true, value: { read: await fill(duck) } };
    };
    const started = await runner.start(id, stage);
    if (!started.ok) throw new Error(started.problem.code);
    const batch = await started.value.done;
    if (bugs.length > 0) throw bugs[0];
    return batch;
  }

  const close = async (): Promise<void> => {
    await runner.close();
    rmSync(tempDir, { recursive: true, force: true });
  };
  return {
    shop: shopId,
    run,
    orders: (orders) => run((duck) => putOrders(duck, orders)),
    runner,
    bugs,
    tempDir,
    close,
  };
}

/**
 * Everything a batch can touch, without ids and without when we came to know it: what a headless order
 * dates by its import, because nothing else is known, is compared by whether it is there.
 */
export async function ledgerImage(db: Db): Promise<Record<string, unknown[]>> {
  const key = (id: string): string =>
    `(SELECT kc.key_kind || '/' || kc.key_scope || '/' || kc.key_value FROM customer kc WHERE kc.id = ${id})`;
  const queries: Record<string, string> = {
    orders: `SELECT o.number, ${key('o.customer_id')} AS customer, o.untied_reason, o.kind, o.status, CASE WHEN o.head_hash IS NOT NULL THEN o.placed_at END AS placed_at,
        o.paid_at, o.purchased_at IS NOT NULL AS purchased, CASE WHEN o.head_hash IS NOT NULL THEN o.purchased_at END AS purchased_at,
        o.void_at IS NOT NULL AS void, CASE WHEN o.head_hash IS NOT NULL THEN o.void_at END AS void_at, o.goods, o.discount, o.gross, o.refunded, o.units::float, o.note, o.lines_rank,
        (SELECT sum(l.amount)::bigint FROM order_line l WHERE l.order_id = o.id) AS amount,
        CASE WHEN o.lines_rank = 2 THEN (SELECT array_agg(p.sku || ' ' || l.quantity::float || ' ' || l.amount ORDER BY l.position)
          FROM order_line l JOIN product p ON p.id = l.product_id WHERE l.order_id = o.id) END AS lines
      FROM orders o ORDER BY o.shop_id, o.number`,
    refunds: `SELECT o.number, r.amount, r.origin, CASE WHEN o.head_hash IS NOT NULL THEN r.occurred_at END AS occurred_at, r.time_assumed
      FROM refund r JOIN orders o ON o.id = r.order_id ORDER BY 1, r.id`,
    statuses: `SELECT o.number, s.status FROM order_status s JOIN orders o ON o.id = s.order_id ORDER BY 1, s.known_to, 2`,
    customers: `SELECT ${key('c.id')} AS key, (SELECT min(${key('p.id')}) FROM customer p WHERE p.person_id = c.person_id) AS person,
        c.name, c.email, c.phone FROM customer c ORDER BY 1`,
    identities: `SELECT ${key('i.customer_id')} AS key, i.kind, i.scope, i.value FROM customer_identity i ORDER BY 1, 2, 3, 4`,
    events: `SELECT o.number, e.type, e.customer_id IS NOT NULL AS known FROM event e JOIN orders o ON o.id = e.order_id ORDER BY 1, 2, 3`,
    links: `SELECT ${key('k.customer_id')} AS key, k.reason FROM person_link k WHERE k.valid_to IS NULL ORDER BY 1, 2`,
    products: `SELECT sku, title FROM product ORDER BY 1`,
    orphans: `SELECT 'line' AS what FROM order_line l WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = l.order_id)
      UNION ALL SELECT 'refund' FROM refund r WHERE NOT EXISTS (SELECT FROM orders o WHERE o.id = r.order_id)
      UNION ALL SELECT 'owner' FROM orders o WHERE o.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM customer c WHERE c.id = o.customer_id)
      UNION ALL SELECT 'person' FROM customer c WHERE NOT EXISTS (SELECT FROM customer p WHERE p.id = c.person_id)`,
  };
  const image: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(queries)) image[name] = await db.query(query);
  return image;
}

const TABLES = [
  ...[
    'shop',
    'import_batch',
    'import_undo',
    'import_reject',
    'customer',
    'person_link',
    'customer_identity',
    'merge_suggestion',
  ],
  ...[
    'tie_suggestion',
    'customer_tag',
    'customer_attribute',
    'occasion',
    'consent',
    'suppression',
    'customer_change',
    'product',
  ],
  ...[
    'product_price',
    'orders',
    'order_status',
    'order_line',
    'refund',
    'parcel',
    'parcel_scan',
    'review',
    'conversation',
  ],
  ...['ad_spend', 'dsr', 'event', 'erasure', 'change_log'],
];

export async function emptyLedger(db: Db): Promise<void> {
  await db.query(`TRUNCATE ${TABLES.join(', ')} RESTART IDENTITY CASCADE`);
}
