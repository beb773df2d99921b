import type { Read } from '../../lens/index.ts';
import type { Filters } from './contract.ts';

const BY_CURRENCY = `SELECT DISTINCT currency FROM lens.main.orders
  WHERE purchased_at IS NOT NULL AND (CAST($1 AS BIGINT[]) IS NULL OR list_contains(CAST($1 AS BIGINT[]), shop_id)) LIMIT 3`;

const UNRATED = `SELECT EXISTS (SELECT 1 FROM lens.main.orders o WHERE o.purchased_at IS NOT NULL AND o.currency <> CAST($2 AS VARCHAR)
    AND (CAST($1 AS BIGINT[]) IS NULL OR list_contains(CAST($1 AS BIGINT[]), o.shop_id))
    AND NOT EXISTS (SELECT 1 FROM lens.main.exchange_rate x WHERE x.currency = o.currency AND x.day <= o.purchased_day)) AS unrated`;

/** What the money of a report is counted in: the only currency there is, else the reporting one if every day has its rate. */
export async function currencyFor(
  read: Read,
  { shops }: Pick<Filters, 'shops'>,
  reporting: string | null,
): Promise<string | null> {
  const found = await read<{ currency: string }>(BY_CURRENCY, [shops]);
  if (found.length === 1 && (reporting === null || reporting === found[0]!.currency))
    return found[0]!.currency;
  if (reporting === null) return found.length === 0 ? shopCurrency(read, shops) : null;
  const [row] = await read<{ unrated: boolean }>(UNRATED, [shops, reporting]);
  if (!row?.unrated) return reporting;
  return found.length === 1 ? found[0]!.currency : null;
}

async function shopCurrency(read: Read, shops: number[] | null): Promise<string | null> {
  const found = await read<{ currency: string }>(
    'SELECT DISTINCT currency FROM lens.main.shop WHERE CAST($1 AS BIGINT[]) IS NULL OR list_contains(CAST($1 AS BIGINT[]), id) LIMIT 2',
    [shops],
  );
  return found.length === 1 ? found[0]!.currency : null;
}
