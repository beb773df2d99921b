import type { DuckConnection } from '../platform/duckdb/index.ts';
import { KEPT } from './keeps.ts';
import type { LensTable } from './tables.ts';

/** From the rows that leave (`lens.main`, by key) or come, the persons they speak of. */
type Persons = (rows: string) => string;

const ofProfiles =
  (profiles: (rows: string) => string): Persons =>
  (rows) =>
    `SELECT person_id FROM lens.main.customer WHERE id IN (${profiles(rows)})`;
const ofOrders = (orders: (rows: string) => string): Persons =>
  ofProfiles((rows) => `SELECT customer_id FROM lens.main.orders WHERE id IN (${orders(rows)})`);
const named: Persons = ofProfiles((rows) => `SELECT customer_id FROM ${rows}`);
const ordered: Persons = ofOrders((rows) => `SELECT order_id FROM ${rows}`);

/** Persons whose row in the customer list may differ. */
const ROW: Record<string, Persons> = {
  customer: (rows) => `SELECT person_id FROM ${rows}`,
  customer_tag: named,
  orders: named,
  refund: ordered,
};

/** Persons whose traits may differ. */
const TRAITS: Record<string, Persons> = {
  ...ROW,
  order_line: ordered,
  parcel: ordered,
  review: ordered,
  parcel_scan: ofOrders(
    (rows) => `SELECT order_id FROM lens.main.parcel WHERE id IN (SELECT parcel_id FROM ${rows})`,
  ),
  // Of whom it is with, and of whose order it speaks.
  conversation: (rows) => `${named(rows)} UNION ${ordered(rows)}`,
  consent: named,
  occasion: named,
  product: ofOrders(
    (rows) =>
      `SELECT order_id FROM lens.main.order_line WHERE product_id IN (SELECT id FROM ${rows})`,
  ),
  product_price: ofOrders(
    (rows) =>
      `SELECT order_id FROM lens.main.order_line WHERE product_id IN (SELECT product_id FROM ${rows})`,
  ),
};

/** Whether everyone may be touched, which needs no list. */
export interface Everyone {
  rows: boolean;
  sales: boolean;
  traits: boolean;
}

/** Tables whose change, whatever it is, may touch every row; and all that has money of one currency. */
const ALL_ROWS = new Set(['shop']);
const ALL_MONEY = new Set(['shop', 'exchange_rate']);

/** `whole`: of a table that was read again as a whole nobody knows what changed. */
export const whoMayBe = (changed: { name: string; whole: boolean }[]): Everyone => ({
  rows: changed.some(({ name, whole }) => ALL_ROWS.has(name) || (whole && name in ROW)),
  sales: changed.some(({ name, whole }) => ALL_MONEY.has(name) || (whole && name in ROW)),
  traits: changed.some(({ name, whole }) => ALL_MONEY.has(name) || (whole && name in TRAITS)),
});

async function note(
  duck: DuckConnection,
  into: string,
  of: Record<string, Persons>,
  changed: string[],
  rows: (name: string) => string,
): Promise<void> {
  const parts = changed.flatMap((name) => of[name]?.(rows(name)) ?? []);
  if (parts.length > 0) await duck.run(`INSERT INTO ${into} ${parts.join(' UNION ')}`);
}

/** Whoever is noted without a name is everyone. */
const SOMEBODY = 'WHERE person_id IS NOT NULL';
const TOUCHED = {
  sales: `SELECT DISTINCT person_id FROM temp.touched ${SOMEBODY}`,
  traits: `SELECT person_id FROM (FROM temp.touched UNION FROM temp.touched_further) ${SOMEBODY}`,
};

/** Asked before the changed rows leave, and again after the new ones came. */
export async function noteTouched(
  duck: DuckConnection,
  changed: LensTable[],
  everyone: Everyone,
  which: 'leaving' | 'coming',
): Promise<void> {
  const keys = new Map(changed.map(({ name, key }) => [name, key]));
  const names = [...keys.keys()];
  const rows = (name: string): string => {
    if (name === 'order_line') return linesAlone(names);
    return which === 'coming'
      ? `temp.coming_${name}`
      : `lens.main.${name} WHERE ${keys.get(name)} IN (SELECT key FROM temp.changed_${name})`;
  };
  if (!everyone.rows) await note(duck, 'temp.touched', ROW, names, rows);
  // Whose row may differ, their traits may: noted above, and not looked for again.
  const others = names.filter((name) => !(name in ROW));
  if (!everyone.traits) await note(duck, 'temp.touched_further', TRAITS, others, rows);
  for (const { name, follows } of KEPT)
    if (!everyone[follows])
      await duck.run(`INSERT INTO lens.main.${name}_touched ${TOUCHED[follows]}`);
}

/**
 * Lines are known by their order's key, and most come with their order, which names the person already.
 * To look for them among ten million took 0.2 s of processor time, twice in a catch-up.
 */
function linesAlone(changed: string[]): string {
  const without = changed.includes('orders')
    ? 'WHERE key NOT IN (SELECT key FROM temp.changed_orders)'
    : '';
  return `(SELECT key AS order_id FROM temp.changed_order_line ${without})`;
}
