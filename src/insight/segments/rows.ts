import type { Query } from './compile/query.ts';
import type { People } from './lens.ts';
import { whereSql } from './people.ts';

/** What lists and files show of a person, from the traits. */
export interface PersonRow {
  id: number;
  orders: number;
  /** Net, minor units. */
  spent: number | null;
  currency: string | null;
  last_order_day: string | null;
  stage: string;
}

export interface ExportRow extends PersonRow {
  favourite_category: string | null;
  next_order_day: string | null;
  /** Of the latest purchase: what platforms fed by hand find a buyer by. */
  order_number: string | null;
  shop_id: number | null;
}

const COLUMNS = `t.person_id AS id, t.number_of_orders AS orders, t.net_spent AS spent, t.currency, t.last_order_date AS last_order_day, t.lifecycle_stage AS stage`;

/** In the order of `ids`. */
export async function rowsOf(people: People, ids: number[]): Promise<PersonRow[]> {
  if (ids.length === 0) return [];
  const sql = `SELECT ${COLUMNS} FROM ${people.from} WHERE t.person_id IN (SELECT unnest(CAST(${people.bind(ids)} AS BIGINT[])))`;
  const found = new Map((await people.all<PersonRow>(sql)).map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Everybody in it, most valuable first. */
export async function membersOf(people: People, query: Query): Promise<ExportRow[]> {
  const { giving } = people;
  const sql = `WITH member AS MATERIALIZED (
      SELECT ${COLUMNS}, t.favourite_category, t.expected_next_order_date AS next_order_day FROM ${people.from} WHERE ${whereSql(query, giving)}),
    latest AS (
      SELECT o.person_id, max({'at': o.purchased_at, 'number': o.number, 'shop': o.shop_id}) AS last
      FROM lens.main.purchases(${giving.asOf}) o WHERE o.person_id IN (SELECT id FROM member) GROUP BY o.person_id)
    SELECT m.*, l.last.number AS order_number, l.last.shop AS shop_id
    FROM member m LEFT JOIN latest l ON l.person_id = m.id ORDER BY m.spent DESC NULLS LAST, m.id`;
  return people.all<ExportRow>(sql);
}
