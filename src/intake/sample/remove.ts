import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { lockIntake } from '../apply/index.ts';

/** $1 is the sample shop. Its profiles go with it, unless an imported order hangs on one by hand. */
const PROFILES = `
  CREATE TEMP TABLE leaving ON COMMIT DROP AS
  SELECT c.id FROM customer c WHERE c.shop_id = $1
    AND NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.shop_id <> $1)`;

const ORDERS =
  'CREATE TEMP TABLE leaving_order ON COMMIT DROP AS SELECT id FROM orders WHERE shop_id = $1';

const OF_ORDERS = ['order_line', 'order_status', 'refund', 'review', 'tie_suggestion', 'event'];
const OF_PROFILES = [
  ...[
    'customer_identity',
    'customer_tag',
    'customer_attribute',
    'occasion',
    'consent',
    'customer_change',
  ],
  ...['conversation', 'event', 'person_link', 'tie_suggestion'],
];

const STATEMENTS = [
  `DELETE FROM parcel_scan WHERE parcel_id IN (SELECT id FROM parcel WHERE order_id IN (SELECT id FROM leaving_order))`,
  `DELETE FROM parcel WHERE order_id IN (SELECT id FROM leaving_order)`,
  ...OF_ORDERS.map(
    (table) => `DELETE FROM ${table} WHERE order_id IN (SELECT id FROM leaving_order)`,
  ),
  `DELETE FROM conversation WHERE order_id IN (SELECT id FROM leaving_order)`,
  `DELETE FROM orders WHERE id IN (SELECT id FROM leaving_order)`,
  ...OF_PROFILES.map(
    (table) => `DELETE FROM ${table} WHERE customer_id IN (SELECT id FROM leaving)`,
  ),
  `DELETE FROM merge_suggestion WHERE customer_a IN (SELECT id FROM leaving) OR customer_b IN (SELECT id FROM leaving)`,
  // Somebody merged a sample profile with one of their own: theirs stays, under its own name.
  `UPDATE customer c SET person_id = s.heir
   FROM (SELECT person_id, min(id) AS heir FROM customer WHERE id NOT IN (SELECT id FROM leaving) GROUP BY person_id) s
   WHERE c.person_id = s.person_id AND c.person_id IN (SELECT id FROM leaving)`,
  `DELETE FROM customer WHERE id IN (SELECT id FROM leaving)`,
  `DELETE FROM product_price WHERE product_id IN (SELECT id FROM product WHERE shop_id = $1)`,
  `DELETE FROM product WHERE shop_id = $1`,
];

/** Takes the sample shop away with all that came with it; imported data is not touched. */
export async function removeSample(tx: Tx): Promise<Result<{ orders: number }>> {
  const shop = await tx.maybe<{ id: number }>(
    'SELECT id FROM shop WHERE is_sample ORDER BY id LIMIT 1',
  );
  if (!shop) return fail('sample_absent');
  await lockIntake(tx);
  await tx.run(PROFILES, [shop.id]);
  await tx.run(ORDERS, [shop.id]);
  const { orders } = await tx.one<{ orders: number }>(
    'SELECT count(*)::int AS orders FROM leaving_order',
  );
  for (const statement of STATEMENTS)
    await tx.run(statement, statement.includes('$1') ? [shop.id] : []);
  // Batches, rejects, undo images, rates of exchange of the shop go by their foreign keys.
  await tx.run('DELETE FROM shop WHERE id = $1', [shop.id]);
  return ok({ orders });
}
