import type { Tx } from '../../src/platform/postgres/index.ts';

export const DAY_ONE = new Date('2026-01-01T00:00:00Z');

/** A row of any table, with what it needs; its id. */
export async function insert(tx: Tx, table: string, row: Record<string, unknown>): Promise<number> {
  const names = Object.keys(row);
  const values = names.map((_, i) => `$${i + 1}`).join(', ');
  const [made] = await tx.query<{ id?: number }>(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values}) RETURNING *`,
    Object.values(row),
  );
  return made?.id ?? 0;
}

export const addShop = (tx: Tx, name = 'Tea house'): Promise<number> =>
  insert(tx, 'shop', {
    name,
    platform: 'other',
    currency: 'CNY',
    time_zone: 'Asia/Shanghai',
    created_at: DAY_ONE,
  });

let keys = 0;

/** A profile of its own. */
export async function addCustomer(tx: Tx, columns: Record<string, unknown> = {}): Promise<number> {
  const { id } = await tx.one<{ id: number }>(
    `SELECT nextval(pg_get_serial_sequence('customer', 'id')) AS id`,
  );
  const key = { key_kind: 'nick', key_scope: 'taobao', key_value: `buyer-${++keys}-${id}` };
  const row = { id, person_id: id, ...key, known_at: DAY_ONE, changed_at: DAY_ONE, ...columns };
  const names = Object.keys(row);
  await tx.run(
    `INSERT INTO customer (${names.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
  await insert(tx, 'customer_identity', {
    customer_id: id,
    kind: row.key_kind,
    scope: row.key_scope,
    value: row.key_value,
    known_at: DAY_ONE,
  });
  return id;
}

export function addOrder(
  tx: Tx,
  shopId: number,
  customerId: number | null,
  columns: Record<string, unknown> = {},
): Promise<number> {
  const at = (columns['placed_at'] as Date | undefined) ?? DAY_ONE;
  const day = at.toISOString().slice(0, 10);
  return insert(tx, 'orders', {
    ...{
      shop_id: shopId,
      number: `N${++keys}`,
      customer_id: customerId,
      kind: 'order',
      status: 'paid',
      placed_at: at,
      purchased_at: at,
    },
    ...{
      placed_day: day,
      purchased_day: day,
      currency: 'CNY',
      goods: 1000,
      gross: 1000,
      known_at: at,
      changed_at: at,
    },
    ...columns,
  });
}
