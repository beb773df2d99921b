/** Two numbers in one, so that the greatest amount comes first and of equal ones the smallest id. */
const BASE = 4_294_967_296;
const packed = (id: string): string => `max(CAST(amount AS HUGEINT) * ${BASE} - ${id})`;
const unpacked = (key: string): string => `(-${key}) & ${BASE - 1}`;

/** What they buy, and with which help: lines of purchases, favourites, promotions. */
export const tasteParts = (): string => `
-- Categories by number: grouping a million people by name is slower.
kind AS MATERIALIZED (
  SELECT category, row_number() OVER (ORDER BY category) AS kind FROM (SELECT DISTINCT category FROM lens.main.product WHERE category IS NOT NULL)),
shelf AS MATERIALIZED (SELECT d.id, k.kind FROM lens.main.product d LEFT JOIN kind k ON k.category = d.category),
line AS MATERIALIZED (
  SELECT b.person_id, b.order_id, l.position, l.product_id, d.kind, l.amount, l.quantity, l.line_discount
  FROM lens.main.order_line l
  JOIN bill b ON b.order_id = l.order_id AND b.counts
  LEFT JOIN shelf d ON d.id = l.product_id
  WHERE l.kind = 'goods'),
by_kind AS (SELECT person_id, kind, sum(amount) AS amount FROM line WHERE amount > 0 GROUP BY person_id, kind),
by_product AS (SELECT person_id, product_id, sum(amount) AS amount FROM line WHERE amount > 0 AND product_id IS NOT NULL GROUP BY person_id, product_id),
taste AS (
  SELECT person_id, count(kind) AS categories, ${unpacked(`${packed('kind')} FILTER (kind IS NOT NULL)`)} AS kind,
    max(amount) FILTER (kind IS NOT NULL) AS best, sum(amount) AS amount
  FROM by_kind GROUP BY person_id),
favourite AS (SELECT person_id, ${unpacked(packed('product_id'))} AS product_id FROM by_product GROUP BY person_id),
line_discount AS (
  SELECT order_id, sum(line_discount) AS amount FROM line WHERE line_discount > 0 GROUP BY order_id),
-- A discount of the order (the platform's too: it is the same to the buyer) or of its lines, against the full price.
offer AS (
  SELECT b.person_id, b.bought_at, b.promoted, b.off + coalesce(d.amount, 0) AS off, b.goods + coalesce(d.amount, 0) AS full_price
  FROM bill b LEFT JOIN line_discount d ON d.order_id = b.order_id WHERE b.counts),
-- The flag is the last bit beside the instant: sorting structs took five times as long.
offers AS (
  SELECT person_id, count(*) FILTER (is_offer) AS offers, sum(off) AS off, sum(full_price) AS full_price,
    max(epoch_us(bought_at) * 2 + CAST(is_offer AS INTEGER), 2) AS last_two
  FROM (
    SELECT o.*, promoted OR (full_price > 0 AND off >= h.discount_share * full_price) AS is_offer FROM offer o CROSS JOIN lens.main.threshold h)
  GROUP BY person_id)`;
