import type { Read } from '../../lens/index.ts';

/** More than this is no list to choose from. */
const MOST = 200;

const WITHIN = (column: string) =>
  `(CAST($1 AS BIGINT[]) IS NULL OR list_has_any(${column}, CAST($1 AS BIGINT[])))`;

const REGIONS = `SELECT province AS name FROM lens.main.person_row
  WHERE province IS NOT NULL AND orders > 0 AND ${WITHIN('shops')} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST}`;

const CATEGORIES = `SELECT category AS name FROM lens.main.product
  WHERE category IS NOT NULL AND ${WITHIN('[shop_id]')} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST}`;

export interface Places {
  regions: string[];
  categories: string[];
}

/** What `region` and `category` can be, the largest first. */
export async function placesOf(read: Read, shops: number[] | null): Promise<Places> {
  const names = async (sql: string) =>
    (await read<{ name: string }>(sql, [shops])).map(({ name }) => name);
  return { regions: await names(REGIONS), categories: await names(CATEGORIES) };
}
