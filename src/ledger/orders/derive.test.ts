import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import {
  CREDIT_NOTE,
  FURTHER_STATUS,
  GROSS,
  KIND,
  LINE_REFUND,
  PURCHASED_AT,
  REACHED_WHOLE,
  REFUND_TIME,
  STATED_REFUND,
} from './derive.ts';
import {
  furtherStatus,
  grossOf,
  orderKind,
  purchasedAt,
  refundTime,
  refundTotals,
  STATUSES,
  voidAt,
  type OrderFacts,
  type RefundRow,
} from './rules.ts';

const { db } = await testDb();

const instant = fc.integer({ min: 1, max: 6 }).map((day) => Date.UTC(2024, 0, day));
const maybe = fc.option(instant, { freq: 2 });
const status = fc.constantFrom(...STATUSES, null);
const money = fc.integer({ min: 0, max: 4 }).map((n) => n * 100);
const facts: fc.Arbitrary<OrderFacts> = fc.record({
  ...{
    hasHead: fc.boolean(),
    hasStatus: fc.boolean(),
    status,
    placedAt: instant,
    paidAt: maybe,
    shippedAt: maybe,
    confirmedAt: maybe,
  },
  ...{
    closedAt: maybe,
    refundedAt: maybe,
    wasPurchasedAt: maybe,
    credit: fc.boolean(),
    goods: money,
    discount: money,
  },
  ...{ negativeGoods: money, refundedStated: money },
});
const refunds = fc.array(
  fc.record({ amount: fc.integer({ min: -2, max: 4 }).map((n) => n * 100), at: instant }),
  { maxLength: 4 },
);

const time = (at: number | null): string =>
  at === null ? 'NULL::timestamptz' : `'${new Date(at).toISOString()}'::timestamptz`;

function row(f: OrderFacts): string {
  const state = f.status === null ? 'NULL::text' : `'${f.status}'`;
  const times = [
    f.placedAt,
    f.paidAt,
    f.shippedAt,
    f.confirmedAt,
    f.closedAt,
    f.refundedAt,
    f.wasPurchasedAt,
  ].map(time);
  const amounts = [f.goods, f.discount, f.negativeGoods, f.refundedStated].map(
    (n) => `${n}::bigint`,
  );
  return `(${[f.hasHead, f.hasStatus, state, ...times, f.credit, ...amounts].join(', ')})`;
}

const COLUMNS = `has_head, has_status, status, placed_at, paid_at, shipped_at, confirmed_at, closed_at, refunded_at, was_purchased_at,
  credit, goods, discount, negative_goods, refunded_stated`;

/** An instant of PostgreSQL as rules.ts has it. */
const ms = (value: unknown): number | null => (value === null ? null : (value as Date).getTime());

interface Derived {
  kind: string;
  purchased_at: Date | null;
  gross: number;
  refund_time: Date;
  stated: number;
  line: number;
  credit_note: number;
}

test('SQL and rules derive the same order from the same facts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 20, maxLength: 60 }), async (all) => {
      const rows =
        await db.query<Derived>(`SELECT ${KIND} AS kind, ${PURCHASED_AT} AS purchased_at, ${GROSS} AS gross, ${REFUND_TIME} AS refund_time,
        ${STATED_REFUND} AS stated, ${LINE_REFUND} AS line, ${CREDIT_NOTE} AS credit_note FROM (VALUES ${all.map(row).join(', ')}) f (${COLUMNS})`);
      const bySql = rows.map((r) => ({
        ...r,
        purchased_at: ms(r.purchased_at),
        refund_time: ms(r.refund_time),
      }));
      const byRules = all.map((f) => {
        const { stated, line, creditNote } = refundTotals(f);
        return {
          kind: orderKind(f),
          purchased_at: purchasedAt(f),
          gross: grossOf(f),
          refund_time: refundTime(f).at,
          stated,
          line,
          credit_note: creditNote,
        };
      });
      expect(bySql).toEqual(byRules);
    }),
    { numRuns: 20 },
  );
});

test('SQL and rules agree from when on an order is void', async () => {
  await fc.assert(
    fc.asyncProperty(facts, refunds, async (f, list: RefundRow[]) => {
      fc.pre(orderKind(f) === 'order' && f.status !== 'closed');
      const values = list
        .map(({ amount, at }, id) => `(${id}, 1, ${amount}::bigint, ${time(at)})`)
        .join(', ');
      const source = `(SELECT * FROM (VALUES ${values || '(0, 0, 0::bigint, NULL::timestamptz)'}) v (id, order_id, amount, occurred_at))`;
      const [found] = await db.query<{ at: Date | null }>(
        `SELECT ${REACHED_WHOLE(source)} AS at FROM (SELECT 1 AS id, ${grossOf(f)} AS gross) m`,
      );
      expect(ms(found?.at ?? null)).toBe(voidAt(f, list));
    }),
    { numRuns: 150 },
  );
});

test('of two statuses the further one stays', async () => {
  const pairs = [...STATUSES, null].flatMap((a) => [...STATUSES, null].map((b) => [a, b] as const));
  const text = (s: string | null): string => (s === null ? 'NULL::text' : `'${s}'`);
  const rows = await db.query<{ s: string | null }>(
    `SELECT ${FURTHER_STATUS('a', 'b')} AS s FROM (VALUES ${pairs.map(([a, b]) => `(${text(a)}, ${text(b)})`).join(', ')}) v (a, b)`,
  );
  expect(rows.map(({ s }) => s)).toEqual(pairs.map(([a, b]) => furtherStatus(a, b)));
});
