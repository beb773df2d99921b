import { localDay, zones } from './zones.ts';

interface Sources {
  /** The orders: order_id, shop_id, person_id, purchased_at, received_at, ship_province, until. */
  of: string;
  /** Their parcels. */
  parcels?: string;
  /** Narrows the orders, as `b`. */
  when?: string;
  /** What the last part is called. */
  name?: string;
}

/**
 * `trip`: a row an order: it is delivered with its last parcel, and without parcels when the source says
 * so. `days` and what is late are NULL where nothing says when it came or was promised. `days_late` is by
 * local day: 0 is in time. Needs `cut`.
 *
 * Almost every order is one parcel and needs no aggregates.
 */
export const tripParts = ({
  of,
  parcels = 'lens.main.parcel',
  when = 'true',
  name = 'trip',
}: Sources): string => `
    several AS MATERIALIZED (SELECT order_id FROM ${parcels} GROUP BY order_id HAVING count(*) > 1),
    sent AS (
      SELECT order_id, carrier, province, promised_at, delivered_at FROM ${parcels} WHERE order_id NOT IN (FROM several)
      UNION ALL
      SELECT order_id, arg_max(carrier, id), arg_max(province, id), max(promised_at),
        CASE WHEN count(*) = count(delivered_at) THEN max(delivered_at) END
      FROM ${parcels} WHERE order_id IN (FROM several) GROUP BY order_id),
    arriving AS MATERIALIZED (
      SELECT b.order_id, b.shop_id, b.person_id, b.purchased_at, s.carrier, coalesce(s.province, b.ship_province) AS region, s.promised_at, b.until,
        CASE WHEN coalesce(s.delivered_at, b.received_at) < b.until THEN coalesce(s.delivered_at, b.received_at) END AS delivered_at
      FROM ${of} b LEFT JOIN sent s ON s.order_id = b.order_id
      WHERE ${when}),
    late AS MATERIALIZED (
      SELECT order_id, shop_id, delivered_at, promised_at FROM arriving WHERE delivered_at > promised_at),
    ${zones('SELECT shop_id, CAST(delivered_at AS DATE) AS day FROM late UNION SELECT shop_id, CAST(promised_at AS DATE) FROM late')},
    -- In two steps: at once, the planner would first pair every day with every day.
    came_day AS MATERIALIZED (
      SELECT m.*, ${localDay('m.delivered_at')} AS came_day FROM late m JOIN zone z ON z.shop_id = m.shop_id AND z.day = CAST(m.delivered_at AS DATE)),
    late_days AS (
      SELECT m.order_id, m.came_day - ${localDay('m.promised_at')} AS days_late
      FROM came_day m JOIN zone z ON z.shop_id = m.shop_id AND z.day = CAST(m.promised_at AS DATE)),
    ${name} AS MATERIALIZED (
      SELECT m.order_id, m.shop_id, m.person_id, m.carrier, m.region, m.until,
        (epoch_us(m.delivered_at) - epoch_us(m.purchased_at)) / 86400e6 AS days,
        m.delivered_at > m.promised_at AS late_by_time,
        CASE WHEN m.delivered_at IS NOT NULL AND m.promised_at IS NOT NULL THEN coalesce(l.days_late, 0) END AS days_late
      FROM arriving m LEFT JOIN late_days l ON l.order_id = m.order_id)`;
