import { z } from 'zod';

const Money = z.int().nullable();
const Rate = z.number().nullable();

export const Figures = z.object({
  orders: z.int(),
  customers: z.int(),
  new_customers: z.int(),
  returning_customers: z.int(),
  gross_value: Money,
  returning_orders_order: z.int(),
  returning_value_order: Money,
  returning_share_order: Rate,
  returning_value_month: Money,
  returning_share_month: Rate,
});
const Month = Figures.extend({
  month: z.string(),
  returning_customers_365: z.int(),
  returning_share_365: Rate,
});
export const Answer = z.object({ months: z.array(Month), total: Figures });
export type Answer = z.infer<typeof Answer>;
