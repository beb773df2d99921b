import type { Tx } from '../../platform/postgres/index.ts';

/**
 * Rows that hold from one time to another. Where the batch closed one and opened the next, taking the
 * next out lets the former hold until whatever ended the next.
 */
const DATED: Record<string, string[]> = {
  customer_tag: ['customer_id', 'tag'],
  customer_attribute: ['customer_id', 'key'],
  occasion: ['customer_id', 'kind'],
  product_price: ['product_id'],
};

/** Rows with values that later batches may have changed again. */
const VALUED: Record<string, string[]> = {
  parcel: [
    ...['tracking_number', 'carrier', 'state', 'province'],
    ...['shipped_at', 'promised_at', 'delivered_at'],
  ],
  product: ['title', 'category', 'lasts_days'],
  ad_spend: ['amount', 'clicks', 'views'],
  dsr: ['description', 'service', 'logistics'],
};

const later = (table: string, batch: number, id: string): string =>
  `SELECT v.batch_id FROM import_undo v WHERE v.entity = '${table}' AND v.key = ${id} AND v.batch_id <> ${batch} ORDER BY v.seq LIMIT 1`;

/** Its image returns, unless a later batch changed the row again: then that one's image becomes ours. */
function undoValued(table: string, columns: string[], batch: number): string {
  const next = `SELECT DISTINCT ON (u.key) u.key, u.before, v.batch_id AS next
    FROM import_undo u LEFT JOIN import_undo v ON v.entity = u.entity AND v.key = u.key AND v.seq > u.seq
    WHERE u.batch_id = ${batch} AND u.entity = '${table}' ORDER BY u.key, v.seq`;
  return `
    CREATE TEMP TABLE chain ON COMMIT DROP AS ${next};
    UPDATE import_undo v SET before = c.before FROM chain c WHERE v.entity = '${table}' AND v.key = c.key AND v.batch_id = c.next;
    UPDATE ${table} t SET (${columns.join(', ')}) = (SELECT ${columns.map((name) => `r.${name}`).join(', ')} FROM jsonb_populate_record(NULL::${table}, c.before) r)
    FROM chain c WHERE c.key = t.id AND c.next IS NULL;
    DROP TABLE chain;
    UPDATE ${table} t SET batch_id = (${later(table, batch, 't.id')}) WHERE t.batch_id = ${batch} AND EXISTS (${later(table, batch, 't.id')});
    DELETE FROM import_undo u USING ${table} t WHERE u.entity = '${table}' AND u.key = t.id AND u.batch_id = t.batch_id`;
}

function undoDated(table: string, keys: string[], batch: number): string {
  const same = keys.map((name) => `n.${name} = t.${name}`).join(' AND ');
  return `
    CREATE TEMP TABLE closed ON COMMIT DROP AS
    SELECT t.id, n.id AS next, CASE WHEN n.id IS NULL THEN NULL ELSE n.valid_to END AS until
    FROM import_undo u JOIN ${table} t ON t.id = u.key LEFT JOIN ${table} n ON ${same} AND n.batch_id = ${batch} AND n.valid_from = t.valid_to
    WHERE u.batch_id = ${batch} AND u.entity = '${table}';
    UPDATE import_undo v SET key = c.id FROM closed c WHERE v.entity = '${table}' AND v.key = c.next AND v.batch_id <> ${batch};
    DELETE FROM import_undo v USING ${table} t WHERE v.entity = '${table}' AND v.key = t.id AND t.batch_id = ${batch};
    DELETE FROM ${table} WHERE batch_id = ${batch};
    UPDATE ${table} t SET valid_to = c.until FROM closed c WHERE c.id = t.id
      AND (c.until IS NOT NULL OR NOT EXISTS (SELECT FROM ${table} n WHERE ${same} AND n.valid_to IS NULL AND n.id <> t.id));
    DROP TABLE closed`;
}

/** Facts that only ever came in whole. */
const PLAIN = ['event', 'parcel_scan', 'review', 'conversation', 'consent', 'suppression'];

const undoPlain = (batch: number): string => `
  ${PLAIN.map((table) => `DELETE FROM ${table} WHERE batch_id = ${batch}`).join(';\n  ')};
  DELETE FROM tie_suggestion WHERE batch_id = ${batch} AND state = 'open';
  -- Whatever hung on orders that are gone.
  DELETE FROM parcel_scan s USING parcel p WHERE p.id = s.parcel_id AND (p.batch_id = ${batch} OR NOT EXISTS (SELECT FROM orders o WHERE o.id = p.order_id))
    AND p.order_id IN (SELECT id FROM undone_order);
  DELETE FROM parcel p WHERE p.order_id IN (SELECT id FROM undone_order) AND NOT EXISTS (SELECT FROM orders o WHERE o.id = p.order_id);
  DELETE FROM review r WHERE r.order_id IN (SELECT id FROM undone_order) AND NOT EXISTS (SELECT FROM orders o WHERE o.id = r.order_id);
  DELETE FROM event e WHERE e.order_id IN (SELECT id FROM undone_order) AND NOT EXISTS (SELECT FROM orders o WHERE o.id = e.order_id);
  DELETE FROM tie_suggestion t WHERE t.order_id IN (SELECT id FROM undone_order) AND NOT EXISTS (SELECT FROM orders o WHERE o.id = t.order_id);
  UPDATE conversation c SET order_id = NULL WHERE c.order_id IN (SELECT id FROM undone_order) AND NOT EXISTS (SELECT FROM orders o WHERE o.id = c.order_id)`;

/**
 * A product stays as long as a line, a review, a price or a list of products names it. Those in question
 * are the batch's own and the ones that lines of its orders named.
 */
const unusedProducts = (batch: number): string => `
  CREATE TEMP TABLE doubted ON COMMIT DROP AS
  SELECT p.id FROM product p WHERE p.batch_id = ${batch} OR (p.batch_id IS NOT NULL AND p.lasts_days IS NULL AND p.id IN (
    SELECT (l->>'product_id')::bigint FROM line_set s, jsonb_array_elements(s.lines) l));
  CREATE TEMP TABLE used_product ON COMMIT DROP AS
  SELECT l.product_id AS id, max(o.batch_id) AS batch_id FROM order_line l JOIN orders o ON o.id = l.order_id
  WHERE l.product_id IN (SELECT id FROM doubted) GROUP BY 1;
  -- Lines that were replaced may yet return.
  INSERT INTO used_product SELECT (l->>'product_id')::bigint, max(u.batch_id)
  FROM import_undo u, jsonb_array_elements(coalesce(u.before, '[]') || coalesce(u.said, '[]')) l
  WHERE u.entity = 'order_line' AND u.batch_id <> ${batch} AND (l->>'product_id')::bigint IN (
    SELECT id FROM doubted EXCEPT SELECT id FROM used_product) GROUP BY 1;
  DELETE FROM product p USING doubted d WHERE d.id = p.id
    AND NOT EXISTS (SELECT FROM used_product u WHERE u.id = p.id)
    AND NOT EXISTS (SELECT FROM review r WHERE r.product_id = p.id)
    AND NOT EXISTS (SELECT FROM product_price c WHERE c.product_id = p.id);
  UPDATE product p SET batch_id = (SELECT u.batch_id FROM used_product u WHERE u.id = p.id) WHERE p.batch_id = ${batch}`;

export async function undoFacts(tx: Tx, batch: number): Promise<void> {
  await tx.run(undoPlain(batch));
  for (const [table, columns] of Object.entries(VALUED))
    await tx.run(undoValued(table, columns, batch));
  for (const [table, keys] of Object.entries(DATED)) await tx.run(undoDated(table, keys, batch));
  for (const table of ['parcel', 'ad_spend', 'dsr'])
    await tx.run(`DELETE FROM ${table} WHERE batch_id = ${batch}`);
  // order_line has no index on products: one pass over the lines that are left.
  await tx.run(unusedProducts(batch));
}
