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

export const Answer = z.object({
  ...Rhythm,
  histogram: z.array(z.object({ from_days: z.int(), to_days: z.int().nullable(), gaps: z.int() })),
  by_product: z.array(Group),
  by_category: z.array(Group),
});
export type Answer = z.infer<typeof Answer>;
export type Group = z.infer<typeof Group>;
