import { meanOf } from './counts.ts';
import { historyAt, oncePerAge, type Groups } from './groups.ts';
import { aliveChance, forgetsRecency, tailIfAlive, type Fitted } from './outlook.ts';

/** Histories up to a day, and Σ and Σ² of the transactions after it. */
export interface WatchedGroups extends Groups {
  actual: Float64Array;
  actual2: Float64Array;
}

export interface CalibrationRow {
  /** Repeat transactions before; the last row holds this many or more. */
  x: number;
  customers: number;
  /** Transactions per customer afterwards. */
  actual: number;
  predicted: number;
}

export interface Holdout {
  weeks: number;
  customers: number;
  actual: number;
  predicted: number;
  /** (predicted − actual) / actual; null when nothing was bought. */
  bias: number | null;
  rmse: number;
  calibration: CalibrationRow[];
}

/** Many repeats are rare: from here on they share a row. */
const OR_MORE = 7;

/** Holds what a fit on the earlier part says against what happened after it. */
export function judge(fit: Fitted, groups: WatchedGroups, weeks: number): Holdout {
  const rows = Array.from({ length: OR_MORE + 1 }, (_, x) => ({
    x,
    customers: 0,
    actual: 0,
    predicted: 0,
  }));
  const meanAhead = oncePerAge(forgetsRecency(fit), (h) => meanOf(tailIfAlive(fit, h, weeks)));
  let squares = 0;
  for (let i = 0; i < groups.x.length; i++) {
    const h = historyAt(groups, i);
    const each = aliveChance(fit, h) * meanAhead(h);
    const [n, actual] = [groups.n[i]!, groups.actual[i]!];
    squares += groups.actual2[i]! - 2 * each * actual + n * each ** 2;
    const row = rows[Math.min(h.x, OR_MORE)]!;
    row.customers += n;
    row.actual += actual;
    row.predicted += n * each;
  }
  const sum = (of: 'customers' | 'actual' | 'predicted'): number =>
    rows.reduce((total, row) => total + row[of], 0);
  const [customers, actual, predicted] = [sum('customers'), sum('actual'), sum('predicted')];
  const calibration = rows
    .filter((row) => row.customers > 0)
    .map((row) => ({
      ...{ x: row.x, customers: row.customers },
      ...{ actual: row.actual / row.customers, predicted: row.predicted / row.customers },
    }));
  return {
    ...{ weeks, customers, actual, predicted },
    bias: actual === 0 ? null : (predicted - actual) / actual,
    rmse: customers === 0 ? 0 : Math.sqrt(Math.max(0, squares) / customers),
    calibration,
  };
}
