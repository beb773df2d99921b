import type { Tx } from '../../platform/postgres/index.ts';
import { LOOKS_LIKE_NO_GOODS, UNDECIDED } from '../../ledger/lines/index.ts';
import type { Facts } from './rules.ts';

const QUERY = `
  SELECT (SELECT count(*) FROM merge_suggestion WHERE state = 'open')::int AS suggestions,
         (SELECT count(DISTINCT order_id) FROM tie_suggestion WHERE state = 'open')::int AS ties,
         (SELECT jsonb_build_object('batch', id, 'rejected', rejected, 'at', finished_at) FROM import_batch
           WHERE state = 'done' AND ($1::bigint[] IS NULL OR shop_id = ANY ($1))
             AND shop_id NOT IN (SELECT id FROM shop WHERE is_sample) ORDER BY finished_at DESC, id DESC LIMIT 1) AS last,
         (SELECT coalesce(array_agg(p.title ORDER BY p.id), '{}') FROM product p
           WHERE (p.title ~* $2 OR p.sku ~* $2) AND ($1::bigint[] IS NULL OR p.shop_id = ANY ($1))
             AND ${UNDECIDED}) AS titles,
         (SELECT coalesce(array_agg(DISTINCT currency), '{}') FROM shop s WHERE ($1::bigint[] IS NULL OR id = ANY ($1)) AND NOT is_sample
             AND NOT EXISTS (SELECT 1 FROM exchange_rate x WHERE x.currency = s.currency)
             AND currency IS DISTINCT FROM (SELECT value #>> '{}' FROM setting WHERE key = 'reporting_currency')) AS currencies,
         EXISTS (SELECT 1 FROM setting WHERE key = 'reporting_currency') AS reporting,
         (SELECT max(at) FROM audit WHERE action = 'backup.made') AS backup,
         (SELECT min(at) FROM audit) AS since`;

interface Row {
  suggestions: number;
  ties: number;
  last: { batch: number; rejected: number; at: string } | null;
  titles: string[];
  currencies: string[];
  reporting: boolean;
  backup: Date | null;
  since: Date | null;
}

const daysFrom = (from: Date | null, now: Date): number | undefined =>
  from === null ? undefined : Math.floor((now.getTime() - from.getTime()) / 86_400_000);

/** All in one statement: Today is opened first thing in the morning. */
export async function readFacts(
  tx: Pick<Tx, 'query'>,
  {
    shops,
    orders,
    untied,
    now,
  }: { shops: number[] | null; orders: number; untied: number; now: Date },
): Promise<Facts> {
  const [row] = await tx.query<Row>(QUERY, [shops, LOOKS_LIKE_NO_GOODS]);
  if (!row) throw new Error('a SELECT without FROM gave no row');
  const { last } = row;
  return {
    orders,
    untied,
    openSuggestions: row.suggestions,
    openTies: row.ties,
    lastImport: last
      ? { batch: last.batch, rejected: last.rejected, days: daysFrom(new Date(last.at), now) ?? 0 }
      : undefined,
    likeShipping: row.titles,
    // Without a reporting currency the one currency of all shops needs no rate.
    unratedCurrencies: row.currencies.length > 1 || row.reporting ? row.currencies : [],
    daysSinceBackup: daysFrom(row.backup, now),
    daysOfUse: daysFrom(row.since, now) ?? 0,
  };
}
