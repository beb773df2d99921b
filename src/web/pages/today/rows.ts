import { useAddress } from '../../app/index.ts';
import type { Today } from './model.ts';

type Search = Record<string, string | undefined>;

/** Days of one calendar month. */
function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${last}` };
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The two stretches of time that "before and after" compares. */
export const stretches = ({ date, days }: NonNullable<Today['around']>, asOf: string) => ({
  before: { from: dayAfter(date, -days), to: dayAfter(date, -1) },
  after: { from: date, to: asOf },
});

/**
 * Where the rows behind a figure are: the same day and shop, so that as many rows are found as the
 * figure says. `to` and `search` as `<Link>` takes them.
 */
export function useRows(asOf: string) {
  const { search } = useAddress();
  const base = { as_of: asOf, shop: search['shop'] };
  return {
    /** Who made at least so many purchases. */
    customers: (least: number, more: Search = {}) => ({
      to: '/customers' as const,
      search: { ...base, min_orders: String(least), sort: '-orders', ...more } as never,
    }),
    purchases: (more: Search = {}) => ({
      to: '/customers/purchases' as const,
      search: { ...base, buyer: 'known', ...more } as never,
    }),
    inMonth: daysOf,
  };
}

export type Rows = ReturnType<typeof useRows>;
