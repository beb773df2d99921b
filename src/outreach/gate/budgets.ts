import { dayNumber } from '../../kernel/zones/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { Budget } from './types.ts';

const LOCKED = `SELECT id, source, from_day::text AS from_day, to_day::text AS to_day, amount FROM outreach_budget ORDER BY id FOR UPDATE`;

/** Reserved by all but the touches that are just being decided ($2): theirs are given back first. */
const SPENT = `
  SELECT coalesce(sum(t.cost), 0)::bigint AS spent FROM touch t
  WHERE ($1 = '*' OR t.source = $1) AND t.planned_day BETWEEN $3 AND $4 AND t.cost > 0
    AND t.state IN ('scheduled', 'sending', 'sent', 'unknown', 'held_out') AND NOT (t.id = ANY($2))`;

interface Row {
  id: number;
  source: string;
  from_day: string;
  to_day: string;
  amount: number;
}

/** What may still be spent. The rows are locked: another worker counts after us, not beside us. */
export async function openBudgets(tx: Tx, deciding: number[]): Promise<Budget[]> {
  const rows = await tx.query<Row>(LOCKED);
  const budgets: Budget[] = [];
  for (const { id, source, from_day: from, to_day: to, amount } of rows) {
    const { spent } = await tx.one<{ spent: number }>(SPENT, [source, deciding, from, to]);
    budgets.push({
      id,
      source,
      fromDay: dayNumber(from),
      toDay: dayNumber(to),
      left: Math.max(0, amount - spent),
    });
  }
  return budgets;
}
