import { z } from 'zod';

const Window = z.object({
  days: z.int(),
  base: z.int(),
  repurchased: z.int(),
  rate: z.number().nullable(),
});

const Group = z.object({
  key: z.string(),
  title: z.string(),
  customers: z.int(),
  base: z.int(),
  repurchased: z.int(),
  rate: z.number().nullable(),
});

export const Answer = z.object({
  windows: z.array(Window),
  by_days: z.int().describe('The window of the three tables below'),
  by_product: z.array(Group),
  by_source: z.array(Group),
  by_promotion: z.array(Group),
});
export type Answer = z.infer<typeof Answer>;
export type Group = z.infer<typeof Group>;
