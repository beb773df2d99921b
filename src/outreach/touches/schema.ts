import { z } from 'zod';
import { ChannelKind, TouchClass } from '../channels/schema.ts';

export const TOUCH_STATES = [
  ...(['proposed', 'scheduled', 'sending', 'sent', 'unknown', 'failed'] as const),
  ...(['blocked', 'held_out', 'expired', 'cancelled'] as const),
] as const;
export const TouchState = z.enum(TOUCH_STATES);
export type TouchState = z.infer<typeof TouchState>;

/** Written by hand, or a template of ours with its version. */
export const Content = z.strictObject({
  subject: z.string().trim().max(300).nullable().default(null),
  body: z.string().trim().min(1).max(20_000),
});
export type Content = z.infer<typeof Content>;

/** Whom, what, why, how and when: what anybody who wants to reach a customer must say. */
export const Proposal = z.strictObject({
  customer: z.number().int(),
  /** hand, campaign:7, journey:3, … */
  source: z.string().regex(/^[a-z_]+(:\d+)?$/),
  /** What happens once a source and person: `2026-05-01`, `order:91`, … */
  occurrence: z.string().min(1).max(200),
  class: TouchClass,
  topic: z.string().max(40).nullable().default(null),
  kind: ChannelKind,
  channel: z.number().int().nullable().default(null),
  shop: z.number().int().nullable().default(null),
  template: z
    .strictObject({ id: z.number().int(), number: z.number().int() })
    .nullable()
    .default(null),
  content: Content.nullable().default(null),
  params: z.record(z.string(), z.unknown()).default({}),
  why: z.strictObject({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }),
  validFrom: z.date(),
  validUntil: z.date(),
  value: z.number().int().default(0),
  cost: z.number().int().min(0).default(0),
  holdout: z.number().min(0).max(1).default(0),
  byUser: z.number().int().nullable().default(null),
});
export type Proposal = z.input<typeof Proposal>;
