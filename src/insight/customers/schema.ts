import { z } from 'zod';

export const SORTS = ['name', 'orders', 'spend', 'first_order', 'last_order'] as const;

/** A minus sign in front sorts downwards. */
export const customerSort = z.enum(
  SORTS.flatMap((sort) => [sort, `-${sort}` as const]) as [CustomerSort, ...CustomerSort[]],
);
export type CustomerSort = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;

export const customerQuery = z.object({
  search: z.string().trim().max(200).optional(),
  sort: customerSort.default('-last_order'),
  cursor: z.string().max(2000).optional(),
  limit: z.number().int().min(1).max(20_000).default(50),
  /** Persons known in any of these, with the figures of these alone. */
  shops: z.array(z.number().int()).optional(),
  /** Figures as known then: a day (its end in each shop's zone) or an instant. */
  asOf: z.string().optional(),
  /** Only purchases of these days count. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** With at least so many of the purchases that count; erased people are among them, without a name. */
  minOrders: z.number().int().min(1).optional(),
  tag: z.string().optional(),
});
export type CustomerQuery = z.input<typeof customerQuery>;

/** One row a person; ids are the ledger's own, money in minor units. */
export interface CustomerRow {
  id: number;
  name: string | null;
  nick: string | null;
  phone: string | null;
  phone_masked: string | null;
  email: string | null;
  country: string | null;
  province: string | null;
  city: string | null;
  district: string | null;
  erased: boolean;
  tags: string[];
  shops: number[];
  profiles: number;
  orders: number;
  /** Gross value of the purchases, in the currency of the latest where there are several. */
  spend: number;
  currency: string | null;
  first_order: Date | null;
  last_order: Date | null;
  /** The calendar days of these in their shops’ zones. */
  first_order_day: string | null;
  last_order_day: string | null;
}
