import { nearest, type Problem } from '../../kernel/index.ts';
import type { Read } from '../../lens/index.ts';
import type { Filters } from './contract.ts';

/** More than this is no list to choose from. */
const MOST = 200;

const WITHIN = (column: string) =>
  `(CAST($1 AS BIGINT[]) IS NULL OR list_has_any(${column}, CAST($1 AS BIGINT[])))`;

const REGIONS = `SELECT province AS name FROM lens.main.person_row
  WHERE province IS NOT NULL AND orders > 0 AND ${WITHIN('shops')} GROUP BY 1 ORDER BY count(*) DESC, 1`;

const CATEGORIES = `SELECT category AS name FROM lens.main.product
  WHERE category IS NOT NULL AND ${WITHIN('[shop_id]')} GROUP BY 1 ORDER BY count(*) DESC, 1`;

export interface Places {
  regions: string[];
  categories: string[];
}

const namesOf = async (read: Read, sql: string, shops: number[] | null): Promise<string[]> =>
  (await read<{ name: string }>(sql, [shops])).map(({ name }) => name);

/** What `region` and `category` can be, the largest first. */
export async function placesOf(read: Read, shops: number[] | null): Promise<Places> {
  return {
    regions: await namesOf(read, `${REGIONS} LIMIT ${MOST}`, shops),
    categories: await namesOf(read, `${CATEGORIES} LIMIT ${MOST}`, shops),
  };
}

const NAMED = 5;

/** A name nobody has is a slip of the pen, and an empty report would hide it. */
function missing(of: 'region' | 'category', name: string, known: string[]): Problem | undefined {
  if (known.includes(name)) return undefined;
  const pointer = `/${of}`;
  if (known.length === 0) return { code: `${of}_none`, params: { name }, pointer };
  const meant = nearest(name, known);
  if (meant !== undefined) return { code: `${of}_unknown_meant`, params: { name, meant }, pointer };
  const some = known.slice(0, NAMED).join(', ');
  return { code: `${of}_unknown`, params: { name, known: some }, pointer };
}

/** What is wrong with the asked region or category, among those of the asked shops. */
export async function placeProblem(
  read: Read,
  { region, category, shops }: Pick<Filters, 'region' | 'category' | 'shops'>,
): Promise<Problem | undefined> {
  const wrong =
    region === undefined
      ? undefined
      : missing('region', region, await namesOf(read, REGIONS, shops));
  if (wrong !== undefined || category === undefined) return wrong;
  return missing('category', category, await namesOf(read, CATEGORIES, shops));
}
