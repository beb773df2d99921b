/** What a segment means, said once more in plain JavaScript, without the compiler. */
import { lunarNear } from '../../src/kernel/lunar/index.ts';
import { FIELDS, type Field } from '../../src/insight/segments/fields/index.ts';
import type { Expression, Operator, Plain } from '../../src/insight/segments/text/ast.ts';
import { PRODUCTS, type Order, type Row, type Shop } from './segment-shops.ts';

export const AS_OF = '2026-03-15';

const pad = (date: Date): string => date.toISOString().slice(0, 10);
const ago = (years: number, months: number, days: number): string =>
  pad(new Date(Date.UTC(2026 + years, 2 + months, 15 + days)));
const NAMED: Record<string, string> = {
  today: AS_OF,
  start_of_month: '2026-03-01',
  end_of_year: '2026-12-31',
};
function day(value: Plain): string {
  if (value.kind === 'named') return NAMED[value.value]!;
  if (value.kind !== 'offset') return String(value.value);
  return ago(
    value.unit === 'y' ? value.amount : 0,
    value.unit === 'm' ? value.amount : 0,
    value.unit === 'd' ? value.amount : 0,
  );
}
const monthDay = (iso: string): number => Number(iso.slice(5, 7)) * 100 + Number(iso.slice(8, 10));
const low = (value: unknown): string => String(value).toLowerCase();
const minor = (value: number): number => Math.round(value * 100);

function given(field: Pick<Field, 'type'>, value: Plain): unknown {
  if (field.type === 'day') return day(value);
  if (field.type === 'yearly') return monthDay(day(value));
  const raw = (value as { value: unknown }).value;
  if (field.type === 'money') return minor(raw as number);
  return field.type === 'text' ? low(raw) : raw;
}
const SUBSCRIBED: Record<string, string> = {
  granted: 'SUBSCRIBED',
  refused: 'UNSUBSCRIBED',
  withdrawn: 'UNSUBSCRIBED',
};
function birthday(row: Row): number | null {
  if (row['birthday_month'] == null || row['birthday_day'] == null) return null;
  const [month, day] = [Number(row['birthday_month']), Number(row['birthday_day'])];
  if (row['birthday_lunar'] !== true) return month * 100 + day;
  // No lunar month has a 31st.
  if (day > 30) return null;
  const [, solarMonth, solarDay] = lunarNear(month, day, AS_OF).split('-');
  return Number(solarMonth) * 100 + Number(solarDay);
}

function column(row: Row, name: string): unknown {
  const aliases: Record<string, string> = {
    customer_tags: 'tags',
    customer_countries: 'country',
    customer_regions: 'region',
    customer_cities: 'city',
    customer_added_date: 'customer_since',
  };
  if (name.endsWith('_subscription_status'))
    return (
      SUBSCRIBED[String(row[name.replace('_subscription_status', '_consent')])] ?? 'NOT_SUBSCRIBED'
    );
  if (name === 'birthday') return birthday(row);
  return row[aliases[name] ?? name];
}

/** The test ships the first and the third order so that they had not come by then. */
const isUnderWay = (row: Row, { orders }: Shop): boolean =>
  [orders[0], orders[2]].some((order) => order?.person === row.person_id);

/** Of these three, under way for a fortnight: the first, the third, and the fourth that came back. */
const isStuck = (row: Row, { orders }: Shop): boolean =>
  [orders[0], orders[2], orders[3]].some(
    (order) => order?.person === row.person_id && order.day <= AS_OF,
  );

const OF_PARCELS: Record<string, (row: Row, past: Shop) => boolean> = {
  parcel_under_way: isUnderWay,
  stuck_parcel: isStuck,
};

function compare(operator: Operator, have: unknown, wanted: unknown[]): boolean {
  const [a, b] = wanted as [number, number];
  const x = have as number;
  switch (operator) {
    case '=':
      return x === a;
    case '<':
      return x < a;
    case '<=':
      return x <= a;
    case '>':
      return x > a;
    case '>=':
      return x >= a;
    case 'BETWEEN':
      return x >= a && x <= b;
    case 'IN':
      return wanted.includes(x);
    default:
      throw new Error(operator);
  }
}
const OPPOSITE: Partial<Record<Operator, Operator>> = {
  '!=': '=',
  'NOT IN': 'IN',
  'NOT CONTAINS': 'CONTAINS',
  'IS NOT NULL': 'IS NULL',
};

function clauseHolds(leaf: Extract<Expression, { kind: 'clause' }>, row: Row, past: Shop): boolean {
  const opposite = OPPOSITE[leaf.operator];
  if (opposite !== undefined) return !clauseHolds({ ...leaf, operator: opposite }, row, past);
  if (leaf.field.startsWith('attribute.')) return attributeHolds(leaf, row, past);
  const field = FIELDS.find(({ name }) => name === leaf.field)!;
  const have = OF_PARCELS[leaf.field]?.(row, past) ?? column(row, leaf.field);
  const isEmptyList = Array.isArray(have) && have.length === 0;
  if (leaf.operator === 'IS NULL') return have == null || isEmptyList;
  if (have == null) return false;
  const wanted = leaf.values.map((value) => given(field, value));
  if (leaf.operator === 'CONTAINS') {
    if (field.type === 'text') return low(have).includes(wanted[0] as string);
    const all = Array.isArray(have)
      ? have.map((one) => (one === 1 ? 'one' : one === 2 ? 'two' : low(one)))
      : [low(have)];
    return all.includes(low(wanted[0]));
  }
  const [from, to] = wanted as number[];
  if (field.type === 'yearly' && leaf.operator === 'BETWEEN' && from! > to!)
    return (have as number) >= from! || (have as number) <= to!;
  return compare(leaf.operator, field.type === 'text' ? low(have) : have, wanted);
}

function attributeHolds(
  leaf: Extract<Expression, { kind: 'clause' }>,
  row: Row,
  past: Shop,
): boolean {
  const mine = past.attributes.filter(
    (one) =>
      one.person === row.person_id &&
      `attribute.${one.key}` === leaf.field &&
      one.from <= AS_OF &&
      (one.to === null || one.to > AS_OF),
  );
  if (leaf.operator === 'IS NULL') return mine.length === 0;
  const wanted = leaf.values.map((value) =>
    value.kind === 'text' ? low(value.value) : (value as { value: unknown }).value,
  );
  return mine.some(({ value }) => {
    if (leaf.operator === 'CONTAINS') return low(value).includes(String(wanted[0]));
    const have =
      leaf.values[0]!.kind === 'number'
        ? /^[\d.]+$/.test(value)
          ? Number(value)
          : null
        : low(value);
    return have !== null && compare(leaf.operator, have, wanted);
  });
}

function callHolds(leaf: Extract<Expression, { kind: 'call' }>, row: Row, past: Shop): boolean {
  const args = new Map(leaf.args.map((one) => [one.name, one.values]));
  const texts = (name: string): string[] | undefined =>
    args.get(name)?.map((value) => low((value as { value: unknown }).value));
  const number = (name: string): number | undefined =>
    args.has(name) ? (args.get(name)![0] as { value: number }).value : undefined;
  const within = (value: number, name: string, scale = 1): boolean =>
    (number(name) === undefined || value === number(name)) &&
    (number(`${name}_at_least`) === undefined ||
      value >= Math.round(number(`${name}_at_least`)! * scale)) &&
    (number(`${name}_at_most`) === undefined ||
      value <= Math.round(number(`${name}_at_most`)! * scale));
  const fits = (line: Order['lines'][number]): boolean => {
    const product = PRODUCTS[line.product - 1]!;
    return (
      line.kind === 'goods' &&
      (texts('category')?.includes(low(product.category)) ?? true) &&
      (texts('title')?.some((one) => low(product.title).includes(one)) ?? true) &&
      (texts('sku')?.includes(low(product.sku)) ?? true)
    );
  };
  const date = args.get('date')?.[0];
  const [since] = args.get('since') ?? [];
  const [until] = args.get('until') ?? [];
  const inTime = (on: string): boolean =>
    on <= AS_OF &&
    (date === undefined || (date.kind === 'offset' ? on >= day(date) : on === day(date))) &&
    (since === undefined || on >= day(since)) &&
    (until === undefined || on <= day(until));
  const mine = past.orders.filter(
    (one) =>
      one.person === row.person_id &&
      inTime(one.day) &&
      (leaf.name === 'products_purchased' ||
        (within(one.gross, 'amount', 100) &&
          (texts('promotion')?.includes(low(one.promotion)) ?? true))) &&
      (leaf.name === 'orders_placed' || one.lines.some(fits)),
  );
  const counted = [...args.keys()].some((name) => /^(count|quantity|total)/.test(name));
  const pieces = mine
    .flatMap((one) => one.lines.filter(fits))
    .reduce((sum, line) => sum + line.quantity, 0);
  const total = mine.reduce((sum, one) => sum + one.gross, 0);
  if (!counted) return mine.length > 0;
  return within(mine.length, 'count') && within(pieces, 'quantity') && within(total, 'total', 100);
}

export function holds(one: Expression, row: Row, past: Shop): boolean {
  switch (one.kind) {
    case 'clause':
      return clauseHolds(one, row, past);
    case 'call':
      return callHolds(one, row, past);
    case 'not':
      return !holds(one.of, row, past);
    case 'and':
      return one.of.every((part) => holds(part, row, past));
    case 'or':
      return one.of.some((part) => holds(part, row, past));
  }
}
