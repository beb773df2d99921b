/** What the lens counts, per currency; currency null: counted across currencies, so without money. */
export interface CurrencyRow {
  currency: string | null;
  customers: number;
  purchases: number;
  guests_purchases: number;
  guests_value: number;
  gross_value: number;
  refunds_value: number;
  repeat_customers: number;
  repeat_customers_by_day: number;
  first_purchases: number;
  first_value: number;
  units: number;
  /** Amounts without an exchange rate. */
  unrated: number;
}

/** Money in minor units; shares between 0 and 1; null where there is nothing to divide by, or no one currency. */
export interface Figures {
  customers: number;
  purchases: number;
  guests_purchases: number;
  guests_value: number | null;
  gross_value: number | null;
  refunds_value: number | null;
  net_value: number | null;
  currency: string | null;
  repeat_customers: number;
  repeat_rate: number | null;
  repeat_rate_by_day: number | null;
  returning_share_orders: number | null;
  returning_share_value: number | null;
  aov_new: number | null;
  aov_returning: number | null;
  value_per_buyer: number | null;
  items_per_order: number | null;
}

/** A shop without facts: zeros, and no rates. */
export const nothing = (currency: string | null): CurrencyRow => ({
  ...{
    currency,
    customers: 0,
    purchases: 0,
    guests_purchases: 0,
    guests_value: 0,
    gross_value: 0,
    refunds_value: 0,
  },
  ...{
    repeat_customers: 0,
    repeat_customers_by_day: 0,
    first_purchases: 0,
    first_value: 0,
    units: 0,
    unrated: 0,
  },
});

export const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole;

/** An average amount, half away from zero to the minor unit like every amount. */
export function average(sum: number, count: number): number | null {
  if (count === 0) return null;
  return Math.sign(sum) * Math.floor((2 * Math.abs(sum) + count) / (2 * count));
}

/** The figures of one row. `money: false` where the row adds up several currencies. */
export function figures(r: CurrencyRow, money = true): Figures {
  const returning = r.gross_value - r.first_value;
  const known = <T>(value: T): T | null => (money ? value : null);
  return {
    customers: r.customers,
    purchases: r.purchases,
    guests_purchases: r.guests_purchases,
    guests_value: known(r.guests_value),
    gross_value: known(r.gross_value),
    refunds_value: known(r.refunds_value),
    net_value: known(r.gross_value - r.refunds_value),
    currency: known(r.currency),
    repeat_customers: r.repeat_customers,
    repeat_rate: ratio(r.repeat_customers, r.customers),
    repeat_rate_by_day: ratio(r.repeat_customers_by_day, r.customers),
    returning_share_orders: ratio(r.purchases - r.first_purchases, r.purchases),
    returning_share_value: known(ratio(returning, r.gross_value)),
    aov_new: known(average(r.first_value, r.first_purchases)),
    aov_returning: known(average(returning, r.purchases - r.first_purchases)),
    value_per_buyer: known(average(r.gross_value, r.customers)),
    items_per_order: ratio(r.units, r.purchases),
  };
}
