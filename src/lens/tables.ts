/** What the lens mirrors of the ledger: the facts that questions over many customers need, and no more. */
export interface LensColumn {
  name: string;
  /** DuckDB's type. Instants are TIMESTAMP in UTC: TIMESTAMPTZ was 12 to 18 times slower in every function of time. */
  type: string;
  /** PostgreSQL's expression, where it is not the column of that name. */
  from?: string;
}

export interface LensTable {
  name: string;
  /** The column that change_log.key names: an id, or the order a set of lines belongs to. */
  key: string;
  columns: LensColumn[];
}

const big = (...names: string[]): LensColumn[] => names.map((name) => ({ name, type: 'BIGINT' }));
const text = (...names: string[]): LensColumn[] => names.map((name) => ({ name, type: 'VARCHAR' }));
const day = (...names: string[]): LensColumn[] => names.map((name) => ({ name, type: 'DATE' }));
const small = (...names: string[]): LensColumn[] =>
  names.map((name) => ({ name, type: 'SMALLINT' }));
const instant = (...names: string[]): LensColumn[] =>
  // The ledger's sessions run in UTC (platform/postgres), so the plain cast is the UTC reading.
  names.map((name) => ({ name, type: 'TIMESTAMP', from: `${name}::timestamp` }));
const as = (name: string, type: string, from?: string): LensColumn => ({
  name,
  type,
  ...(from && { from }),
});

/** Names and nicks are here because the list searches them; phones and emails stay in the ledger. */
const customer: LensTable = {
  name: 'customer',
  key: 'id',
  columns: [
    ...big('id', 'person_id', 'shop_id'),
    ...text('name', 'nick', 'gender'),
    // The platform's own id of the buyer: what other tools know the customer by.
    as('external_id', 'VARCHAR', "CASE WHEN key_kind = 'platform_id' THEN key_value END"),
    ...small('birth_year'),
    // Only the tail of a masked phone: a whole one is looked up in the ledger's index.
    as('masked_tail', 'VARCHAR', 'right(phone_masked, 4)'),
    as('has_phone', 'BOOLEAN', 'phone IS NOT NULL'),
    as('has_email', 'BOOLEAN', 'email IS NOT NULL'),
    ...text('country', 'province', 'city', 'address_kind', 'climate_zone', 'language'),
    ...instant('known_at', 'erased_at'),
  ],
};

const orders: LensTable = {
  name: 'orders',
  key: 'id',
  columns: [
    ...big('id', 'shop_id', 'customer_id'),
    // Breaks ties between orders of one instant.
    ...text('number', 'kind', 'status', 'currency'),
    ...instant('placed_at', 'shipped_at', 'received_at', 'confirmed_at', 'purchased_at', 'void_at'),
    ...day('placed_day', 'purchased_day'),
    ...big('goods', 'discount', 'platform_discount', 'gross', 'shipping', 'refunded'),
    as('units', 'DECIMAL(18,4)'),
    ...text('untied_reason', 'promotion_code', 'source', 'ship_province', 'address_kind'),
  ],
};

/** Facts that only insight asks for. */
const SINCE_INSIGHT: LensTable[] = [
  {
    name: 'product_price',
    key: 'id',
    columns: [...big('id', 'product_id', 'price', 'cost'), ...instant('valid_from', 'valid_to')],
  },
  // Only when a parcel was seen: what the newest scan says is the parcel's state already.
  {
    name: 'parcel_scan',
    key: 'id',
    columns: [...big('id', 'parcel_id'), ...instant('scanned_at')],
  },
  // Without its words: those are read on the customer's own page.
  {
    name: 'conversation',
    key: 'id',
    columns: [
      ...big('id', 'customer_id', 'order_id'),
      ...text('kind', 'channel', 'direction'),
      ...instant('said_at', 'resolved_at'),
    ],
  },
  {
    name: 'occasion',
    key: 'id',
    columns: [
      ...big('id', 'customer_id'),
      ...text('kind'),
      ...small('year', 'month', 'day'),
      as('lunar', 'BOOLEAN'),
      ...instant('valid_from', 'valid_to'),
    ],
  },
  {
    name: 'customer_attribute',
    key: 'id',
    columns: [
      ...big('id', 'customer_id'),
      ...text('key', 'type', 'value'),
      ...instant('valid_from', 'valid_to'),
    ],
  },
  {
    name: 'consent',
    key: 'id',
    columns: [
      ...big('id', 'customer_id'),
      ...text('channel', 'purpose', 'state'),
      ...instant('occurred_at'),
    ],
  },
  {
    name: 'ad_spend',
    key: 'id',
    columns: [
      ...big('id', 'shop_id'),
      ...day('day'),
      ...text('source', 'kind'),
      ...big('amount', 'clicks', 'views'),
    ],
  },
  {
    name: 'dsr',
    key: 'id',
    columns: [
      ...big('id', 'shop_id'),
      ...day('day'),
      as('description', 'DOUBLE'),
      as('service', 'DOUBLE'),
      as('logistics', 'DOUBLE'),
    ],
  },
];

export const TABLES: LensTable[] = [
  {
    name: 'shop',
    key: 'id',
    columns: [
      ...big('id'),
      ...text('name', 'platform', 'currency', 'time_zone'),
      as('is_sample', 'BOOLEAN'),
    ],
  },
  {
    name: 'exchange_rate',
    key: 'id',
    columns: [...big('id'), ...text('currency'), ...day('day'), as('rate', 'DECIMAL(18,9)')],
  },
  customer,
  {
    name: 'customer_tag',
    key: 'id',
    columns: [...big('id', 'customer_id'), ...text('tag'), ...instant('valid_from', 'valid_to')],
  },
  {
    name: 'product',
    key: 'id',
    columns: [
      ...big('id', 'shop_id'),
      ...text('sku', 'title', 'category'),
      as('lasts_days', 'INTEGER'),
    ],
  },
  orders,
  {
    name: 'order_line',
    key: 'order_id',
    columns: [
      ...big('order_id'),
      as('position', 'INTEGER'),
      ...text('kind'),
      ...big('product_id'),
      as('quantity', 'DECIMAL(18,4)'),
      ...big('line_discount', 'amount'),
    ],
  },
  {
    name: 'refund',
    key: 'id',
    columns: [
      ...big('id', 'order_id', 'amount'),
      ...instant('occurred_at'),
      ...day('occurred_day'),
      as('time_assumed', 'BOOLEAN'),
      ...text('reason', 'origin'),
    ],
  },
  {
    name: 'parcel',
    key: 'id',
    columns: [
      ...big('id', 'order_id'),
      ...text('carrier', 'state', 'province'),
      ...instant('shipped_at', 'promised_at', 'delivered_at'),
    ],
  },
  {
    name: 'review',
    key: 'id',
    columns: [
      ...big('id', 'order_id', 'product_id'),
      ...small('score'),
      as('dsr_description', 'DOUBLE'),
      as('dsr_service', 'DOUBLE'),
      as('dsr_logistics', 'DOUBLE'),
      as('has_picture', 'BOOLEAN'),
      ...instant('reviewed_at'),
      // What reviews speak of is asked over all of them. An erasure empties it like the names above.
      ...text('text'),
    ],
  },
  ...SINCE_INSIGHT,
];

/** The table as PostgreSQL copies it out; `only` narrows it to some keys. */
export function copyStatement(table: LensTable, only = ''): string {
  const columns = table.columns.map(({ name, from }) => from ?? `t.${name}`).join(', ');
  return `COPY (SELECT ${columns} FROM ${table.name} t ${only}) TO STDOUT (FORMAT csv)`;
}

/**
 * The file as DuckDB reads it. Nothing is guessed: an empty unquoted field is NULL and a quoted one is
 * '', as PostgreSQL writes them.
 */
export function readCsv(file: string, columns: LensColumn[]): string {
  const types = columns.map(({ name, type }) => `'${name}': '${type}'`).join(', ');
  const path = file.replaceAll("'", "''");
  return `read_csv('${path}', auto_detect=false, header=false, delim=',', quote='"', escape='"', nullstr='', allow_quoted_nulls=false, columns={${types}})`;
}
