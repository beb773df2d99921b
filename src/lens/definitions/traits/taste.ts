/** What they buy, and with which help: lines of purchases, favourites, promotions. */
export const tasteParts = (): string => `
line AS MATERIALIZED (
  SELECT b.person_id, b.order_id, b.shop_id, b.paid_in AS currency, l.position, l.product_id, d.category, l.amount, l.quantity, l.line_discount,
    o.goods, o.gross
  FROM lens.main.order_line l
  JOIN bill b ON b.order_id = l.order_id AND b.counts
  JOIN lens.main.orders o ON o.id = b.order_id
  LEFT JOIN lens.main.product d ON d.id = l.product_id
  WHERE l.kind = 'goods'),
by_category AS (SELECT person_id, category, sum(amount) AS amount FROM line WHERE amount > 0 GROUP BY person_id, category),
by_product AS (SELECT person_id, product_id, sum(amount) AS amount FROM line WHERE amount > 0 AND product_id IS NOT NULL GROUP BY person_id, product_id),
taste AS (
  SELECT person_id, count(category) AS categories, min({'a': -amount, 'c': category}) FILTER (category IS NOT NULL) AS best, sum(amount) AS amount
  FROM by_category GROUP BY person_id),
favourite AS (
  SELECT person_id, min({'a': -amount, 'p': product_id}).p AS product_id FROM by_product GROUP BY person_id),
line_discount AS (
  SELECT order_id, sum(line_discount) AS amount FROM line WHERE line_discount > 0 GROUP BY order_id),
-- A discount of the order (the platform's too: it is the same to the buyer) or of its lines, against the full price.
offer AS MATERIALIZED (
  SELECT b.person_id, {'at': b.bought_at, 'number': b.number, 'id': b.order_id} AS place,
    o.discount + o.platform_discount + coalesce(d.amount, 0) AS off, o.goods + coalesce(d.amount, 0) AS full_price,
    o.promotion_code IS NOT NULL OR (o.goods + coalesce(d.amount, 0) > 0
      AND o.discount + o.platform_discount + coalesce(d.amount, 0) >= h.discount_share * (o.goods + coalesce(d.amount, 0))) AS is_offer
  FROM bill b JOIN lens.main.orders o ON o.id = b.order_id
  CROSS JOIN lens.main.threshold h
  LEFT JOIN line_discount d ON d.order_id = b.order_id
  WHERE b.counts),
offers AS (
  SELECT person_id, count(*) FILTER (is_offer) AS offers, sum(off) AS off, sum(full_price) AS full_price, max_by(is_offer, place, 2) AS last_two
  FROM offer GROUP BY person_id)`;
