import type { Tx } from '../../platform/postgres/index.ts';

/**
 * Orders on their way in, one row an order, filled by intake (and by undo, from what batches said).
 * id and is_new come from incoming_changed; the other columns are what the source says.
 */
export const STATED_COLUMNS = {
  ord: 'bigint',
  id: 'bigint',
  is_new: 'boolean',
  writes_lines: 'boolean',
  buyer: 'bigint',
  file_rows: 'bigint',
  number: 'text',
  has_head: 'boolean',
  has_status: 'boolean',
  untied_reason: 'text',
  name: 'text',
  phone_masked: 'text',
  status: 'text',
  placed_at: 'timestamptz',
  paid_at: 'timestamptz',
  shipped_at: 'timestamptz',
  received_at: 'timestamptz',
  confirmed_at: 'timestamptz',
  closed_at: 'timestamptz',
  placed_day: 'date',
  currency: 'text',
  credit_mark: 'boolean',
  goods: 'bigint',
  negative_goods: 'bigint',
  all_negative: 'boolean',
  units: 'numeric',
  line_count: 'integer',
  discount: 'bigint',
  /** What the goods cost in all, from a source whose lines are only a summary. */
  goods_stated: 'bigint',
  platform_discount: 'bigint',
  shipping: 'bigint',
  paid: 'bigint',
  refunded_stated: 'bigint',
  refunded_at: 'timestamptz',
  refund_reason: 'text',
  promotion_code: 'text',
  source: 'text',
  buyer_note: 'text',
  note: 'text',
  ship_name: 'text',
  ship_phone: 'text',
  ship_country: 'text',
  ship_province: 'text',
  ship_city: 'text',
  ship_district: 'text',
  ship_address: 'text',
  address_kind: 'text',
  lines_rank: 'smallint',
  lines_hash: 'text',
  head_hash: 'text',
} as const;

const TABLES = `
  CREATE TEMP TABLE incoming_key (ord bigint, number text, has_head boolean, head_hash text, lines_hash text,
    lines_rank smallint) ON COMMIT DROP;
  CREATE TEMP TABLE incoming_changed (ord bigint, id bigint, is_new boolean, writes_lines boolean) ON COMMIT DROP;
  CREATE TEMP TABLE incoming_order (${Object.entries(STATED_COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')}, customer_id bigint) ON COMMIT DROP;`;

export async function makeIncomingOrders(tx: Tx): Promise<void> {
  await tx.run(TABLES);
}

/**
 * Which orders of incoming_key say something new, into incoming_changed with the id each has or gets.
 * Hashes settle the unchanged ones before anything of them travels. Ids are drawn in file order, so that
 * lines arrive sorted by their primary key (541,909 lines: 1.2 s sorted, 2.2 s shuffled).
 */
export async function pickChangedOrders(tx: Tx): Promise<number> {
  await tx.run('ANALYZE incoming_key (number)');
  return tx.run(`
    INSERT INTO incoming_changed
    SELECT ord, coalesce(id, nextval('orders_id_seq')), id IS NULL, writes_lines
    FROM (SELECT k.ord, o.id,
            k.lines_hash IS NOT NULL AND (o.id IS NULL OR
              (k.lines_rank >= o.lines_rank AND k.lines_hash IS DISTINCT FROM o.lines_hash)) AS writes_lines,
            o.id IS NULL OR (k.has_head AND k.head_hash IS DISTINCT FROM o.head_hash) AS says_more
          FROM incoming_batch b CROSS JOIN incoming_key k
          LEFT JOIN orders o ON o.shop_id = b.shop_id AND o.number = k.number
          ORDER BY k.ord) s
    WHERE says_more OR writes_lines`);
}
