import { Decoder } from './decoder.ts';
import { markIn, unmarked } from './marks.ts';
import { bytesOf, ReadingProblem, type Shape } from './open.ts';
import type { RawRecord } from './records.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Parts of an order that are rows of their own, and parts of which the first or the sum is enough. */
const ROWS = ['line_items'];
const SUMMED: Record<string, (item: Record<string, Json>) => Record<string, string>> = {
  // Shops count a refund below zero or above it: only its size matters.
  refunds: (item) => {
    const parts = Array.isArray(item['transactions']) ? item['transactions'] : [];
    const paidBack = parts.reduce(
      (sum: number, part) => sum + Math.abs(Number((part as Record<string, Json>)['amount'] ?? 0)),
      0,
    );
    return { total: String(Math.abs(Number(item['total'] ?? 0))), amount: paidBack.toFixed(2) };
  },
};
const FIRST = ['coupon_lines', 'discount_codes', 'fulfillments', 'shipping_lines'];

/** Columns the readers of JSON orders ask for, first and always, so that every file has the same ones. */
const COLUMNS: Record<'woocommerce' | 'shopify', readonly string[]> = {
  woocommerce: [
    'number',
    'status',
    'currency',
    'date_created_gmt',
    'date_paid_gmt',
    'date_completed_gmt',
    'customer_id',
    'customer_note',
    'discount_total',
    'shipping_total',
    'total',
    ...[
      'first_name',
      'last_name',
      'company',
      'address_1',
      'address_2',
      'city',
      'state',
      'country',
      'email',
      'phone',
    ].map((name) => `billing.${name}`),
    ...['first_name', 'last_name', 'address_1', 'address_2', 'city', 'state', 'country'].map(
      (name) => `shipping.${name}`,
    ),
    'refunds.total',
    'coupon_lines.code',
    'line_items.sku',
    'line_items.product_id',
    'line_items.name',
    'line_items.quantity',
    'line_items.subtotal',
    'line_items.total',
  ],
  shopify: [
    'name',
    'email',
    'phone',
    'financial_status',
    'fulfillment_status',
    'created_at',
    'processed_at',
    'cancelled_at',
    'currency',
    'subtotal_price',
    'total_price',
    'note',
    'source_name',
    'customer.id',
    'customer.first_name',
    'customer.last_name',
    'customer.phone',
    ...[
      'name',
      'phone',
      'address1',
      'address2',
      'zip',
      'city',
      'province',
      'country_code',
      'company',
    ].flatMap((name) => [`shipping_address.${name}`, `billing_address.${name}`]),
    'refunds.amount',
    'discount_codes.code',
    'shipping_lines.price',
    'fulfillments.tracking_number',
    'fulfillments.tracking_company',
    'fulfillments.created_at',
    'line_items.sku',
    'line_items.title',
    'line_items.variant_title',
    'line_items.quantity',
    'line_items.price',
  ],
};

/**
 * Orders as JSON (one, an array, an object that holds an array, or one a line) as rows of columns with
 * dotted names, one row a line item. `line` counts the rows, for a JSON file has no lines of its own.
 */
export async function* jsonRecords(
  shape: Shape,
  { signal }: { signal?: AbortSignal },
): AsyncGenerator<RawRecord> {
  let columns: readonly string[] | undefined;
  let line = 0;
  for await (const text of objects(shape, signal)) {
    const order = parsed(text);
    for (const one of unwrapped(order)) {
      columns ??= columnsOf(one);
      if (line === 0) {
        line = 1;
        yield record(1, [...columns]);
      }
      for (const row of rowsOf(one)) {
        line += 1;
        yield record(
          line,
          columns.map((name) => row[name] ?? ''),
        );
      }
    }
  }
  if (!columns) throw new ReadingProblem('no_rows');
}

function columnsOf(order: Record<string, Json>): readonly string[] {
  if ('date_created_gmt' in order) return COLUMNS.woocommerce;
  if ('financial_status' in order) return COLUMNS.shopify;
  return Object.keys(rowsOf(order)[0] ?? {});
}

function record(line: number, cells: string[]): RawRecord {
  const raw = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const problem = markIn(raw);
  return problem
    ? { line, cells: cells.map(unmarked), raw: unmarked(raw), problem }
    : { line, cells, raw };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ReadingProblem('bad_json');
  }
}

/** {orders: [...]}, {order: {...}} and [...] all hold orders. */
function unwrapped(value: Json): Record<string, Json>[] {
  if (Array.isArray(value)) return value.flatMap(unwrapped);
  if (typeof value !== 'object' || value === null) throw new ReadingProblem('bad_json');
  const inner = value['orders'] ?? value['order'];
  return typeof inner === 'object' && inner !== null ? unwrapped(inner) : [value];
}

function rowsOf(order: Record<string, Json>): Record<string, string>[] {
  const head: Record<string, string> = {};
  for (const [key, value] of Object.entries(order)) {
    if (!Array.isArray(value)) flatten(key, value, head);
    else if (FIRST.includes(key) && value[0] !== undefined) flatten(key, value[0], head);
    else if (SUMMED[key]) addUp(key, value as Record<string, Json>[], head);
  }
  const lines = ROWS.flatMap((key) =>
    Array.isArray(order[key]) ? order[key].map((item) => flatten(key, item, {})) : [],
  );
  return lines.length ? lines.map((item) => ({ ...head, ...item })) : [head];
}

function addUp(key: string, items: Record<string, Json>[], into: Record<string, string>): void {
  for (const item of items) {
    for (const [name, value] of Object.entries(SUMMED[key]?.(item) ?? {})) {
      into[`${key}.${name}`] = (Number(into[`${key}.${name}`] ?? 0) + Number(value)).toFixed(2);
    }
  }
}

function flatten(path: string, value: Json, into: Record<string, string>): Record<string, string> {
  if (value === null) return into;
  if (Array.isArray(value)) return into;
  if (typeof value === 'object')
    for (const [key, child] of Object.entries(value)) flatten(`${path}.${key}`, child, into);
  else into[path] = typeof value === 'string' ? unescaped(value) : String(value);
  return into;
}

/** WooCommerce sends titles as HTML. */
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
};

const unescaped = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{2,5})|(\w+));/g, (all, digits?: string, name?: string) =>
        digits ? String.fromCharCode(Number(digits)) : (ENTITIES[name ?? ''] ?? all),
      )
    : text;

/** One value may not be larger than this: orders are kilobytes. */
const LONGEST = 64 * 1024 * 1024;

/**
 * Cuts a JSON text into the objects of its outermost array without holding it: only braces outside
 * of strings count. `{"orders": [` opens an array too.
 */
async function* objects(shape: Shape, signal?: AbortSignal): AsyncGenerator<string> {
  let rest = '';
  const scan = new Scanner();
  for await (const text of textOf(shape, signal)) {
    const before = rest.length;
    rest += text;
    const found = scan.cut(rest, before);
    yield* found.whole;
    rest = found.rest;
    if (rest.length > LONGEST) throw new ReadingProblem('bad_json');
  }
  if (rest.replace(/[\s\]},\uFEFF]+/g, '') !== '') throw new ReadingProblem('truncated_file');
}

async function* textOf(shape: Shape, signal?: AbortSignal): AsyncGenerator<string> {
  const decoder = new Decoder(shape.encoding);
  for await (const chunk of bytesOf(shape) as AsyncIterable<Buffer>) {
    if (signal?.aborted) throw new ReadingProblem('cancelled');
    yield decoder.push(chunk);
  }
  yield decoder.end();
}

class Scanner {
  private depth = 0;
  private base = 0;
  private text = false;
  private escaped = false;
  private start = -1;

  cut(all: string, from: number): { whole: string[]; rest: string } {
    const whole: string[] = [];
    let used = 0;
    for (let i = from; i < all.length; i += 1) {
      const c = all.charCodeAt(i);
      if (this.text) {
        if (this.escaped) this.escaped = false;
        else if (c === 92) this.escaped = true;
        else if (c === 34) this.text = false;
      } else if (c === 34) this.text = true;
      else if (c === 123) {
        if (this.depth === this.base) this.start = i;
        this.depth += 1;
      } else if (c === 91 && this.wraps(all, i)) {
        this.base = this.depth;
        this.start = -1;
        used = i + 1;
      } else if (c === 125) {
        this.depth -= 1;
        if (this.depth === this.base && this.start >= 0) {
          whole.push(all.slice(this.start, i + 1));
          used = i + 1;
          this.start = -1;
        }
      }
    }
    if (this.start >= 0) {
      const rest = all.slice(this.start);
      this.start = 0;
      return { whole, rest };
    }
    return { whole, rest: used > 0 ? all.slice(used) : all };
  }

  /** `[` at the very start, or of `{"orders": [`, holds the orders themselves. */
  private wraps(all: string, at: number): boolean {
    if (this.depth === 0) return true;
    return (
      this.depth === 1 &&
      this.base === 0 &&
      /^\s*\uFEFF?\{\s*"orders"\s*:\s*$/.test(all.slice(Math.max(0, at - 200), at))
    );
  }
}
