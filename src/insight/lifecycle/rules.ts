import type { Thresholds } from '../../lens/index.ts';
import type { Traits } from '../traits/index.ts';

/**
 * DEFINITIONS.md on rhythm, stage and scores in plain functions: the twin of the lens's text, which
 * tests hold against it, and what a page may reckon with for one customer.
 */
export interface Span {
  days: number;
  /** They came back then; else they were still away when last looked. */
  back: boolean;
}

/** Kaplan–Meier: the days after which half have come back, else 30 % of them, else none. */
export function referenceDays(spans: Span[]): number | undefined {
  const lengths = [...new Set(spans.filter((s) => s.back).map((s) => s.days))].toSorted(
    (a, b) => a - b,
  );
  let away = 1;
  const curve = lengths.map((days) => {
    const waiting = spans.filter((s) => s.days >= days).length;
    const back = spans.filter((s) => s.back && s.days === days).length;
    away *= 1 - back / waiting;
    return { days, away };
  });
  const reached = (share: number): number | undefined =>
    curve.find((point) => point.away <= share + 1e-9)?.days;
  return reached(0.5) ?? reached(0.7);
}

/** Linear interpolation, type 7. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** 1 + the number of quintile edges strictly below the value. */
export const score = (all: number[], value: number): number =>
  1 +
  [0.2, 0.4, 0.6, 0.8].filter((share) => Math.round(quantile(all, share) * 1e6) / 1e6 < value)
    .length;

/** Whole days between distinct purchase days, which come in order. */
export const gapsOf = (days: number[]): number[] =>
  days.slice(1).map((day, n) => day - (days[n] ?? day));

/** Their own cycle, from three purchase days on; with few gaps it leans on the reference. */
export function ownCycle(gaps: number[], reference: number, t: Thresholds): number | null {
  if (gaps.length < 2) return null;
  const own = quantile(gaps, 0.5);
  if (gaps.length >= t.own_cycle_gaps) return own;
  return (gaps.length * own + t.reference_weight * reference) / (gaps.length + t.reference_weight);
}

/** `idle`: days since the last purchase was received, where known. */
export function stageOf(
  orders: number,
  idle: number,
  cycle: number,
  t: Thresholds,
): Traits['lifecycle_stage'] {
  if (orders === 0) return 'prospect';
  if (orders === 1 && idle <= Math.max(cycle * t.honeymoon_cycles, t.honeymoon_days))
    return 'honeymoon';
  if (idle <= cycle * t.current_cycles)
    return orders === 1 ? 'new' : orders >= t.loyal_orders ? 'loyal' : 'active';
  if (idle <= cycle * t.at_risk_cycles) return 'at_risk';
  return idle <= cycle * t.dormant_cycles ? 'dormant' : 'lost';
}

/** Shares of the customers by value, ties together; nobody without value is better than C. */
export function gradeOf(all: number[], value: number, t: Thresholds): 'A' | 'B' | 'C' {
  const sorted = all.toSorted((a, b) => b - a);
  const edge = (share: number): number =>
    sorted[Math.ceil(sorted.length * share - 1e-9) - 1] ?? Infinity;
  if (value > 0 && value >= edge(t.grade_a_share)) return 'A';
  return value > 0 && value >= edge(t.grade_a_share + t.grade_b_share) ? 'B' : 'C';
}
