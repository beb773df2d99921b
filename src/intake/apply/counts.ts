import { toDuck, toPostgres } from './carry.ts';
import type { Apply, ApplyCounts } from './context.ts';
import { FACT_TABLES } from './facts.ts';

type FileSide = Pick<ApplyCounts, 'untied_reasons'> & {
  order_rows: number;
  read: number;
  rejected: number;
  buyers: number;
  tied: number;
};

const ROW_TABLES = [
  'order',
  'parcel',
  'scan',
  'customer',
  'product',
  'review',
  'conversation',
  'consent',
  'suppression',
  'ad_spend',
  'dsr',
];

/** Rows of the file by what became of them before anything was written. */
async function fileSide({ duck, staged }: Apply): Promise<FileSide> {
  const rowsOf = (table: string): string => {
    const has = staged.get(table);
    if (!has) return '0';
    return has.has('file_rows')
      ? `(SELECT coalesce(sum(file_rows), 0) FROM ${table})`
      : `(SELECT count(*) FROM ${table})`;
  };
  const orders = staged.has('stage_order');
  const rejected = staged.has('stage_reject') ? '(SELECT count(*) FROM stage_reject)' : '0';
  const [row] = await duck.all<
    Omit<FileSide, 'untied_reasons'>
  >(`SELECT ${rowsOf('stage_order')} AS order_rows,
    ${ROW_TABLES.map((name) => rowsOf(`stage_${name}`)).join(' + ')} + ${rejected} AS read, ${rejected} AS rejected,
    ${orders ? '(SELECT count(DISTINCT (buyer_kind, buyer_scope, buyer_value)) FROM stage_order WHERE buyer_value IS NOT NULL)' : '0'} AS buyers,
    ${orders ? '(SELECT count(*) FROM stage_order WHERE buyer_value IS NOT NULL)' : '0'} AS tied`);
  const reasons = orders
    ? await duck.all<{ reason: string; n: number }>(
        `SELECT coalesce(untied_reason, 'no_buyer') AS reason, count(*) AS n FROM stage_order WHERE buyer_value IS NULL GROUP BY 1`,
      )
    : [];
  return {
    ...(row as Omit<FileSide, 'untied_reasons'>),
    untied_reasons: Object.fromEntries(reasons.map(({ reason, n }) => [reason, n])),
  };
}

/** Rows that only now turned out to refer to nothing; their raw text lies in DuckDB. */
async function rejectLate(apply: Apply): Promise<number> {
  const outcomes = FACT_TABLES.map(
    (table) => `SELECT first_line, outcome, file_rows FROM ${table}`,
  ).join(' UNION ALL ');
  const late = `SELECT first_line, outcome, file_rows FROM (${outcomes}) o WHERE outcome NOT IN ('accepted', 'unchanged') AND file_rows > 0`;
  const { n } = await apply.tx.one<{ n: number }>(
    `SELECT coalesce(sum(file_rows), 0)::bigint AS n FROM (${late}) l`,
  );
  if (n > 0)
    await toDuck(apply, late, 'apply_late', {
      line_number: 'BIGINT',
      reason: 'VARCHAR',
      file_rows: 'BIGINT',
    });
  return n;
}

/** stage_raw (line_number, raw) is READ's view of the file's records, where it keeps one. */
async function writeRejects(apply: Apply, late: number): Promise<void> {
  const raws = apply.staged.get('stage_raw')?.has('raw');
  const sources = [
    ...(apply.staged.has('stage_reject')
      ? [`SELECT line_number, reason, coalesce(params, '{}'), coalesce(raw, '') FROM stage_reject`]
      : []),
    ...(late > 0
      ? [
          `SELECT l.line_number, any_value(l.reason), '{}', any_value(${raws ? "coalesce(r.raw, '')" : "''"}) FROM apply_late l
          ${raws ? 'LEFT JOIN stage_raw r ON r.line_number = l.line_number' : ''} GROUP BY l.line_number`,
        ]
      : []),
  ];
  if (sources.length === 0) return;
  await toPostgres(
    apply,
    `SELECT ${apply.batch.id}, * FROM (${sources.join(' UNION ALL ')}) ORDER BY 2`,
    'import_reject',
    ['batch_id', 'line_number', 'reason', 'params', 'raw'],
  );
}

const LEDGER_SIDE = `
  SELECT (SELECT count(*) FROM incoming_buyer WHERE is_new)::int AS customers_new,
    count(*) FILTER (WHERE m.is_new)::int AS orders_new, count(*) FILTER (WHERE NOT m.is_new AND m.changed)::int AS orders_updated,
    coalesce(sum(m.file_rows) FILTER (WHERE m.changed OR i.changed OR p.ord IS NOT NULL), 0)::bigint
      + (SELECT coalesce(sum(order_rows), 0)::bigint FROM (SELECT DISTINCT ord, order_rows FROM incoming_parcel WHERE outcome = 'accepted') q)
      AS accepted_orders
  FROM merged_order m LEFT JOIN incoming_buyer i ON i.buyer = m.buyer AND i.changed
  LEFT JOIN (SELECT DISTINCT ord FROM incoming_parcel WHERE outcome = 'accepted' AND ord IS NOT NULL) p ON p.ord = m.ord`;

/**
 * Every row of the file is accepted, unchanged or rejected. A sum that does not come out is a bug, and
 * a bug must not be committed.
 */
export async function countUp(apply: Apply): Promise<ApplyCounts> {
  const {
    order_rows: orderRows,
    read,
    rejected: early,
    buyers,
    tied,
    untied_reasons,
  } = await fileSide(apply);
  const late = await rejectLate(apply);
  await writeRejects(apply, late);
  const { accepted_orders: acceptedOrders, ...ledger } = await apply.tx.one<
    Pick<ApplyCounts, 'customers_new' | 'orders_new' | 'orders_updated'> & {
      accepted_orders: number;
    }
  >(LEDGER_SIDE);
  const outcomes = FACT_TABLES.map((table) => `SELECT outcome, file_rows FROM ${table}`).join(
    ' UNION ALL ',
  );
  const facts = await apply.tx.one<{ accepted: number; unchanged: number }>(`
    SELECT coalesce(sum(file_rows) FILTER (WHERE outcome = 'accepted'), 0)::bigint AS accepted,
      coalesce(sum(file_rows) FILTER (WHERE outcome = 'unchanged'), 0)::bigint AS unchanged
    FROM (${outcomes} UNION ALL SELECT CASE WHEN changed THEN 'accepted' ELSE 'unchanged' END, file_rows FROM incoming_product WHERE stated) o`);
  const accepted = acceptedOrders + facts.accepted;
  const unchanged = orderRows - acceptedOrders + facts.unchanged;
  const rejected = early + late;
  if (read !== accepted + unchanged + rejected)
    throw new Error(
      `rows do not add up: ${read} read, ${accepted} accepted, ${unchanged} unchanged, ${rejected} rejected`,
    );
  const matched = Math.max(buyers - ledger.customers_new, 0);
  return {
    read,
    accepted,
    unchanged,
    rejected,
    ...ledger,
    customers_matched: matched,
    orders_tied: tied,
    untied_reasons,
  };
}
