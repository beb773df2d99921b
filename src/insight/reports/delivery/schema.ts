import { z } from 'zod';

const Rate = z.number().nullable();
const Days = z.number().nullable();

/** How long, and how late. Days are from purchase to delivery; a rate’s base is what had a promise. */
const Pace = z.object({
  delivered: z.int(),
  mean_days: Days,
  median_days: Days,
  p90_days: Days,
  promised: z.int().describe('Delivered orders that had a promise: the base of what is late'),
  late_by_day: z.int(),
  late_by_time: z.int(),
  late_share_by_day: Rate,
  late_share_by_time: Rate,
});

/** What buyers said and did after deliveries of one kind: they go together, one need not cause the other. */
const Lateness = z.object({
  lateness: z.enum(['on_time', 'late', 'late_1_3', 'late_4_7', 'late_8']),
  delivered: z.int(),
  reviewed: z.int(),
  mean_score: Rate,
  bad: z.int(),
  bad_share: Rate,
  base: z.int().describe('First purchases at least 90 days ago'),
  repurchased: z.int(),
  repurchase_rate: Rate,
});

export const REASONS = [
  'exception',
  'returned',
  'refused',
  'attempt_failed',
  'no_first_scan',
  'no_scan',
  'slow',
] as const;
const Reason = z.enum(REASONS);

const Abnormal = z.object({
  parcels: z.int(),
  customers: z.int(),
  never_closed: z
    .int()
    .describe('Shipped over 60 days ago and never said to have arrived: not in the numbers above'),
  scans_known: z.boolean().describe('Without scans nobody can tell a silent parcel'),
  reasons: z.array(z.object({ reason: Reason, parcels: z.int(), customers: z.int() })),
  list: z.array(
    z.object({
      number: z.string(),
      carrier: z.string().nullable(),
      region: z.string().nullable(),
      reason: Reason,
      days: z.number().describe('Since it was shipped'),
      silent_days: Days.describe('Since the last scan'),
    }),
  ),
});

export const Answer = Pace.extend({
  without_data: z.int().describe('Purchases that nothing says the arrival of'),
  regions: z.array(Pace.extend({ region: z.string().nullable() })),
  carriers: z.array(Pace.extend({ carrier: z.string().nullable() })),
  lanes: z.array(Pace.extend({ carrier: z.string().nullable(), region: z.string().nullable() })),
  score_by_lateness: z.array(Lateness),
  score_by_days_late: z.array(Lateness),
  abnormal: Abnormal,
});
export type Answer = z.infer<typeof Answer>;
export type Pace = z.infer<typeof Pace>;
export type Lateness = z.infer<typeof Lateness>;
export type Abnormal = z.infer<typeof Abnormal>;
