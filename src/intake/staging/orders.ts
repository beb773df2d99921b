import { minorDigits } from '../../kernel/index.ts';
import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { type Field, typeOf } from '../fields.ts';
import type { Source } from '../source.ts';
import { literal, one } from '../sql.ts';
import type { Compiled, Shop } from './compile.ts';
import { lookUpAddresses, lookUpPhones } from './lookups.ts';
import { buyerSql, countrySql, regionOf, scopeOf } from './person.ts';

export interface OrderContext {
  source: Source;
  compiled: Compiled;
  shop: Shop;
}

const HEAD: readonly Field[] = [
  'ordered_at',
  'paid_at',
  'shipped_at',
  'promised_at',
  'delivered_at',
  'confirmed_at',
  'closed_at',
  'status',
  'customer_id',
  'customer_nick',
  'customer_name',
  'gender',
  'birth_year',
  'phone',
  'email',
  'language',
  'country',
  'province',
  'city',
  'district',
  'address',
  'company',
  'receiver_name',
  'receiver_phone',
  'goods',
  'shipping',
  'discount',
  'platform_discount',
  'paid',
  'refunded',
  'refunded_at',
  'refund_reason',
  'currency',
  'promotion_code',
  'source',
  'buyer_note',
  'note',
  'carrier',
  'tracking_number',
];

const priced = ({ has }: Compiled): boolean => has('unit_price') || has('line_amount');

/** Real lines name their own price; a file without prices has one line an order: what the order cost. */
export const hasRealLines = ({ source, compiled }: OrderContext): boolean =>
  source.lines ? source.lines === 'real' && priced(compiled) : priced(compiled);

/** Rows that cannot be an order, or a line of one. */
export function orderChecks({ source, compiled }: OrderContext, now: Date): string {
  const later = literal(new Date(now.getTime() + 2 * 86_400_000).toISOString().slice(0, 19));
  const missing = (field: Field) =>
    `json_object('reason', 'missing', 'field', '${field}', 'column', ${literal(compiled.columnOf(field))})::VARCHAR`;
  const checks = [`WHEN order_number IS NULL THEN ${missing('order_number')}`];
  if (!source.linesOnly) {
    const times = (['ordered_at', 'paid_at'] as const).filter((field) => compiled.has(field));
    const time = times.length ? `coalesce(${times.join(', ')})` : 'NULL::TIMESTAMP';
    // Rows after an order's first may leave its cells out: an order without any time is refused later.
    checks.push(
      `WHEN ${time} > TIMESTAMP ${later} THEN json_object('reason', 'future_date', 'value', ${time}::VARCHAR)::VARCHAR`,
    );
  }
  if (compiled.has('unit_price') && !compiled.has('line_amount') && compiled.has('quantity')) {
    checks.push(`WHEN unit_price IS NULL AND quantity IS NOT NULL THEN ${missing('unit_price')}`);
  }
  return `CASE ${checks.join(' ')} END`;
}

/** Rows become orders with dense numbers, their lines and their parcels. */
export async function stageOrders(duck: DuckConnection, context: OrderContext): Promise<void> {
  await gatherHeads(duck, context);
  await lookUpPhones(duck, 'head', ['phone', 'receiver_phone'], 'region');
  await lookUpAddresses(duck, 'head');
  await duck.run(orderSql(context));
  if (hasRealLines(context)) await duck.run(lineSql(context));
  await addSummaries(duck, context.compiled);
  if (PARCEL.some((field) => context.compiled.has(field)))
    await duck.run(parcelSql(context.compiled));
  await duck.run('DROP TABLE head');
}

/** Half away from zero, to the minor unit, per line: DEFINITIONS. */
export function amountSql({ compiled, source, shop }: OrderContext): string {
  const currency = source.currency ?? shop.currency;
  const scale = compiled.has('currency')
    ? `minor_factor(coalesce(currency, ${literal(currency)}))`
    : String(10 ** minorDigits(currency));
  const quantity = compiled.has('quantity') ? 'coalesce(quantity, 1)' : '1';
  const product = `TRY(CAST(unit_price * ${quantity} * ${scale} AS BIGINT))`;
  const off = compiled.has('line_discount')
    ? ` - coalesce(abs(line_discount), 0) * sign(${product})`
    : '';
  const worked = compiled.has('unit_price') ? `${product}${off}` : 'NULL::BIGINT';
  return compiled.has('line_amount')
    ? `coalesce(${worked}, line_amount)::BIGINT`
    : `(${worked})::BIGINT`;
}

/** One value of a field for the whole order. */
function headValue(field: Field, source: Source): string {
  if (source.sums?.includes(field))
    return `sum(${field})::${typeOf(field) === 'money' ? 'BIGINT' : 'DECIMAL(18, 4)'}`;
  // Earliest of its lines: DEFINITIONS.
  if (field === 'ordered_at') return 'min(ordered_at)';
  // An amount said on every row (or once) is the order's; amounts that differ are each row's own share.
  if (typeOf(field) === 'money')
    return `CASE WHEN min(${field}) = max(${field}) THEN min(${field}) ELSE sum(${field})::BIGINT END`;
  return `arg_min(${field}, line)`;
}

/** The sums and texts of a million rows' orders fit the room; an aggregate's texts are never spilled. */
const ROWS_AT_ONCE = 1_000_000;

/** `head`: a row an order. A large file is gathered in slices by order number, each of which fits. */
async function gatherHeads(duck: DuckConnection, context: OrderContext): Promise<void> {
  const { rows } = await one<{ rows: number }>(duck, 'SELECT count(*) AS rows FROM good');
  const slices = Math.ceil(rows / ROWS_AT_ONCE);
  if (slices <= 1) {
    await duck.run(headSql(context, `(${gatheredSql(context)})`));
    return;
  }
  for (let slice = 0; slice < slices; slice += 1) {
    const part = gatheredSql(context, `WHERE hash(order_number) % ${slices} = ${slice}`);
    await duck.run(
      `${slice === 0 ? 'CREATE OR REPLACE TABLE gathered AS' : 'INSERT INTO gathered'} ${part}`,
    );
  }
  await duck.run(headSql(context, 'gathered'));
  await duck.run('DROP TABLE gathered');
}

const headSql = ({ source, shop }: OrderContext, gathered: string): string =>
  `CREATE OR REPLACE TABLE head AS
    SELECT row_number() OVER (ORDER BY first_line) AS ord, * REPLACE (
      as_email(email) AS email, coalesce(currency, ${literal(source.currency ?? shop.currency)}) AS currency,
      ${countrySql('country', source.country)} AS country),
      country_code(coalesce(country, ${literal(source.country ?? regionOf(shop))})) AS region,
      is_masked(coalesce(receiver_phone, phone, receiver_name, customer_name, address, '')) AS masked,
      starts_with(coalesce(receiver_phone, receiver_name, address, ''), '#') AS encrypted
    FROM ${gathered}`;

/** What the rows of each order say together. */
function gatheredSql({ source, compiled }: OrderContext, where = ''): string {
  const fields = HEAD.map(
    (field) =>
      `${compiled.has(field) ? headValue(field, source) : compiled.col(field)} AS ${field}`,
  );
  return `SELECT order_number AS number, min(line) AS first_line, count(*) AS file_rows, ${fields.join(', ')},
      coalesce(sum(amount) FILTER (amount > 0), 0)::BIGINT AS line_goods,
      coalesce(-sum(amount) FILTER (amount < 0), 0)::BIGINT AS negative_goods,
      coalesce(max(amount) <= 0 AND min(amount) < 0, false) AS all_negative,
      ${compiled.has('quantity') ? 'coalesce(sum(coalesce(quantity, 1)) FILTER (amount > 0), 0)' : 'count(*) FILTER (amount > 0)'}::DECIMAL(18, 4) AS line_units,
      ${compiled.has('quantity') ? 'sum(quantity)' : 'NULL'}::DECIMAL(18, 4) AS all_units,
      count(amount) AS line_count, sum(${lineHash(compiled)})::VARCHAR AS hash
    FROM good ${where} GROUP BY order_number`;
}

const LINE: readonly Field[] = ['sku', 'title', 'variant', 'category'];

/** A line's hash, from what it says and not where it stands: stable whatever the order of rows. */
function lineHash(compiled: Compiled): string {
  const texts = [...LINE, 'quantity', 'unit_price', 'line_discount', 'cost'] as Field[];
  const parts = texts.map((field) =>
    compiled.has(field) ? `coalesce(${field}::VARCHAR, '')` : `''`,
  );
  return `row_hash(concat_ws(chr(31), ${parts.join(', ')}, coalesce(amount::VARCHAR, '')))`;
}

function orderSql(context: OrderContext): string {
  const { source, shop } = context;
  const real = hasRealLines(context);
  const zone = literal(shop.timeZone);
  // Without real lines the order is one summary line worth what its goods cost.
  const summary = 'coalesce(h.goods, h.paid - coalesce(h.shipping, 0), 0)';
  const either = (lines: string, without: string) =>
    real ? `CASE WHEN itemised THEN ${lines} ELSE ${without} END` : without;
  const off = `coalesce(abs(h.discount), CASE WHEN h.goods < line_goods - h.negative_goods THEN line_goods - h.negative_goods - h.goods END, 0)`;
  const discount = source.linesOnly ? '0' : either(off, '0');
  const mark = source.creditNumber
    ? `regexp_matches(number, ${literal(source.creditNumber)}) AND h.all_negative`
    : 'false';
  return `INSERT INTO stage_order BY NAME SELECT *, md5(concat_ws(chr(31), ${HASHED.map((c) => `coalesce(${c}::VARCHAR, '')`).join(', ')})) AS head_hash FROM (
    SELECT ord, number, first_line, file_rows, ${String(!source.linesOnly)} AS has_head,
      key.kind AS buyer_kind, key.scope AS buyer_scope, key.value AS buyer_value,
      CASE WHEN key IS NOT NULL OR ${String(source.linesOnly ?? false)} THEN NULL WHEN encrypted THEN 'encrypted' WHEN masked THEN 'masked' ELSE 'no_buyer' END AS untied_reason,
      CASE WHEN NOT is_masked(coalesce(customer_name, receiver_name)) THEN coalesce(customer_name, receiver_name) END AS name,
      customer_nick AS nick, gender, CASE WHEN birth_year BETWEEN 1900 AND 2100 THEN birth_year END::INTEGER AS birth_year,
      coalesce(buyer_phone, receiver_e164) AS phone, coalesce(buyer_masked, receiver_masked) AS phone_masked,
      (buyer_phone IS NULL AND receiver_e164 IS NOT NULL) AS phone_is_receiver, email, language,
      CASE WHEN status = 'refunded' THEN 'closed' ELSE status END AS status, status IS NOT NULL AS has_status,
      ${source.linesOnly ? 'NULL::TIMESTAMP' : 'coalesce(ordered_at, paid_at)'} AS placed_at,
      CASE WHEN status = 'refunded' THEN coalesce(paid_at, ordered_at) ELSE paid_at END AS paid_at,
      shipped_at, delivered_at AS received_at, confirmed_at, closed_at,
      CAST(timezone(${zone}, timezone('UTC', ${source.linesOnly ? 'NULL::TIMESTAMP' : 'coalesce(ordered_at, paid_at)'})) AS DATE) AS placed_day,
      currency, ${mark} AS credit_mark,
      ${either('line_goods', `greatest(${summary}, 0)`)} AS goods, ${either('h.negative_goods', `greatest(-(${summary}), 0)`)} AS negative_goods,
      ${either('h.all_negative', `${summary} < 0`)} AS all_negative,
      ${either('line_units', 'coalesce(all_units, 1)')} AS units, ${either('h.line_count', '1')} AS line_count,
      ${discount} AS discount, ${either('NULL::BIGINT', 'h.goods')} AS goods_stated,
      coalesce(abs(platform_discount), 0) AS platform_discount, coalesce(shipping, 0) AS shipping, paid,
      nullif(abs(refunded), 0) AS refunded_stated, refunded_at, refund_reason, promotion_code, source, buyer_note, note,
      receiver_name AS ship_name, coalesce(receiver_e164, receiver_masked) AS ship_phone, country AS ship_country,
      a.province AS ship_province, a.city AS ship_city, a.district AS ship_district, a.address AS ship_address,
      a.kind AS address_kind, a.zone AS climate_zone,
      ${either('2', '1')} AS lines_rank, ${either(`h.line_count || ':' || hash`, `md5(concat_ws(chr(31), ${summary}, all_units))`)} AS lines_hash
    FROM (SELECT *, line_count > 0${source.linesOnly ? ' OR true' : ''} AS itemised, ${buyerSql(scopeOf(source, shop))} AS key FROM (
      SELECT head.*, b.e164 AS buyer_phone, b.masked AS buyer_masked, r.e164 AS receiver_e164, r.masked AS receiver_masked
      FROM head LEFT JOIN phones b ON b.text = head.phone AND b.region IS NOT DISTINCT FROM head.region
        LEFT JOIN phones r ON r.text = head.receiver_phone AND r.region IS NOT DISTINCT FROM head.region)) h
    LEFT JOIN addresses a ON a.p IS NOT DISTINCT FROM h.province AND a.c IS NOT DISTINCT FROM h.city
      AND a.d IS NOT DISTINCT FROM h.district AND a.a IS NOT DISTINCT FROM h.address
      AND a.firm IS NOT DISTINCT FROM h.company AND a.region IS NOT DISTINCT FROM h.region) ORDER BY ord`;
}

/** What the head says, in a fixed order: the hash must not change with a new version of this program. */
const HASHED = [
  'number',
  'buyer_kind',
  'buyer_scope',
  'buyer_value',
  'name',
  'nick',
  'gender',
  'birth_year',
  'phone',
  'phone_masked',
  'email',
  'status',
  'placed_at',
  'paid_at',
  'shipped_at',
  'received_at',
  'confirmed_at',
  'closed_at',
  'currency',
  'discount',
  'goods_stated',
  'platform_discount',
  'shipping',
  'paid',
  'refunded_stated',
  'refunded_at',
  'refund_reason',
  'promotion_code',
  'source',
  'buyer_note',
  'note',
  'ship_name',
  'ship_phone',
  'ship_country',
  'ship_province',
  'ship_city',
  'ship_district',
  'ship_address',
];

async function addSummaries(duck: DuckConnection, compiled: Compiled): Promise<void> {
  const { some } = await one<{ some: boolean }>(
    duck,
    'SELECT EXISTS (SELECT 1 FROM stage_order WHERE lines_rank = 1) AS some',
  );
  if (some) await duck.run(summarySql(compiled));
}

/** One line for an order the file says nothing more of than what it cost. */
const summarySql = (compiled: Compiled) => `INSERT INTO stage_line BY NAME
  SELECT o.ord, 1 AS position, 'goods' AS kind, coalesce(p.sku, p.title) AS sku, p.title, p.variant, o.units AS quantity,
    CASE WHEN o.units != 0 THEN TRY(CAST((o.goods - o.negative_goods) / minor_factor(o.currency) / o.units AS DECIMAL(18, 6))) END AS unit_price,
    0 AS line_discount, o.goods - o.negative_goods AS amount, p.category, NULL::BIGINT AS cost
  FROM stage_order o JOIN (SELECT order_number, ${LINE.map((field) => `arg_min(${compiled.col(field)}, line) AS ${field}`).join(', ')} FROM good GROUP BY 1) p ON p.order_number = o.number
  WHERE o.lines_rank = 1`;

function lineSql(context: OrderContext): string {
  const { compiled } = context;
  const quantity = compiled.has('quantity') ? 'coalesce(quantity, 1)' : '1';
  return `INSERT INTO stage_line BY NAME SELECT o.ord, (p.line - o.first_line + 1)::INTEGER AS position, 'goods' AS kind,
      coalesce(${compiled.col('sku')}, ${compiled.col('title')}) AS sku, ${compiled.col('title')} AS title, ${compiled.col('variant')} AS variant,
      ${quantity} AS quantity, ${unitPrice(compiled)} AS unit_price, coalesce(${compiled.col('line_discount')}, 0) AS line_discount, p.amount,
      ${compiled.col('category')} AS category, ${compiled.col('cost')} AS cost
    FROM good p JOIN head o ON o.number = p.order_number WHERE p.amount IS NOT NULL`;
}

/** A line that only says what it cost in all has a price per piece all the same. */
function unitPrice(compiled: Compiled): string {
  if (!compiled.has('line_amount')) return 'unit_price';
  const quantity = compiled.has('quantity') ? 'nullif(coalesce(quantity, 1), 0)' : '1';
  const worked = `TRY(CAST(p.amount / minor_factor(o.currency) / ${quantity} AS DECIMAL(18, 6)))`;
  return compiled.has('unit_price') ? `coalesce(unit_price, ${worked})` : worked;
}

/** What only a parcel can say. */
const PARCEL: readonly Field[] = ['tracking_number', 'promised_at', 'carrier'];

/** An order that says when it was promised, or who brings it, has a parcel, be it one without a number. */
const parcelSql = (compiled: Compiled) => `INSERT INTO stage_parcel BY NAME
  SELECT o.number, o.ord, p.* EXCLUDE (order_number, is_said), CASE WHEN p.delivered_at IS NOT NULL THEN 'delivered' ELSE 'shipped' END AS state, 0 AS file_rows
  FROM (SELECT order_number, coalesce(tracking, '') AS tracking_number, arg_min(${compiled.col('carrier')}, line) AS carrier, min(${compiled.col('shipped_at')}) AS shipped_at,
      min(${compiled.col('promised_at')}) AS promised_at, min(${compiled.col('delivered_at')}) AS delivered_at, min(line) AS first_line,
      tracking IS NOT NULL OR (bool_and(tracking IS NULL) OVER (PARTITION BY order_number)
        AND count(coalesce(${compiled.col('carrier')}, ${compiled.col('promised_at')}::VARCHAR)) > 0) AS is_said
    FROM (SELECT *, ${compiled.col('tracking_number')} AS tracking FROM good) GROUP BY order_number, tracking) p
  JOIN head o ON o.number = p.order_number WHERE p.is_said`;
