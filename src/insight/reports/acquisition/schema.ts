import { z } from 'zod';

const Rate = z.number().nullable();
const Money = z.int().nullable();

/** What the customers whose first purchase came this way are worth. */
const Entry = z.object({
  customers: z.int(),
  first_value: Money,
  first_margin: Money.describe(
    'Of the first purchases’ lines with a known cost; a loss is negative',
  ),
  cost_known_share: Rate.describe('Of the first purchases’ value, what the margin is known of'),
  base_90: z.int(),
  back_90: z.int(),
  second_rate_90: Rate,
  base_180: z.int(),
  value_180: Money.describe('Mean gross value within 180 days, of those at least 180 days old'),
  spend: Money,
  cost_per_customer: Money,
  payback_weeks: z.int().nullable().describe('0: the first purchase pays; null: not within a year'),
  returned: z.int(),
  bargain_hunters: z
    .int()
    .describe('Of the returned, whose purchases were on offer by 60 % or more'),
  bargain_share: Rate,
  small: z.boolean().describe('Fewer than 30 customers to judge by'),
});

const Source = Entry.extend({ source: z.string().nullable() });
const Promotion = Entry.extend({
  promotion: z.string(),
  starts: z.string().describe('Of its latest run: days with a purchase, no gap over 14 days'),
  ends: z.string(),
  daily_before: Rate,
  daily_during: Rate,
  daily_after: Rate,
});

const Calculator = z.object({
  click_price: Rate.describe('Minor units'),
  conversion: Rate,
  cost_of_new: Money.describe('Click price / conversion'),
  spend: Money,
  new_customers: z.int().describe('First purchases from sources with spend'),
  cost_by_spend: Money,
  retention_cost: Money.describe('Discounts on a repeat purchase, or as asked'),
  times: Rate.describe('What a new customer costs against a kept one'),
});

export const Answer = z.object({
  customers: z.int(),
  margin_rate: Rate.describe(
    'Of all first purchases with known costs: what later value is taken to earn',
  ),
  sources: z.array(Source),
  promotions: z.array(Promotion),
  trials: z.object({
    contacts: z.int().describe('Whose first contact was a gift or trial'),
    became_customers: z.int(),
    base_90: z.int(),
    became_90: z.int(),
    rate_90: Rate,
  }),
  calculator: Calculator,
});
export type Answer = z.infer<typeof Answer>;
export type Entry = z.infer<typeof Entry>;
