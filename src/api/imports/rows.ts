import { toDecimal } from '../../kernel/index.ts';
import type { Preview } from '../../intake/index.ts';

type Staged = Record<string, unknown>;
type Shown = { line: number; values: Record<string, string> };

/** Staging columns under the name of the field they come from; the others are not for people. */
const FIELD: Record<string, string> = {
  number: 'order_number',
  placed_at: 'ordered_at',
  refunded_stated: 'refunded',
  ship_country: 'country',
  ship_province: 'province',
  ship_city: 'city',
  ship_district: 'district',
  ship_address: 'address',
  nick: 'customer_nick',
  name: 'customer_name',
  score: 'review_score',
  reviewed_at: 'reviewed_at',
  amount: 'spend',
  kind: 'spend_kind',
};
const HIDDEN =
  /^(ord|position|first_line|file_rows|has_\w+|\w+_hash|lines_rank|line_count|units|all_negative|negative_goods|credit_mark|buyer_\w+|untied_reason|phone_is_receiver|climate_zone|address_kind|placed_day|lunar|tags_replace|head_\w+)$/;
const LINE_FIELD: Record<string, string> = { amount: 'line_amount', kind: 'line_kind' };
const MONEY =
  /^(goods|discount|platform_discount|shipping|paid|refunded|line_discount|line_amount|spend|price|cost)$/;
const INSTANT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;

interface Shop {
  currency: string;
  timeZone: string;
}

/** Times come as UTC; people read their shop's clock. */
function localTime(text: string, timeZone: string): string {
  return new Date(`${text.slice(0, 19).replace(' ', 'T')}Z`).toLocaleString('sv-SE', { timeZone });
}

function cell(field: string, value: unknown, shop: Shop): string {
  if (typeof value === 'number' && MONEY.test(field)) return toDecimal(value, shop.currency);
  const text =
    value instanceof Date
      ? value.toISOString()
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return INSTANT.test(text)
    ? localTime(text, shop.timeZone)
    : text.replace(/^(\d+\.\d*?)0+$/, '$1').replace(/^(\d+)\.$/, '$1');
}

function shown(row: Staged, names: Record<string, string>, shop: Shop): Record<string, string> {
  const filled = Object.entries(row).filter(
    ([name, value]) => value !== null && value !== undefined && value !== '' && !HIDDEN.test(name),
  );
  return Object.fromEntries(
    filled.map(([name, value]) => [names[name] ?? name, cell(names[name] ?? name, value, shop)]),
  );
}

function buyer({ buyer_kind, buyer_value }: Staged): Record<string, string> {
  return buyer_kind === 'platform_id' ? { customer_id: String(buyer_value) } : {};
}

/** Rows as they will come in: an order's facts beside each of its lines. */
export function previewRows({ rows, lines }: Preview, shop: Shop): Shown[] {
  return rows.flatMap((row) => {
    const currency = typeof row['currency'] === 'string' ? row['currency'] : shop.currency;
    const where = { ...shop, currency };
    const line = Number(row['first_line'] ?? 0);
    const values = { ...shown(row, FIELD, where), ...buyer(row) };
    const own = lines.filter((one) => one['ord'] === row['ord'] && row['ord'] !== undefined);
    if (own.length === 0) return [{ line, values }];
    return own.map((one, i) => ({
      line: line + i,
      values: { ...values, ...shown(one, LINE_FIELD, where) },
    }));
  });
}
