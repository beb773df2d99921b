/**
 * Where each shop's days begin, in UTC. Zones are reckoned once a day here: asking for the local day of
 * a million instants one by one took half of everything.
 */
export const calendarParts = (): string => `
calendar AS MATERIALIZED (
  SELECT shop_id, day, start, lead(start) OVER (PARTITION BY shop_id ORDER BY day) AS next
  FROM (
    SELECT d.shop_id, d.day, timezone('UTC', timezone(z.time_zone, CAST(d.day AS TIMESTAMP))) AS start
    FROM (
      SELECT shop_id, CAST(unnest(generate_series(CAST(low AS TIMESTAMP), CAST(high AS TIMESTAMP), INTERVAL 1 DAY)) AS DATE) AS day
      FROM (SELECT shop_id, greatest(min(least(placed_day, day)), DATE '1990-01-01') - 2 AS low, max(until_day) + 2 AS high FROM bill GROUP BY shop_id)) d
    JOIN lens.main.shop z ON z.id = d.shop_id))`;

/** Joins the day of an instant's UTC date; the local day is that or one beside it. */
export const onCalendar = (name: string, shop: string, instant: string): string =>
  `LEFT JOIN calendar ${name} ON ${name}.shop_id = ${shop} AND ${name}.day = CAST(${instant} AS DATE)`;

export const localDay = (name: string, instant: string): string =>
  `CASE WHEN ${instant} < ${name}.start THEN ${name}.day - 1 WHEN ${instant} >= ${name}.next THEN ${name}.day + 1 ELSE ${name}.day END`;
