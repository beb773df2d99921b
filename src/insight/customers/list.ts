import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Lens } from '../../lens/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { Statement } from '../statement.ts';
import { decodePlace, encodePlace, type Place } from './cursor.ts';
import { detailsOf } from './details.ts';
import {
  customerQuery,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
} from './schema.ts';
import { rowsOf } from './rows.ts';
import { meaningOf, personsByKey } from './search.ts';

export interface CustomerPage {
  rows: CustomerRow[];
  nextCursor: string | null;
}

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

/** What is read, and which of it: `rows` and the conditions share their parameters. */
class Where extends Statement {
  readonly conditions: string[] = [];

  add(condition: string): void {
    this.conditions.push(`(${condition})`);
  }
}

/** Rows after the last one shown. Without a key come last, in both directions. */
function after(where: Where, { sort, key, id }: Place): void {
  const column = keyOf(sort);
  const last = where.given(id, 'BIGINT');
  if (key === null) return where.add(`${column} IS NULL AND person_id > ${last}`);
  const at = where.given(key, typeof key === 'string' ? 'VARCHAR' : 'BIGINT');
  const beyond = sort.startsWith('-') ? '<' : '>';
  where.add(
    `${column} ${beyond} ${at} OR (${column} = ${at} AND person_id > ${last}) OR ${column} IS NULL`,
  );
}

async function searched(db: Db, where: Where, search: string): Promise<void> {
  const meaning = meaningOf(search);
  const ids = await personsByKey(db, meaning);
  const words = meaning.words.map((piece) => `contains(words, ${where.given(piece, 'VARCHAR')})`);
  where.add(
    [...words, `person_id IN (SELECT unnest(${where.given(ids, 'BIGINT[]')}))`].join(' OR '),
  );
}

/** Those of a SELECT of person ids: whom a report's number counts, erased people among them. */
interface Counted {
  people?: ((statement: Statement) => string) | undefined;
}

export type CustomerQuestion = CustomerQuery & Counted;
type Filters = Omit<CustomerQuestion, 'sort' | 'cursor' | 'limit'>;

const parsed = (input: CustomerQuestion) => ({
  ...customerQuery.parse(input),
  people: input.people,
});

interface Found {
  where: Where;
  rows: string;
}

async function matching(db: Db, query: Filters): Promise<Found> {
  const where = new Where();
  const { asOf, shops, from, to } = query;
  const rows = rowsOf({ asOf, shops, from, to }, where);
  // Who was erased still bought: a count of buyers has them, a list of people does not.
  if (query.minOrders === undefined && query.people === undefined) where.add('NOT erased');
  if (query.minOrders !== undefined)
    where.add(`orders >= ${where.given(query.minOrders, 'BIGINT')}`);
  if (query.people !== undefined) where.add(`person_id IN (${query.people(where)})`);
  if (query.search) await searched(db, where, query.search);
  // Only those asked for are left in the row.
  if (shops !== undefined) where.add('len(shops) > 0');
  if (query.tag !== undefined)
    where.add(`list_contains(tags, ${where.given(query.tag, 'VARCHAR')})`);
  return { where, rows };
}

async function page(
  lens: Lens,
  { where, rows }: Found,
  sort: CustomerSort,
  limit: number,
): Promise<Figures[]> {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  return lens.read<Figures>(
    `SELECT person_id AS id, ${keyOf(sort)} AS key, erased, tags, shops, profiles, orders, spend, currency, first_order, last_order,
       first_order_day, last_order_day
     FROM ${rows} WHERE ${where.conditions.join(' AND ')}
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

async function complete(db: Db, figures: Figures[]): Promise<CustomerRow[]> {
  const details = await detailsOf(
    db,
    figures.map(({ id }) => id),
  );
  // Who was erased between the two looks has figures and no details.
  return figures.map((row) => ({ ...row, ...(details.get(row.id) ?? UNKNOWN) }));
}

/**
 * One page of the customer list, one row a person. The lens finds and sorts, the ledger tells who they
 * are. The cursor is opaque and belongs to its sort.
 */
export async function listCustomers(
  lens: Lens,
  db: Db,
  input: CustomerQuestion,
): Promise<Result<CustomerPage>> {
  const query = parsed(input);
  const found = await matching(db, query);
  if (query.cursor !== undefined) {
    const place = decodePlace(query.cursor, query.sort);
    if (place === undefined) return fail('cursor_invalid', undefined, '/cursor');
    after(found.where, place);
  }
  const rows = await page(lens, found, query.sort, query.limit);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return ok({
    rows: await complete(db, shown),
    nextCursor: more ? encodePlace({ sort: query.sort, key: last.key, id: last.id }) : null,
  });
}

/** How many persons a search and its filters find. */
export async function countCustomers(lens: Lens, db: Db, input: Filters): Promise<number> {
  const { where, rows } = await matching(db, parsed(input));
  const [row] = await lens.read<{ count: number }>(
    `SELECT count(*) AS count FROM ${rows} WHERE ${where.conditions.join(' AND ')}`,
    where.params,
  );
  return row?.count ?? 0;
}
