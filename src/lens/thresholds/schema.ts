import { z } from 'zod';

const days = (value: number) => z.number().min(0).max(3650).default(value);
const times = (value: number) => z.number().positive().max(1000).default(value);
const share = (value: number) => z.number().min(0).max(1).default(value);
const count = (value: number) => z.number().int().min(1).max(1000).default(value);

/**
 * The numbers in DEFINITIONS.md that a shop may choose for itself. Kept as one setting; what it leaves
 * out is as below. The macros read them from a table of one row, `lens.main.threshold`.
 */
export const Thresholds = z.object({
  /** Lifecycle: the longer of the two ends the honeymoon. */
  honeymoon_days: days(21),
  honeymoon_cycles: times(0.5),
  /** Up to so many cycles since the last purchase: new, active or loyal; at risk; dormant. Then lost. */
  current_cycles: times(1.5),
  at_risk_cycles: times(3),
  dormant_cycles: times(6),
  loyal_orders: count(4),
  /** Where no cycle is known. */
  default_cycle_days: z.number().min(1).max(3650).default(60),
  /** Fewer gaps than this lean on the reference, as if it were so many gaps more. */
  own_cycle_gaps: count(5),
  reference_weight: z.number().min(0).max(1000).default(3),
  /** Value grades: the best so many of the customers, and the next. */
  grade_a_share: share(0.2),
  grade_b_share: share(0.3),
  /** RFM: a score from here on is high. */
  rfm_high: z.number().int().min(2).max(5).default(4),
  /** A discount from here on counts like a promotion. */
  discount_share: share(0.1),
  /** No review so many days after receiving is silence. */
  silent_days: days(15),
  /** Parcels. */
  first_scan_hours: z.number().min(1).max(1000).default(48),
  no_scan_hours: z.number().min(1).max(1000).default(72),
  transit_parcels: count(30),
  transit_days: z.number().min(0.5).max(365).default(7),
  /** Why customers leave. */
  loss_promotion_share: share(0.6),
  loss_category_share: share(0.6),
  habit_orders: count(4),
  habit_gap_cv: z.number().min(0).max(10).default(0.6),
});
export type Thresholds = z.infer<typeof Thresholds>;
