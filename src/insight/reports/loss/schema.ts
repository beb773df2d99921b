import { z } from 'zod';

export const REASONS = [
  'bad_experience',
  'price',
  'choice',
  'forgot',
  'habit',
  'unexplained',
] as const;

export const Answer = z.object({
  customers: z.int().describe('At risk, dormant or lost'),
  reasons: z.array(
    z.object({
      reason: z.enum(REASONS),
      customers: z.int(),
      share: z.number().nullable(),
      value_at_stake: z.int().nullable().describe('What these customers have spent so far, gross'),
    }),
  ),
  evidence: z.array(z.object({ evidence: z.string(), customers: z.int() })),
});
export type Answer = z.infer<typeof Answer>;
