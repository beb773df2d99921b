import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { endOfDay, localDay } from '../../kernel/index.ts';
import { openLens, type Lens } from '../../lens/index.ts';
import { countCustomers, listCustomers } from '../customers/index.ts';
import { countPurchases, listPurchases } from '../purchases/index.ts';
import { byMonth } from '../today/index.ts';
import { overview, type Overview } from './index.ts';

const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'overview-'));
let lens: Lens;
beforeAll(async () => {
  lens = await openLens({
    db,
    dir,
    business: 'b',
    log: { info: () => undefined, warn: () => undefined },
    memoryLimit: '200MB',
  });
});
afterAll(async () => {
  await lens.close();
  rmSync(dir, { recursive: true, force: true });
});

const SHOPS = [
  { id: 1, zone: 'Asia/Shanghai', currency: 'CNY' },
  { id: 2, zone: 'America/Los_Angeles', currency: 'USD' },
  { id: 3, zone: 'Asia/Tokyo', currency: 'JPY' },
];
const DIGITS: Record<string, number> = { CNY: 2, USD: 2, JPY: 0 };
const zoneOf = (shop: number): string => SHOPS.find(({ id }) => id === shop)!.zone;

interface Order {
  shop: number;
  number: string;
  customer: number | null;
  kind: 'order' | 'credit_note' | 'gift';
  placed: Date;
  paid: boolean;
  gross: number;
  units: number;
  voidAfter: number | null;
  refunds: { amount: number; after: number }[];
}
interface History {
  /** customer n belongs to the person persons[n - 1]. */
  persons: number[];
  orders: Order[];
  rates: { currency: string; day: string; rate: number }[];
}

const HOUR = 3_600_000;
const START = Date.parse('2024-03-01T00:00:00Z');
/** Few instants, so that ties and the edges of days happen. */
const instant = fc.integer({ min: 0, max: 8 }).map((n) => new Date(START + n * 8 * HOUR));
const later = fc.integer({ min: 0, max: 5 }).map((n) => n * 8 * HOUR);
const order = fc.record({
  shop: fc.constantFrom(1, 1, 1, 2, 3),
  number: fc.constantFrom('9', '10', 'A', 'b'),
  customer: fc.option(fc.constantFrom(1, 1, 2, 2, 3, 4, 5, 6), { freq: 6 }),
  kind: fc.constantFrom(
    'order' as const,
    'order' as const,
    'order' as const,
    'order' as const,
    'credit_note' as const,
    'gift' as const,
  ),
  placed: instant,
  paid: fc.constant(true),
  gross: fc.integer({ min: 1, max: 99_999 }),
  units: fc.integer({ min: 1, max: 9 }),
  voidAfter: fc.option(later, { freq: 4 }),
  refunds: fc.array(fc.record({ amount: fc.integer({ min: 1, max: 500 }), after: later }), {
    maxLength: 2,
  }),
});
const history: fc.Arbitrary<History> = fc.record({
  persons: fc.tuple(
    ...[1, 2, 3, 4, 5, 6].map((n) => fc.constantFrom(n, n, n, 1, 2).filter((p) => p <= n)),
  ),
  orders: fc
    .array(order, { maxLength: 25, size: 'max' })
    .map((orders) =>
      orders.map((o, n) => ({ ...o, number: `${o.number}${n % 3}`, paid: n % 7 !== 6 })),
    ),
  rates: fc.uniqueArray(
    fc.record({
      currency: fc.constantFrom('USD', 'JPY'),
      day: fc.constantFrom('2024-02-29', '2024-03-02', '2024-03-03'),
      rate: fc.constantFrom(7.25, 0.0485, 7.1),
    }),
    { selector: ({ currency, day }) => currency + day, maxLength: 4 },
  ),
});

async function write({ persons, orders, rates }: History, reporting: boolean): Promise<void> {
  await db.tx(async (tx) => {
    for (const table of ['order_line', 'refund', 'orders', 'customer', 'shop', 'exchange_rate'])
      await tx.run(`DELETE FROM ${table}`);
    await tx.run(`DELETE FROM setting WHERE key = 'reporting_currency'`);
    if (reporting) await tx.run(`INSERT INTO setting VALUES ('reporting_currency', '"CNY"')`);
    for (const { id, zone, currency } of SHOPS)
      await tx.run(
        `INSERT INTO shop (id, name, currency, time_zone, created_at) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, '2020-01-01')`,
        [id, `S${id}`, currency, zone],
      );
    for (const [n, person] of persons.entries())
      await tx.run(
        `INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, known_at, changed_at) OVERRIDING SYSTEM VALUE VALUES ($1, $2, 'nick', '', $1::bigint::text, '2024-01-01', '2024-01-01')`,
        [n + 1, person],
      );
    for (const { currency, day, rate } of rates)
      await tx.run('INSERT INTO exchange_rate (currency, day, rate) VALUES ($1, $2, $3)', [
        currency,
        day,
        rate,
      ]);
    for (const [n, o] of orders.entries()) {
      const voidAt = o.voidAfter === null ? null : new Date(o.placed.getTime() + o.voidAfter);
      const day = localDay(o.placed, zoneOf(o.shop));
      await tx.run(
        `INSERT INTO orders (id, shop_id, number, customer_id, kind, placed_at, purchased_at, void_at, placed_day, purchased_day, currency, gross, units, known_at, changed_at)
         OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $6, $6)`,
        [
          n + 1,
          o.shop,
          `${o.number}-${n}`,
          o.customer,
          o.kind,
          o.placed,
          o.paid ? o.placed : null,
          voidAt,
          day,
          o.paid ? day : null,
          SHOPS.find(({ id }) => id === o.shop)!.currency,
          o.gross,
          o.units,
        ],
      );
      for (const { amount, after } of o.refunds) {
        const at = new Date(o.placed.getTime() + after);
        await tx.run(
          `INSERT INTO refund (order_id, amount, occurred_at, occurred_day, origin, known_at) VALUES ($1, $2, $3, $4, 'stated', $3)`,
          [n + 1, amount, at, localDay(at, zoneOf(o.shop))],
        );
      }
    }
  });
}

/** The figures again, order by order in plain JavaScript, from DEFINITIONS.md alone. */
function oracle(
  { persons, orders, rates }: History,
  asOf: string,
  shops: number[] | undefined,
  reporting: boolean,
): Overview {
  const beyond = (at: Date, shop: number): boolean =>
    asOf.length === 10
      ? at.getTime() >= endOfDay(asOf, zoneOf(shop)).getTime()
      : at.getTime() > Date.parse(asOf);
  const seen = orders
    .map((o, n) => ({
      ...o,
      id: n + 1,
      number: `${o.number}-${n}`,
      person: o.customer === null ? null : persons[o.customer - 1]!,
      currency: SHOPS.find(({ id }) => id === o.shop)!.currency,
    }))
    .filter((o) => shops === undefined || shops.includes(o.shop));
  const bought = seen
    .filter((o) => o.kind === 'order' && o.paid && !beyond(o.placed, o.shop))
    .filter(
      (o) => o.voidAfter === null || beyond(new Date(o.placed.getTime() + o.voidAfter), o.shop),
    )
    .toSorted((a, b) => a.placed.getTime() - b.placed.getTime() || (a.number < b.number ? -1 : 1));
  const returned = seen
    .filter(
      (o) =>
        o.person !== null && (o.kind === 'credit_note' || bought.some(({ id }) => id === o.id)),
    )
    .flatMap((o) =>
      o.refunds.map(({ amount, after }) => ({
        amount,
        at: new Date(o.placed.getTime() + after),
        shop: o.shop,
        currency: o.currency,
      })),
    )
    .filter(({ at, shop }) => !beyond(at, shop));
  const currencies = [
    ...new Set([...bought, ...returned].map(({ currency }) => currency)),
  ].toSorted();
  const rateOn = (currency: string, day: string): number | undefined =>
    currency === 'CNY'
      ? 1
      : rates
          .filter((r) => r.currency === currency && r.day <= day)
          .toSorted((a, b) => (a.day < b.day ? 1 : -1))[0]?.rate;
  let missing = false;
  const inReporting = (minor: number, currency: string, at: Date, shop: number): number => {
    const rate = rateOn(currency, localDay(at, zoneOf(shop)));
    if (rate === undefined) missing = true;
    // All rates here have at most four decimals: exact in integers.
    const scaled = minor * Math.round((rate ?? 0) * 10_000) * 10 ** (2 - DIGITS[currency]!);
    return Math.floor((2 * scaled + 10_000) / 20_000);
  };
  const average = (sum: number, n: number): number | null => (n === 0 ? null : Math.round(sum / n));
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const first = new Set<number>();
  const met = new Set<number>();
  for (const o of bought) {
    if (o.person !== null && !met.has(o.person)) first.add(o.id);
    if (o.person !== null) met.add(o.person);
  }

  function figures(
    currency: string | null,
    value: (minor: number, currency: string, at: Date, shop: number) => number,
    only: (c: string) => boolean,
  ) {
    const mine = bought.filter((o) => only(o.currency));
    const known = mine.filter((o) => o.person !== null);
    const worth = (list: typeof mine): number =>
      list.reduce((sum, o) => sum + value(o.gross, o.currency, o.placed, o.shop), 0);
    const byPerson = new Map<number | null, typeof mine>();
    for (const o of known) byPerson.set(o.person, [...(byPerson.get(o.person) ?? []), o]);
    const days = (list: typeof mine): number =>
      new Set(list.map((o) => localDay(o.placed, zoneOf(o.shop)))).size;
    const firsts = known.filter(({ id }) => first.has(id));
    const guests = mine.filter((o) => o.person === null);
    const refunds = returned
      .filter((r) => only(r.currency))
      .reduce((sum, r) => sum + value(r.amount, r.currency, r.at, r.shop), 0);
    const money = currency !== null;
    const repeat = [...byPerson.values()].filter((list) => list.length >= 2).length;
    return {
      customers: byPerson.size,
      purchases: known.length,
      guests_purchases: guests.length,
      guests_value: money ? worth(guests) : null,
      gross_value: money ? worth(known) : null,
      refunds_value: money ? refunds : null,
      net_value: money ? worth(known) - refunds : null,
      currency,
      repeat_customers: repeat,
      repeat_rate: share(repeat, byPerson.size),
      repeat_rate_by_day: share(
        [...byPerson.values()].filter((list) => days(list) >= 2).length,
        byPerson.size,
      ),
      returning_share_orders: share(known.length - firsts.length, known.length),
      returning_share_value: money ? share(worth(known) - worth(firsts), worth(known)) : null,
      aov_new: money ? average(worth(firsts), firsts.length) : null,
      aov_returning: money
        ? average(worth(known) - worth(firsts), known.length - firsts.length)
        : null,
      value_per_buyer: money ? average(worth(known), byPerson.size) : null,
      items_per_order: share(
        known.reduce((sum, o) => sum + o.units, 0),
        known.length,
      ),
    };
  }

  const plain = (minor: number): number => minor;
  if (currencies.length === 0) {
    const asked = SHOPS.filter(({ id }) => shops === undefined || shops.includes(id));
    return {
      as_of: asOf,
      ...figures(
        reporting ? 'CNY' : asked.length === 1 ? asked[0]!.currency : null,
        plain,
        () => true,
      ),
      ...(!reporting &&
        asked.length > 1 && { guests_value: 0, gross_value: 0, refunds_value: 0, net_value: 0 }),
    };
  }
  if (reporting) {
    const all = figures('CNY', inReporting, () => true);
    if (!missing) return { as_of: asOf, ...all };
  }
  if (currencies.length === 1)
    return { as_of: asOf, ...figures(currencies[0]!, plain, () => true) };
  return {
    as_of: asOf,
    ...figures(null, plain, () => true),
    by_currency: currencies.map((c) => figures(c, plain, (x) => x === c)),
  };
}

const asOf = fc.oneof(
  fc
    .integer({ min: 0, max: 4 })
    .map((days) => new Date(START + days * 24 * HOUR).toISOString().slice(0, 10)),
  instant.map((at) => at.toISOString()),
);
const shops = fc.option(fc.constantFrom<number[]>([1], [1], [2], [1, 3]), { nil: undefined });

test('the overview is what DEFINITIONS.md says, order by order', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, asOf, shops, fc.boolean(), async (past, when, which, reporting) => {
      await write(past, reporting);
      expect(await overview(lens, { asOf: when, shops: which })).toEqual(
        oracle(past, when, which, reporting),
      );
    }),
    { numRuns: 60 },
  );
});

async function customersBehind(
  asOf: string,
  shops: number[] | undefined,
  minOrders: number,
): Promise<number> {
  const query = { asOf, shops, minOrders };
  const listed = await listCustomers(lens, db, { ...query, limit: 1000 });
  if (!listed.ok) throw new Error(listed.problem.code);
  expect(await countCustomers(lens, db, query)).toBe(listed.value.rows.length);
  return listed.value.rows.length;
}

type Purchases = Omit<Parameters<typeof listPurchases>[1], 'after' | 'limit'>;

/** Page by page, none twice. */
async function purchasesBehind(query: Purchases): Promise<number> {
  const ids: number[] = [];
  let after: Parameters<typeof listPurchases>[1]['after'];
  do {
    const page = await listPurchases(lens, { ...query, after, limit: 3 });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  expect(await countPurchases(lens, query)).toBe(ids.length);
  return ids.length;
}

test('every count has as many rows behind it', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, asOf, shops, async (past, when, which) => {
      await write(past, false);
      const shown = await overview(lens, { asOf: when, shops: which });
      const sold = { asOf: when, shops: which };
      expect({
        customers: await customersBehind(when, which, 1),
        repeat_customers: await customersBehind(when, which, 2),
        purchases: await purchasesBehind({ ...sold, buyer: 'known' }),
        guests_purchases: await purchasesBehind({ ...sold, buyer: 'unknown' }),
        firsts: await purchasesBehind({ ...sold, visit: 'first' }),
      }).toEqual({
        customers: shown.customers,
        repeat_customers: shown.repeat_customers,
        purchases: shown.purchases,
        guests_purchases: shown.guests_purchases,
        firsts: shown.customers,
      });
      if (when.length > 10) return;
      const question = { asOf: when, shops: which ?? null, currency: null };
      for (const month of await lens.view((read) => byMonth(read, question))) {
        const from = `${month.month}-01`;
        const to = `${month.month}-${month.month.endsWith('02') ? '29' : '31'}`;
        const returning = await purchasesBehind({ ...sold, from, to, visit: 'returning' });
        expect(returning / month.purchases).toBe(month.returning_share_orders);
      }
    }),
    { numRuns: 20 },
  );
});
