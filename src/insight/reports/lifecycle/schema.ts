import { z } from 'zod';

export const STAGES = [
  'honeymoon',
  'new',
  'active',
  'loyal',
  'at_risk',
  'dormant',
  'lost',
] as const;
/** Before someone's first purchase there is no stage. */
const From = z.enum(['none', ...STAGES]);

export const Answer = z.object({
  before: z.iso.date().describe('The day the moves start from'),
  stages: z.array(
    z.object({
      stage: z.enum(STAGES),
      customers: z.int(),
      share: z.number().nullable(),
      customers_before: z.int(),
      value: z.int().nullable().describe('What these customers have spent so far, gross'),
    }),
  ),
  moves: z.array(z.object({ from: From, to: z.enum(STAGES), customers: z.int() })),
});
export type Answer = z.infer<typeof Answer>;
