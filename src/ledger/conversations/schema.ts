import { z } from 'zod';

export const ConversationKind = z.enum(['note', 'call', 'chat', 'complaint']);
export type ConversationKind = z.infer<typeof ConversationKind>;

export const ConversationInput = z.strictObject({
  kind: ConversationKind.default('note'),
  channel: z.string().trim().max(40).nullable().default(null),
  direction: z.enum(['in', 'out']).nullable().default(null),
  text: z.string().trim().min(1).max(10_000),
  /** Absent: now. */
  said_at: z.iso.datetime().optional(),
  /** The order it is about. */
  order_id: z.string().nullable().default(null),
});
