import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { askOf, readied, type AnyReport, type Filters } from '../../src/insight/reports/index.ts';
import { Statement } from '../../src/insight/statement.ts';
import { openLens, type Lens } from '../../src/lens/index.ts';
import type { Db } from '../../src/platform/postgres/index.ts';
import { testDb } from './db.ts';

type Row = Record<string, string | number | boolean | null | undefined>;

const KNOWN = '2024-01-01T00:00:00Z';
const known = { known_at: KNOWN };

/** What a row of each table has when a test does not say. */
const USUAL: Record<string, (row: Row) => Row> = {
  shop: ({ id }) => ({
    ...{ id: 1, name: `Shop ${id ?? 1}`, currency: 'CNY', time_zone: 'Asia/Shanghai' },
    created_at: KNOWN,
  }),
  customer: ({ id }) => ({
    ...{ person_id: id, key_kind: 'nick', key_scope: '', key_value: String(id), ...known },
    changed_at: KNOWN,
  }),
  product: ({ id }) => ({
    shop_id: 1,
    sku: `SKU${String(id)}`,
    title: `Thing ${String(id)}`,
    ...known,
  }),
  product_price: () => ({ valid_from: KNOWN }),
  // An order placed, paid and bought at once; its day is the one of its instant in UTC unless told.
  orders: ({ id, at, gross = 1000 }) => ({
    ...{ shop_id: 1, number: `N${String(id).padStart(4, '0')}`, kind: 'order', currency: 'CNY' },
    ...{ placed_at: at, purchased_at: at, placed_day: at, purchased_day: at },
    ...{ gross, goods: gross, units: 1, ...known, changed_at: KNOWN },
  }),
  order_line: () => ({ position: 1, kind: 'goods', quantity: 1, amount: 1000 }),
  refund: ({ occurred_at }) => ({
    occurred_day: occurred_at,
    origin: 'stated',
    amount: 100,
    ...known,
  }),
  parcel: ({ order_id, id }) => ({ tracking_number: `T${String(id ?? order_id)}`, ...known }),
  parcel_scan: () => known,
  review: () => known,
  conversation: ({ said_at }) => ({ text: String(said_at), ...known }),
  ad_spend: () => ({ shop_id: 1, ...known }),
  dsr: () => ({ shop_id: 1, ...known }),
};

const NOW = new Date('2025-01-01T00:00:00Z');

export type Facts = Partial<Record<keyof typeof USUAL, Row[]>>;

/** Only the given facts stand in the ledger afterwards. */
export async function putFacts(db: Db, facts: Facts): Promise<void> {
  await db.tx(async (tx) => {
    for (const table of Object.keys(USUAL).toReversed()) await tx.run(`DELETE FROM ${table}`);
    for (const [table, usual] of Object.entries(USUAL))
      for (const given of facts[table] ?? (table === 'shop' ? [{}] : [])) {
        const { at: _, ...row } = { ...usual(given), ...given } as Row;
        const names = Object.keys(row);
        const own = names.includes('id') ? 'OVERRIDING SYSTEM VALUE' : '';
        await tx.run(
          `INSERT INTO ${table} (${names.join(', ')}) ${own} VALUES (${names.map((_name, n) => `$${n + 1}`).join(', ')})`,
          names.map((name) => row[name]),
        );
      }
  });
}

/** One report over the given facts; `people` are those that the number of a key counts. */
export async function reportDesk<Answer>(report: AnyReport) {
  const { db } = await testDb();
  const dir = mkdtempSync(join(tmpdir(), 'report-'));
  let lens: Lens;
  beforeAll(async () => {
    const log = { info: () => undefined, warn: () => undefined };
    lens = await openLens({ db, dir, business: 'b', log, memoryLimit: '200MB' });
  });
  afterAll(async () => {
    await lens.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const whole = (filters: Partial<Filters>): Filters => ({
    ...{ asOf: '2024-12-31', today: '2024-12-31', shops: null },
    ...filters,
  });

  async function answerOf<Other>(
    other: AnyReport,
    filters: Partial<Filters>,
    options: object = {},
    currency: string | null = 'CNY',
  ): Promise<Other> {
    const asked: unknown = other.options?.parse(options) ?? {};
    const question = whole(filters);
    await readied(lens, other, question);
    const found = await lens.view(async (read) => {
      const ask = await askOf(lens, read, other, { db, now: NOW, filters: question });
      return other.run(
        { ...ask, currency, kept: ask.currency === currency ? ask.kept : new Set() },
        asked,
      );
    });
    return other.answer.parse(found) as Other;
  }

  const answer = (
    filters: Partial<Filters> = {},
    options: object = {},
    currency: string | null = 'CNY',
  ): Promise<Answer> => answerOf(report, filters, options, currency);

  async function people(key: string, filters: Partial<Filters> = {}): Promise<number[]> {
    const statement = new Statement();
    return lens.view(async (read) => {
      const sql = report.people!(
        {
          db,
          now: NOW,
          read,
          later: lens.read,
          filters: whole(filters),
          currency: 'CNY',
          kept: new Set(),
          guests: false,
        },
        key,
        statement,
      );
      if (sql === undefined) throw new Error(`no people for ${key}`);
      const rows = await read<{ person_id: number }>(
        `SELECT person_id FROM (${sql}) ORDER BY 1`,
        statement.params,
      );
      return rows.map(({ person_id }) => person_id);
    });
  }

  /** Every number of its tables that names people is the number of those people. */
  async function numbersThatDiffer(
    filters: Partial<Filters> = {},
    options: object = {},
  ): Promise<unknown[]> {
    const { tables, figures } = report.view(await answer(filters, options));
    const cells = tables.flatMap(({ name, rows }) =>
      rows.flatMap(({ cells: row, people: keys = {} }) =>
        Object.entries(keys).map(([column, key]) => ({
          at: `${name}.${column}`,
          key,
          value: row[column],
        })),
      ),
    );
    const first = figures.flatMap(({ key: at, kind, value, people: key }) =>
      key !== undefined && kind === 'count' ? [{ at, key, value }] : [],
    );
    const different: unknown[] = [];
    for (const one of [...cells, ...first]) {
      const found = (await people(one.key, filters)).length;
      if (found !== one.value) different.push({ ...one, found });
    }
    return different;
  }

  return {
    put: (facts: Facts) => putFacts(db, facts),
    read: <Found>(sql: string) => lens.read<Found>(sql),
    ...{ answer, answerOf, people, numbersThatDiffer },
  };
}
