/** How far a shop's clock is from UTC at that instant. */
const offset = (instant: string): string =>
  `timezone(c.time_zone, timezone('UTC', ${instant})) - ${instant}`;

/**
 * `zone`: the offsets of the shops' clocks at both ends of each day in UTC that `days` (shop_id, day)
 * names. Needs `cut`.
 */
export const zones = (days: string): string => `zone AS MATERIALIZED (
      SELECT d.shop_id, d.day, c.time_zone, ${offset('CAST(d.day AS TIMESTAMP)')} AS starts, ${offset('CAST(d.day + 1 AS TIMESTAMP)')} AS ends
      FROM (${days}) d JOIN cut c ON c.shop_id = d.shop_id)`;

/**
 * The shop's local day of an instant, by the row `z` of its day in UTC. DuckDB's own conversion took 6 s
 * for 240,000 instants (a TIMESTAMPTZ inside), so only the instants of a day when the clocks change are
 * converted one by one.
 */
export const localDay = (instant: string): string =>
  `CAST(CASE WHEN z.starts = z.ends THEN ${instant} + z.starts ELSE timezone(z.time_zone, timezone('UTC', ${instant})) END AS DATE)`;
