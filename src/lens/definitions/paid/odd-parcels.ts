/** A parcel that far back will not come any more: somebody forgot to say what became of it. */
const FORGOTTEN_DAYS = 60;

const WHY = `CASE WHEN state IN ('exception', 'returned', 'refused', 'attempt_failed') THEN state
  WHEN scanned AND last_scan IS NULL AND until > shipped_at + INTERVAL 48 HOUR THEN 'no_first_scan'
  WHEN scanned AND until > last_scan + INTERVAL 72 HOUR THEN 'no_scan'
  WHEN epoch(until - shipped_at) / 86400 > usual_days THEN 'slow' END`;

/** What `of` must tell of an order, beside order_id, shop_id, person_id and until; as `o`. */
export const ODD_COLUMNS = 'o.number, o.received_at, o.confirmed_at, o.shipped_at, o.ship_province';

/**
 * `odd`: the parcels on their way that look abnormal, each with the first reason that fits. A shop whose
 * parcels are never scanned says nothing by an absent scan. The state is that of the newest scan: what
 * came after the asked time had not happened then. Needs `cut` (shop_id, until).
 *
 * @param of A SELECT of the orders asked about, that ends in a condition over `o`.
 */
export const oddParts = (of: string): string => `
    unarrived AS MATERIALIZED (
      SELECT id, order_id, carrier, province, state, shipped_at, delivered_at FROM lens.main.parcel
      WHERE (delivered_at IS NULL AND state <> 'delivered') OR delivered_at >= (SELECT min(until) FROM cut)),
    moving AS MATERIALIZED (
      SELECT p.* EXCLUDE (shipped_at, delivered_at), b.person_id, b.shop_id, b.number, coalesce(p.province, b.ship_province) AS region,
        coalesce(p.shipped_at, b.shipped_at) AS shipped_at, b.until
      FROM unarrived p JOIN (${of} AND o.id IN (SELECT order_id FROM unarrived)) b ON b.order_id = p.order_id
      WHERE (p.delivered_at IS NULL OR p.delivered_at >= b.until)
        AND NOT coalesce(least(b.received_at, b.confirmed_at) < b.until, false) AND coalesce(p.shipped_at, b.shipped_at) < b.until),
    usual AS (
      SELECT carrier, province, quantile_cont(epoch(delivered_at - shipped_at) / 86400, 0.9) AS days
      FROM lens.main.parcel WHERE delivered_at < (SELECT min(until) FROM cut) AND shipped_at IS NOT NULL
      GROUP BY carrier, province HAVING count(*) >= 30),
    seen AS (
      SELECT x.parcel_id, max(x.scanned_at) FILTER (x.scanned_at < m.until) AS last_scan, max(x.scanned_at) AS newest
      FROM lens.main.parcel_scan x JOIN moving m ON m.id = x.parcel_id GROUP BY x.parcel_id),
    scanned AS MATERIALIZED (
      SELECT shop_id FROM cut WHERE EXISTS (
        FROM lens.main.parcel_scan x JOIN lens.main.parcel p ON p.id = x.parcel_id JOIN lens.main.orders o ON o.id = p.order_id
        WHERE o.shop_id = cut.shop_id)),
    looked AS (
      SELECT m.* EXCLUDE (state), CASE WHEN coalesce(s.newest, m.shipped_at) < m.until THEN m.state ELSE 'shipped' END AS state,
        s.last_scan, k.shop_id IS NOT NULL AS scanned, coalesce(l.days, 7) AS usual_days
      FROM moving m LEFT JOIN seen s ON s.parcel_id = m.id LEFT JOIN scanned k ON k.shop_id = m.shop_id
      LEFT JOIN usual l ON l.carrier IS NOT DISTINCT FROM m.carrier AND l.province IS NOT DISTINCT FROM m.province),
    odd AS MATERIALIZED (
      SELECT *, until > shipped_at + INTERVAL ${FORGOTTEN_DAYS} DAY AS forgotten, ${WHY} AS reason FROM looked WHERE ${WHY} IS NOT NULL)`;
