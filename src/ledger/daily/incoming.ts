import type { Tx } from '../../platform/postgres/index.ts';

/** Series of a shop by day: what it spent on advertising, and its DSR as the platform shows it. */
const TABLES = `
  CREATE TEMP TABLE incoming_ad_spend (day date, source text, kind text, amount bigint, clicks bigint, views bigint,
    file_rows bigint, first_line bigint, outcome text) ON COMMIT DROP;
  CREATE TEMP TABLE incoming_dsr (day date, description numeric, service numeric, logistics numeric,
    file_rows bigint, first_line bigint, outcome text) ON COMMIT DROP`;

interface Series {
  table: string;
  keys: string[];
  values: string[];
}

const SERIES: Series[] = [
  { table: 'ad_spend', keys: ['day', 'source', 'kind'], values: ['amount', 'clicks', 'views'] },
  { table: 'dsr', keys: ['day'], values: ['description', 'service', 'logistics'] },
];

const list = (prefix: string, names: string[]): string =>
  names.map((name) => `${prefix}.${name}`).join(', ');

/** A day's figure that a later file states differently is replaced; its image is kept for undo. */
function steps({ table, keys, values }: Series): string[] {
  const said = `(SELECT DISTINCT ON (${list('x', keys)}) x.* FROM incoming_${table} x ORDER BY ${list('x', keys)}, x.first_line DESC)`;
  const same = `t.shop_id = b.shop_id AND (${list('t', keys)}) = (${list('i', keys)})`;
  const merged = values.map((name) => `coalesce(i.${name}, t.${name})`).join(', ');
  const differs = `(${merged}) IS DISTINCT FROM (${list('t', values)})`;
  const mark = (from: string): string =>
    `UPDATE incoming_${table} i SET outcome = 'accepted' FROM incoming_batch b, ${table} t WHERE ${same} AND ${from}`;
  return [
    `UPDATE incoming_${table} SET outcome = 'unchanged'${table === 'ad_spend' ? ", kind = coalesce(kind, 'click'), source = coalesce(source, '')" : ''}`,
    `INSERT INTO import_undo (batch_id, entity, key, before) SELECT b.id, '${table}', t.id, to_jsonb(t)
     FROM incoming_batch b CROSS JOIN ${said} i JOIN ${table} t ON ${same} WHERE ${differs}`,
    mark(
      `EXISTS (SELECT FROM import_undo u WHERE u.batch_id = b.id AND u.entity = '${table}' AND u.key = t.id)`,
    ),
    `UPDATE ${table} t SET (${values.join(', ')}) = ROW(${merged}) FROM incoming_batch b, ${said} i WHERE ${same} AND ${differs}`,
    `INSERT INTO ${table} (shop_id, ${keys.join(', ')}, ${values.join(', ')}, batch_id, known_at)
     SELECT b.shop_id, ${list('i', keys)}, ${list('i', values)}, b.id, b.at FROM incoming_batch b CROSS JOIN ${said} i ON CONFLICT DO NOTHING`,
    mark('t.batch_id = b.id'),
  ];
}

export async function makeIncomingSeries(tx: Tx): Promise<void> {
  await tx.run(TABLES);
}

export async function writeSeries(tx: Tx): Promise<void> {
  for (const series of SERIES) for (const step of steps(series)) await tx.run(step);
}
