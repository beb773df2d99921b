import { z } from 'zod';

export const ConsentState = z.enum(['granted', 'refused', 'withdrawn']);
export const ConsentChannel = z.enum(['email', 'sms', 'wecom', 'phone', 'post']);

export const ConsentInput = z.strictObject({
  channel: ConsentChannel,
  purpose: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .default('promotion'),
  state: ConsentState,
  /** The phone or email it was given for; absent: the customer's own. */
  address: z.string().trim().max(254).nullable().default(null),
  /** Where and in which words. */
  proof: z.record(z.string().max(60), z.string().max(2000)).default({}),
  /** Absent: now. */
  occurred_at: z.iso.datetime().optional(),
});
