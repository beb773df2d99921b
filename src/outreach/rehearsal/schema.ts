/**
 * What would have become of a touch: out at its time, out later because hours or caps moved it, still to go
 * when the window ends, or one of the ways in which it does not go.
 */
export const OUTCOMES = [
  ...(['sent', 'moved', 'planned', 'blocked', 'held_out', 'expired', 'cancelled'] as const),
  'failed' as const,
] as const;
export type Outcome = (typeof OUTCOMES)[number];
