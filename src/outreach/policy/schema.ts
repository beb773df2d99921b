import { z } from 'zod';
import { CHANNEL_KINDS, TOUCH_CLASSES } from '../channels/schema.ts';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** From ≤ local time < to. A day, so that no window runs past midnight. */
const Span = z
  .tuple([Clock, Clock])
  .refine(([from, to]) => from < to, { params: { code: 'policy_hours_backwards' } });

export const HoursRule = z.strictObject({
  /** ISO 3166 alpha-2; null: everywhere that no other rule names. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .nullable(),
  service: Span,
  care: Span,
  promotion: Span,
});

const Count = z.number().int().min(0).max(1000);

export const CapRule = z.strictObject({
  /** Which touches it counts and stops. */
  classes: z.array(z.enum(TOUCH_CLASSES)).min(1),
  /** Null: all ways to reach a person together. */
  kinds: z.array(z.enum(CHANNEL_KINDS)).min(1).nullable(),
  max: Count,
  /** In any so many consecutive calendar days of the customer's zone. */
  days: z.number().int().min(1).max(366),
  /** Another number for customers of a value grade. */
  grades: z
    .strictObject({ A: Count.optional(), B: Count.optional(), C: Count.optional() })
    .default({}),
});

const ConsentRule = z.strictObject({
  /** Without a recorded yes nothing goes out; without it a recorded no still stops. */
  required: z.boolean(),
  /**
   * One's own customers in these countries may be written to about similar products by these channels
   * until they object (ePrivacy directive, art. 13(2)).
   */
  soft_opt_in: z.strictObject({
    countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
    kinds: z.array(z.enum(CHANNEL_KINDS)),
  }),
});

export const Policy = z.strictObject({
  hours: z.array(HoursRule).min(1).max(60),
  caps: z.array(CapRule).max(40),
  consent: z.strictObject({ service: ConsentRule, care: ConsentRule, promotion: ConsentRule }),
  /** An open complaint stops touches of these classes. */
  complaint_stops: z.array(z.enum(TOUCH_CLASSES)),
  /** Marketing mail without a way to unsubscribe by one click is refused. */
  public_address_required: z.boolean(),
});

export type Policy = z.infer<typeof Policy>;
export type CapRule = z.infer<typeof CapRule>;
