import { z } from 'zod';

export const Answer = z.object({
  cohorts: z.array(
    z.object({
      month: z.string(),
      size: z.int(),
      counts: z.array(z.int()).describe('Customers who bought in month + k, from k = 0'),
      values: z.array(z.int().nullable()).describe('Their gross value in month + k'),
    }),
  ),
});
export type Answer = z.infer<typeof Answer>;
