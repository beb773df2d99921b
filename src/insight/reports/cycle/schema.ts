import { z } from 'zod';

const Days = z.number().nullable();
const Rhythm = {
  gaps: z.int(),
  customers: z.int(),
  mean: Days,
  median: Days,
  p25: Days,
  p75: Days,
  p90: Days,
};
const Group = z.object({ key: z.string(), title: z.string(), ...Rhythm });

/** A customer with what their next order is reckoned from. */
const Rhythmic = z.object({
  customer_id: z.union([z.string(), z.int()]),
  external_id: z.string().nullable(),
  name: z.string().nullable(),
  number_of_orders: z.int(),
  last_order_date: z.string(),
  purchase_cycle_days: Days.describe('Their own, from three purchase days on'),
  cycle_days: z.number().describe('What they are reckoned by: their own, else the reference'),
  expected_next_order_date: z.string(),
  overdue_ratio: Days.describe('Time since the last purchase, in cycles'),
});
export type Rhythmic = z.infer<typeof Rhythmic>;

/** Of the ready segment `due_soon`, which Today shows too. */
export const Due = z.object({
  customers: z
    .int()
    .describe(
      'Two purchases or more, the next one expected from the day asked about to 7 days after',
    ),
  days: z
    .array(z.object({ in_days: z.int(), day: z.string(), customers: z.int() }))
    .describe('By expected day; days without anyone are left out'),
  people: z.array(Rhythmic).describe('The next first, at most 50 of a day'),
});
export type Due = z.infer<typeof Due>;

export const Answer = z.object({
  ...Rhythm,
  due: Due,
  histogram: z.array(
    z.object({
      ...{ from_days: z.int(), to_days: z.int().nullable(), gaps: z.int() },
      customers: z.int().describe('With such a gap'),
    }),
  ),
  by_customer: z
    .array(Rhythmic)
    .describe('With a cycle of their own, who bought on the most days first, at most 200'),
  by_product: z.array(Group),
  by_category: z.array(Group),
});
export type Answer = z.infer<typeof Answer>;
export type Group = z.infer<typeof Group>;
