import { ODD_COLUMNS, oddParts } from '../../../lens/index.ts';
import type { Ask } from '../contract.ts';
import { cut, ordersOf } from '../orders.ts';
import { Statement } from '../statement.ts';
import { REASONS, type Abnormal } from './schema.ts';

const LISTED = 100;

/** `odd`: the parcels of the orders asked about that look wrong on their way. */
export const odd = (statement: Statement, ask: Ask): string =>
  `${cut(statement, ask)}, ${oddParts(ordersOf(statement, ask, 'purchases', ODD_COLUMNS))}`;

interface Found {
  reason: Abnormal['reasons'][number]['reason'] | null;
  parcels: number;
  customers: number;
  never_closed: number;
  scans_known: boolean;
  list: Abnormal['list'] | null;
}

const QUERY = (statement: Statement, ask: Ask): string => `WITH ${odd(statement, ask)}
  SELECT reason, count(*) FILTER (NOT forgotten) AS parcels, count(DISTINCT person_id) FILTER (NOT forgotten) AS customers,
    count(*) FILTER (forgotten) AS never_closed, EXISTS (FROM scanned WHERE shop_id IN (SELECT shop_id FROM cut)) AS scans_known,
    max({'days': epoch(until - shipped_at) / 86400, 'number': number, 'carrier': carrier, 'region': region, 'reason': reason,
      'silent_days': epoch(until - last_scan) / 86400}, ${LISTED}) FILTER (NOT forgotten) AS list
  FROM odd GROUP BY GROUPING SETS ((reason), ())`;

/** What looks wrong on its way now: how many, and the longest under way by name. */
export async function abnormal(ask: Ask): Promise<Abnormal> {
  const statement = new Statement();
  const rows = await ask.read<Found>(QUERY(statement, ask), statement.params);
  const all = rows.find(({ reason }) => reason === null);
  return {
    parcels: all?.parcels ?? 0,
    customers: all?.customers ?? 0,
    never_closed: all?.never_closed ?? 0,
    scans_known: all?.scans_known ?? false,
    reasons: REASONS.map((reason) => {
      const row = rows.find((one) => one.reason === reason);
      return { reason, parcels: row?.parcels ?? 0, customers: row?.customers ?? 0 };
    }),
    list: all?.list ?? [],
  };
}
