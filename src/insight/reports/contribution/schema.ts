import { z } from 'zod';

const Share = z.number().nullable();

export const Answer = z.object({
  customers: z.int(),
  gross_value: z.int().nullable(),
  top20_customers: z.int(),
  top20_share: Share,
  repeat_customers: z.int(),
  repeat_share: Share,
  profit: z
    .object({
      known_share: Share.describe('Of gross value, on lines whose product has a cost'),
      repeat_share: Share,
      top20_share: Share,
    })
    .nullable()
    .describe('Where costs are known: gross value of those lines less their cost'),
  tenths: z.array(
    z.object({
      tenth: z.int(),
      customers: z.int(),
      gross_value: z.int().nullable(),
      share: Share,
    }),
  ),
});
export type Answer = z.infer<typeof Answer>;
