/**
 * The latest scored review of each order (and of each further column in `by`) known by then, with
 * `columns`. Few orders have several; only those are compared. `of`: the orders, as `o`. Needs `cut`.
 */
export function latestReviews(
  columns: string,
  {
    by = [],
    of = 'JOIN lens.main.orders o ON o.id = r.order_id',
  }: { by?: string[]; of?: string } = {},
): string {
  const keys = ['order_id', ...by].join(', ');
  const known = `FROM lens.main.review r ${of} JOIN cut c ON c.shop_id = o.shop_id
      WHERE r.score IS NOT NULL AND coalesce(r.reviewed_at < c.until, false)`;
  return `WITH said AS MATERIALIZED (SELECT r.* ${known}),
      again AS MATERIALIZED (SELECT ${keys} FROM said GROUP BY ${keys} HAVING count(*) > 1)
      SELECT ${keys}, ${columns} FROM said WHERE order_id NOT IN (SELECT order_id FROM again)
      UNION ALL
      SELECT ${keys}, ${columns} FROM said WHERE order_id IN (SELECT order_id FROM again)
      QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY reviewed_at DESC, id DESC) = 1`;
}
