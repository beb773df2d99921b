import fc from 'fast-check';
import { endOfDay, localDay } from '../../src/kernel/index.ts';
import type { Facts } from './facts.ts';

/** Shops whose orders are delivered, reviewed, complained of and refunded, and what is known of them by a day. */
export const ZONES: Record<number, string> = { 1: 'Asia/Shanghai', 2: 'Europe/London' };
export const CATEGORIES = ['tea', 'tea', 'cup', null];
export const DAY = 86_400_000;
/** Days end at such hours in Shanghai, and in London in winter. */
const THIRD = DAY / 3;
const START = Date.parse('2024-02-10T00:00:00Z');

const after = (most: number) => fc.option(fc.integer({ min: 0, max: most }), { freq: 4 });
const order = fc.record({
  customer: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 9 }),
  shop: fc.integer({ min: 1, max: 2 }),
  // In thirds of days, so that ties, ends of days and the exact ends of windows occur; some regular.
  at: fc
    .oneof(
      fc.integer({ min: 0, max: 960 }),
      fc.integer({ min: 0, max: 10 }).map((n) => n * 60),
    )
    .map((n) => START + n * THIRD),
  lines: fc.array(
    fc.record({
      product: fc.integer({ min: 1, max: 4 }),
      amount: fc.integer({ min: 1, max: 20 }).map((n) => n * 100),
      off: fc.constantFrom(0, 0, 0, 10, 50),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  source: fc.constantFrom(null, 'ads', 'friend'),
  promotion: fc.option(fc.constant('618'), { freq: 1 }),
  carrier: fc.constantFrom('SF', 'YTO', null),
  province: fc.constantFrom('四川', '广东', null),
  promised: after(12),
  delivered: after(24),
  voided: fc
    .option(fc.integer({ min: 1, max: 200 }), { freq: 1 })
    .map((n) => (n === null || n % 3 ? null : n)),
  reviews: fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 80 }), score: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 2 },
  ),
  complained: fc
    .option(fc.integer({ min: 0, max: 80 }), { freq: 1 })
    .map((n) => (n === null || n % 3 ? null : n)),
});
export type Order = { id: number; number: string } & (typeof order extends fc.Arbitrary<infer T>
  ? T
  : never);
export const histories = fc.array(order, { maxLength: 25, size: 'max' }).map((all) =>
  all.map((one, n): Order => ({
    ...one,
    id: n + 1,
    number: `N${String(n + 1).padStart(4, '0')}`,
  })),
);

const iso = (at: number): string => new Date(at).toISOString();
export const later = (from: number, thirds: number | null): number | null =>
  thirds === null ? null : from + thirds * THIRD;
export const sum = (numbers: number[]): number => numbers.reduce((all, n) => all + n, 0);
export const goods = ({ lines }: Order): number => sum(lines.map(({ amount }) => amount));
const day = ({ shop }: Order, at: number): string => localDay(new Date(at), ZONES[shop]!);
export const dayNumber = (one: Order, at: number): number => Date.parse(day(one, at)) / DAY;

export function facts(orders: Order[]): Facts {
  const rows = <T>(of: (one: Order) => T[]) => orders.flatMap(of);
  const dated = (one: Order, thirds: number | null): string | null => {
    const at = later(one.at, thirds);
    return at === null ? null : iso(at);
  };
  return {
    shop: [1, 2].map((id) => ({ id, time_zone: ZONES[id] })),
    customer: [1, 2, 3, 4].map((id) => ({ id })),
    product: CATEGORIES.map((category, n) => ({ id: n + 1, category })),
    orders: orders.map((one) => ({
      ...{ id: one.id, number: one.number, shop_id: one.shop, customer_id: one.customer },
      ...{ at: iso(one.at), placed_day: day(one, one.at), purchased_day: day(one, one.at) },
      ...{ gross: goods(one), source: one.source, promotion_code: one.promotion },
      ...{
        ship_province: one.province,
        received_at: dated(one, one.delivered),
        void_at: dated(one, one.voided),
      },
    })),
    order_line: rows(({ id, lines }) =>
      lines.map(({ product, amount, off }, n) => ({
        ...{ order_id: id, position: n + 1, product_id: product, amount, line_discount: off },
      })),
    ),
    parcel: rows((one) => [
      {
        ...{
          order_id: one.id,
          carrier: one.carrier,
          province: one.province,
          shipped_at: iso(one.at),
        },
        ...{ state: one.delivered === null ? 'shipped' : 'delivered' },
        ...{ promised_at: dated(one, one.promised), delivered_at: dated(one, one.delivered) },
      },
    ]),
    review: rows((one) =>
      one.reviews.map(({ wait, score }, n) => ({
        ...{ order_id: one.id, score, text: `${n}`, reviewed_at: dated(one, wait) },
      })),
    ),
    conversation: rows((one) =>
      one.complained === null || one.customer === null
        ? []
        : [
            {
              customer_id: one.customer,
              order_id: one.id,
              kind: 'complaint',
              said_at: dated(one, one.complained),
            },
          ],
    ),
  };
}

/** What stood in the ledger's shops by the end of that day in each. */
export function world(all: Order[], asOf: string, shops: number[] | null) {
  const orders = all.filter(({ shop }) => shops === null || shops.includes(shop));
  const until = ({ shop }: Order): number => endOfDay(asOf, ZONES[shop]!).getTime();
  const known = (one: Order, thirds: number | null): number | null => {
    const at = later(one.at, thirds);
    return at !== null && at < until(one) ? at : null;
  };
  const paid = orders.filter((one) => one.at < until(one));
  const purchases = paid.filter((one) => known(one, one.voided) === null);
  const ordered = purchases.toSorted((a, b) => a.at - b.at || (a.number < b.number ? -1 : 1));
  const people = [1, 2, 3, 4]
    .map((id) => ordered.filter(({ customer }) => customer === id))
    .filter((own) => own.length > 0);
  const review = (one: Order) =>
    one.reviews
      .map(({ wait, score }, n) => ({ at: known(one, wait), score, n }))
      .filter(({ at }) => at !== null)
      .toSorted((a, b) => a.at! - b.at! || a.n - b.n)
      .at(-1)?.score;
  const isOld = (one: Order, days: number): boolean => one.at + days * DAY <= until(one);
  const isBack = ([first, second]: Order[]): boolean =>
    second !== undefined && second.at - first!.at <= 90 * DAY;
  return { paid, purchases, people, until, known, review, isOld, isBack };
}
export type World = ReturnType<typeof world>;

export const mean = (numbers: number[]): number | null =>
  numbers.length ? sum(numbers) / numbers.length : null;

/** On offer: a promotion, or a tenth off the full price. */
export const isOffer = (one: Order): boolean => {
  const off = sum(one.lines.map((line) => line.off));
  return one.promotion !== null || off * 10 >= goods(one) + off;
};
