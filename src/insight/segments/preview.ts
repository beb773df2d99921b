import type { Query } from './compile/query.ts';
import type { People } from './lens.ts';
import { holdsSql, whereSql } from './people.ts';

export interface Size {
  customers: number;
  /** Net value of all their purchases, minor units; null where currencies cannot be added. */
  value: number | null;
  /** The same of the last 365 days. */
  value_365d: number | null;
}

export interface Preview extends Size {
  /** Everybody known, who has not bought yet included. */
  of: number;
  /** Of these, who had bought by then: the customers that reports speak of. */
  buyers: number;
  /** Some of them, the same ones while nothing changes. */
  sample: number[];
}

const SAMPLE = 8;

const SIZE = `count(*) AS customers, sum(t.net_spent)::BIGINT AS value, sum(t.net_spent_365d)::BIGINT AS value_365d`;

const priced = <T extends Size>(size: T, people: People): T =>
  people.currency === null && size.customers > 0
    ? { ...size, value: null, value_365d: null }
    : { ...size, value: size.value ?? 0, value_365d: size.value_365d ?? 0 };

async function countEverybody(people: People): Promise<Pick<Preview, 'of' | 'buyers'>> {
  const [row] = await people.all<Pick<Preview, 'of' | 'buyers'>>(
    `SELECT count(*) AS of, count(*) FILTER (t.number_of_orders > 0) AS buyers FROM ${people.from}`,
  );
  return row!;
}

/** How many, worth how much, and some of them: one pass over the rows. */
export async function preview(people: People, query: Query): Promise<Preview> {
  const sql = `SELECT ${SIZE}, coalesce(arg_min(t.person_id, hash(t.person_id), ${SAMPLE}), []) AS sample FROM ${people.from} WHERE ${whereSql(query, people.giving)}`;
  const [row] = await people.all<Size & { sample: { items: number[] } | number[] }>(sql);
  return { ...priced(row!, people), ...(await countEverybody(people)) } as Preview;
}

/** The sizes of many segments, in one pass over the rows. */
export async function sizes(people: People, queries: Query[]): Promise<Size[]> {
  if (queries.length === 0) return [];
  const flags = queries.map((query, n) => `${holdsSql(query, people.giving)} AS h${n}`).join(', ');
  const figures = queries.map(
    (_, n) =>
      `count(*) FILTER (h${n}) AS n${n}, (sum(net_spent) FILTER (h${n}))::BIGINT AS v${n}, (sum(net_spent_365d) FILTER (h${n}))::BIGINT AS y${n}`,
  );
  const sql = `SELECT ${figures.join(', ')} FROM (SELECT t.net_spent, t.net_spent_365d, ${flags} FROM ${people.from})`;
  const [row] = await people.all<Record<string, number | null>>(sql);
  return queries.map((_, n) =>
    priced(
      { customers: row![`n${n}`]!, value: row![`v${n}`]!, value_365d: row![`y${n}`]! },
      people,
    ),
  );
}
