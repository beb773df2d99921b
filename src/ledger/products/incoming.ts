import type { Tx } from '../../platform/postgres/index.ts';

const TABLE = `
  CREATE TEMP TABLE incoming_product (sku text, title text, category text, price bigint, cost bigint, lasts_days integer,
    -- From a list of products, which may rename; lines only fill gaps.
    stated boolean, file_rows bigint, id bigint, changed boolean NOT NULL DEFAULT false) ON COMMIT DROP`;

const MATCH = `
  UPDATE incoming_product i SET id = p.id FROM incoming_batch b, product p WHERE p.shop_id = b.shop_id AND p.sku = i.sku`;

const INSERT = `
  WITH made AS (
    INSERT INTO product (shop_id, sku, title, category, lasts_days, batch_id, known_at)
    SELECT b.shop_id, i.sku, coalesce(i.title, ''), i.category, i.lasts_days, b.id, b.at
    FROM incoming_product i CROSS JOIN incoming_batch b WHERE i.id IS NULL
    RETURNING id, sku)
  UPDATE incoming_product i SET id = made.id, changed = true FROM made WHERE made.sku = i.sku`;

const wins = (column: string): string =>
  `CASE WHEN i.stated THEN coalesce(i.${column}, p.${column}) ELSE coalesce(nullif(p.${column}::text, ''), i.${column}::text)`;
const SAYS = `(${wins('title')} END, ${wins('category')} END, CASE WHEN i.stated THEN coalesce(i.lasts_days, p.lasts_days) ELSE p.lasts_days END)`;

const UPDATE = `
  WITH kept AS (
    INSERT INTO import_undo (batch_id, entity, key, before)
    SELECT b.id, 'product', p.id, to_jsonb(p) FROM incoming_batch b CROSS JOIN incoming_product i JOIN product p ON p.id = i.id
    WHERE NOT i.changed AND ${SAYS} IS DISTINCT FROM (p.title, p.category, p.lasts_days)
    RETURNING key
  ), done AS (
    UPDATE product p SET (title, category, lasts_days) = ROW${SAYS}
    FROM incoming_product i WHERE i.id = p.id AND p.id IN (SELECT key FROM kept) RETURNING p.id)
  UPDATE incoming_product i SET changed = true FROM done WHERE done.id = i.id`;

const PRICES = `
  CREATE TEMP TABLE new_price ON COMMIT DROP AS
  SELECT i.id AS product_id, coalesce(i.price, p.price) AS price, coalesce(i.cost, p.cost) AS cost, p.id AS old_id
  FROM incoming_product i LEFT JOIN product_price p ON p.product_id = i.id AND p.valid_to IS NULL
  WHERE (coalesce(i.price, p.price), coalesce(i.cost, p.cost)) IS DISTINCT FROM (p.price, p.cost)`;

const KEEP_OLD_PRICES = `
  INSERT INTO import_undo (batch_id, entity, key, before)
  SELECT b.id, 'product_price', p.id, to_jsonb(p)
  FROM incoming_batch b CROSS JOIN new_price n JOIN product_price p ON p.id = n.old_id`;

const CLOSE_OLD_PRICES = `
  UPDATE product_price p SET valid_to = b.at FROM incoming_batch b, new_price n WHERE p.id = n.old_id`;

const INSERT_PRICES = `
  INSERT INTO product_price (product_id, price, cost, valid_from, batch_id)
  SELECT n.product_id, n.price, n.cost, b.at, b.id FROM new_price n CROSS JOIN incoming_batch b`;

const MARK = `UPDATE incoming_product i SET changed = true FROM new_price n WHERE n.product_id = i.id`;

export async function makeIncomingProducts(tx: Tx): Promise<void> {
  await tx.run(TABLE);
}

/** Finds or makes the product of every incoming SKU; prices and costs that changed get a new dated row. */
export async function resolveProducts(tx: Tx): Promise<void> {
  await tx.run('ANALYZE incoming_product');
  for (const step of [
    MATCH,
    INSERT,
    UPDATE,
    PRICES,
    KEEP_OLD_PRICES,
    CLOSE_OLD_PRICES,
    INSERT_PRICES,
    MARK,
  ])
    await tx.run(step);
}
