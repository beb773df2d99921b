import { z } from 'zod';

const Rate = z.number().nullable();
const Money = z.int().nullable();

const Product = z.object({
  product_id: z.int(),
  sku: z.string(),
  title: z.string(),
  category: z.string().nullable(),
  orders: z.int(),
  buyers: z.int(),
  value: Money,
  items_per_order: Rate.describe('Units of the orders that hold it'),
  first_buyers: z.int().describe('Customers whose first purchase held it'),
  base: z.int().describe('Of these, at least 90 days ago'),
  came_back: z.int(),
  comeback_rate: Rate,
  median_days_to_next: Rate.describe('Of first buyers who came back, however late'),
  paid_orders: z.int().describe('The base of refunds and complaints: those refunded since, too'),
  refund_rate: Rate,
  complaint_rate: Rate,
  reviewed: z.int(),
  bad_rate: Rate,
  small: z.boolean().describe('Fewer than 30 first buyers to judge by'),
});

const Pair = z.object({
  product_id: z.int(),
  title: z.string(),
  with_product_id: z.int(),
  with_title: z.string(),
  orders: z.int(),
  buyers: z.int().describe('Customers with such an order'),
  support: z.number(),
  confidence: z.number().describe('Of the orders with the first, those with both'),
  lift: z.number(),
  value_both: Money.describe('Mean value of orders with both'),
  value_alone: Money.describe('Mean value of orders with the first and not the second'),
  aov_effect: z
    .number()
    .nullable()
    .describe('Minor units by which the mean order would grow at the asked uptake'),
  small: z.boolean().describe('Fewer than ten orders'),
});

export const Answer = z.object({
  orders: z.int(),
  customers: z.int(),
  items_per_order: Rate,
  base: z.int(),
  comeback_rate: Rate,
  uptake: z.number(),
  products: z.array(Product),
  pairs: z.array(Pair),
});
export type Answer = z.infer<typeof Answer>;
export type Product = z.infer<typeof Product>;
export type Pair = z.infer<typeof Pair>;
