import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Lens } from '../../lens/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { decodePlace, encodePlace, type Place } from './cursor.ts';
import { detailsOf } from './details.ts';
import {
  customerQuery,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
} from './schema.ts';
import { meaningOf, personsByKey } from './search.ts';

export interface CustomerPage {
  rows: CustomerRow[];
  nextCursor: string | null;
}

type Param = string | number | number[] | null;
type Figures = Omit<CustomerRow, 'name' | 'nick'> & { key: Place['key'] };

/** Instants are compared as microseconds, so that a cursor carries them exactly. */
const KEYS: Record<string, string> = {
  name: 'name_key',
  orders: 'orders',
  spend: 'spend',
  first_order: 'epoch_us(first_order)',
  last_order: 'epoch_us(last_order)',
};

const keyOf = (sort: CustomerSort): string => KEYS[sort.replace('-', '')] ?? 'person_id';

/** Collects conditions and their parameters together, so that numbers and values cannot drift apart. */
class Where {
  readonly conditions: string[] = ['NOT erased'];
  readonly params: Param[] = [];

  bind(value: Param): string {
    return `$${this.params.push(value)}`;
  }

  add(condition: string): void {
    this.conditions.push(`(${condition})`);
  }
}

/** Rows after the last one shown. Without a key come last, in both directions. */
function after(where: Where, { sort, key, id }: Place): void {
  const column = keyOf(sort);
  const last = where.bind(id);
  if (key === null) return where.add(`${column} IS NULL AND person_id > ${last}`);
  const at = where.bind(key);
  const beyond = sort.startsWith('-') ? '<' : '>';
  where.add(
    `${column} ${beyond} ${at} OR (${column} = ${at} AND person_id > ${last}) OR ${column} IS NULL`,
  );
}

async function searched(db: Db, where: Where, search: string): Promise<void> {
  const meaning = meaningOf(search);
  const ids = await personsByKey(db, meaning);
  const words = meaning.words.map((piece) => `contains(words, ${where.bind(piece)})`);
  where.add(
    [...words, `person_id IN (SELECT unnest(CAST(${where.bind(ids)} AS BIGINT[])))`].join(' OR '),
  );
}

async function conditions(
  db: Db,
  query: { search?: string; shop?: number; shops?: number[]; tag?: string },
): Promise<Where> {
  const where = new Where();
  if (query.search) await searched(db, where, query.search);
  if (query.shop !== undefined) where.add(`list_contains(shops, ${where.bind(query.shop)})`);
  if (query.shops !== undefined)
    where.add(`list_has_any(shops, CAST(${where.bind(query.shops)} AS BIGINT[]))`);
  if (query.tag !== undefined) where.add(`list_contains(tags, ${where.bind(query.tag)})`);
  return where;
}

async function page(
  lens: Lens,
  where: Where,
  sort: CustomerSort,
  limit: number,
): Promise<Figures[]> {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return lens.read<Figures>(
    `SELECT person_id AS id, ${keyOf(sort)} AS key, tags, shops, profiles, orders, spend, refunds, currency, first_order, last_order,
       first_order_day, last_order_day
     FROM person_row WHERE ${where.conditions.join(' AND ')}
     ORDER BY ${keyOf(sort)} ${direction} NULLS LAST, person_id LIMIT ${limit + 1}`,
    where.params,
  );
}

const UNKNOWN = {
  name: null,
  nick: null,
  phone: null,
  phone_masked: null,
  email: null,
  country: null,
  province: null,
  city: null,
  district: null,
};

const pick = ({
  id,
  tags,
  shops,
  profiles,
  orders,
  spend,
  refunds,
  currency,
  first_order,
  last_order,
  first_order_day,
  last_order_day,
}: Figures) => ({
  ...{ id, tags, shops, profiles, orders, spend, refunds, currency, first_order, last_order },
  ...{ first_order_day, last_order_day },
});

async function complete(db: Db, figures: Figures[]): Promise<CustomerRow[]> {
  const details = await detailsOf(
    db,
    figures.map(({ id }) => id),
  );
  // Who was erased between the two looks has figures and no details.
  return figures.map((row) => ({ ...pick(row), ...(details.get(row.id) ?? UNKNOWN) }));
}

/**
 * One page of the customer list, one row a person. The lens finds and sorts, the ledger tells who they
 * are. The cursor is opaque and belongs to its sort.
 */
export async function listCustomers(
  lens: Lens,
  db: Db,
  input: CustomerQuery,
): Promise<Result<CustomerPage>> {
  const query = customerQuery.parse(input);
  const where = await conditions(db, query);
  if (query.cursor !== undefined) {
    const place = decodePlace(query.cursor, query.sort);
    if (place === undefined) return fail('cursor_invalid', undefined, '/cursor');
    after(where, place);
  }
  const found = await page(lens, where, query.sort, query.limit);
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const more = found.length > query.limit && last !== undefined;
  return ok({
    rows: await complete(db, shown),
    nextCursor: more ? encodePlace({ sort: query.sort, key: last.key, id: last.id }) : null,
  });
}

/** How many persons a search and its filters find. */
export async function countCustomers(
  lens: Lens,
  db: Db,
  input: Pick<CustomerQuery, 'search' | 'shop' | 'shops' | 'tag'>,
): Promise<number> {
  const where = await conditions(db, customerQuery.parse(input));
  const [row] = await lens.read<{ count: number }>(
    `SELECT count(*) AS count FROM person_row WHERE ${where.conditions.join(' AND ')}`,
    where.params,
  );
  return row?.count ?? 0;
}
