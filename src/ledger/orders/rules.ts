/**
 * What an order means, decided once (DEFINITIONS.md, Facts). `derive.ts` says the same in SQL for sets;
 * a property test holds the two against each other.
 */
export const STATUSES = [
  'unpaid',
  'paid',
  'part_shipped',
  'shipped',
  'received',
  'completed',
  'closed',
] as const;
export type OrderStatus = (typeof STATUSES)[number];
export type OrderKind = 'order' | 'credit_note' | 'gift';
export type Instant = number;

/** Everything the derivation looks at; instants in milliseconds, money in minor units. */
export interface OrderFacts {
  /** False while only a list of lines named this order. */
  hasHead: boolean;
  /** The source tells whether orders were paid (a status or a paid time). */
  hasStatus: boolean;
  status: OrderStatus | null;
  placedAt: Instant;
  paidAt: Instant | null;
  shippedAt: Instant | null;
  confirmedAt: Instant | null;
  closedAt: Instant | null;
  refundedAt: Instant | null;
  /** When an earlier import took it for paid, though no paid time is known. */
  wasPurchasedAt: Instant | null;
  /** Marked or all negative. */
  credit: boolean;
  goods: number;
  discount: number;
  /** Sum of its negative lines, as a positive number. */
  negativeGoods: number;
  refundedStated: number;
}

/** The status that is further on: an older file imported later never takes an order back. */
export function furtherStatus(a: OrderStatus | null, b: OrderStatus | null): OrderStatus | null {
  if (a === null || b === null) return a ?? b;
  return STATUSES.indexOf(a) >= STATUSES.indexOf(b) ? a : b;
}

export function orderKind({ credit, goods }: OrderFacts): OrderKind {
  if (credit) return 'credit_note';
  return goods === 0 ? 'gift' : 'order';
}

export function purchasedAt(facts: OrderFacts): Instant | null {
  if (!facts.hasHead || facts.credit) return null;
  if (facts.paidAt !== null) return facts.paidAt;
  if (facts.status === 'unpaid') return null;
  if (facts.status === 'closed') return facts.wasPurchasedAt;
  if (facts.status !== null || !facts.hasStatus) return facts.placedAt;
  return null;
}

/** Value of the goods less the shop's own discount; a discount never makes it negative. */
export function grossOf(facts: OrderFacts): number {
  return orderKind(facts) === 'order' ? Math.max(facts.goods - facts.discount, 0) : 0;
}

/** A refund without a time of its own: closed, else confirmed, else shipped, else ordered. */
export function refundTime(facts: OrderFacts): { at: Instant; assumed: boolean } {
  const closed = facts.status === 'closed' ? facts.closedAt : null;
  const at = facts.refundedAt ?? closed ?? facts.confirmedAt ?? facts.shippedAt ?? facts.placedAt;
  return { at, assumed: facts.refundedAt === null };
}

/** What the order's refund rows of each origin must add up to. */
export function refundTotals(facts: OrderFacts): {
  stated: number;
  line: number;
  creditNote: number;
} {
  const kind = orderKind(facts);
  const closedAfterPaying = facts.status === 'closed' && purchasedAt(facts) !== null;
  const stated = Math.max(facts.refundedStated, closedAfterPaying ? grossOf(facts) : 0);
  return {
    stated: kind === 'credit_note' ? 0 : stated,
    line: kind === 'credit_note' ? 0 : facts.negativeGoods,
    creditNote: kind === 'credit_note' ? facts.negativeGoods : 0,
  };
}

export interface RefundRow {
  amount: number;
  at: Instant;
}

/** From when on the order is no purchase: closed unpaid, or when its refunds last reached its gross value. */
export function voidAt(facts: OrderFacts, refunds: readonly RefundRow[]): Instant | null {
  if (orderKind(facts) !== 'order') return null;
  if (facts.status === 'closed' && purchasedAt(facts) === null) return facts.closedAt;
  let sum = 0;
  let reached: Instant | null = null;
  for (const row of refunds.toSorted((a, b) => a.at - b.at)) {
    const before = sum;
    sum += row.amount;
    const whole = sum > 0 && sum >= grossOf(facts);
    const wasWhole = before > 0 && before >= grossOf(facts);
    if (whole && !wasWhole) reached = row.at;
    else if (!whole) reached = null;
  }
  return reached;
}
