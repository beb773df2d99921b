import type { Lens } from '../../lens/index.ts';

const MOST = 200;

const list = (of: string): string =>
  `coalesce((SELECT list(w) FROM (SELECT w FROM (${of}) x (w, n) WHERE w IS NOT NULL GROUP BY w ORDER BY sum(n) DESC, w LIMIT ${MOST})), [])`;

/** Words of the shop's own to choose from, the most frequent first. */
export async function segmentWords(lens: Lens): Promise<{ tags: string[]; categories: string[] }> {
  const [row] = await lens.read<{ tags: string[]; categories: string[] }>(
    `SELECT ${list('SELECT tag, 1 FROM lens.main.customer_tag WHERE valid_to IS NULL')} AS tags,
       ${list('SELECT category, 1 FROM lens.main.product')} AS categories`,
  );
  return row ?? { tags: [], categories: [] };
}
