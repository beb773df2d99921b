import { ATTRIBUTE, type Field, type Kind } from '../fields.ts';
import type { Mapping } from '../schema.ts';
import { KINDS, NAMES } from './names.ts';

/** 订单金额(元), Order_No. and "order no" are compared as words without their dress. */
const bare = (name: string): string =>
  name
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_\-./:：*#?？]+/g, '');

const WORDS = new Map(
  Object.entries(NAMES).map(([field, names]) => [
    field as Field,
    names.split('|').map((name) => bare(name)),
  ]),
);

/** How well a column's name speaks for a field: 1 exactly, less where it only contains the word. */
function score(header: string, field: Field): number {
  const name = bare(header);
  if (name === bare(field)) return 1.1;
  const words = WORDS.get(field) ?? [];
  const at = words.indexOf(name);
  if (at !== -1) return 1 - at / 1000;
  if (name.length < 3) return 0;
  const part = words.find(
    (word) =>
      word.length >= (/\p{Script=Han}/u.test(word) ? 2 : 5) &&
      (name.includes(word) || (word.includes(name) && name.length > 3)),
  );
  return part
    ? 0.4 + (0.2 * Math.min(part.length, name.length)) / Math.max(part.length, name.length)
    : 0;
}

export interface Guess {
  kind: Kind;
  mapping: Mapping;
  /** From 0 to 1: how sure the guess is that this kind of file is meant. */
  confidence: number;
}

export type Samples = readonly (readonly string[])[];

/** The columns of an unknown file, by their names and, where names are silent, their values. */
export function guessMapping(kind: Kind, headers: readonly string[], samples: Samples): Guess {
  const { must, may } = KINDS[kind];
  const fields = [...new Set([...must.flat(), ...may])];
  const pairs = headers
    .flatMap((header, at) =>
      // `regulars:reason` is our own note in a reject file.
      (header.startsWith('regulars:') ? [] : fields).map((field) => ({
        header,
        field,
        points: score(header, field) * fit(field, column(samples, at)),
      })),
    )
    .filter(({ points }) => points > 0.3)
    .toSorted((a, b) => b.points - a.points);
  const mapping: Mapping = {};
  const taken = new Set<string>();
  let points = 0;
  for (const pair of pairs) {
    if (taken.has(pair.header) || mapping[pair.field]) continue;
    mapping[pair.field] = { column: pair.header };
    taken.add(pair.header);
    points += pair.points;
  }
  for (const header of headers)
    if (header.startsWith(ATTRIBUTE)) mapping[header] = { column: header };
  own(mapping, headers, samples);
  const met = must.filter((some) => some.some((field) => mapping[field])).length;
  const share = headers.length ? points / headers.length : 0;
  return {
    kind,
    mapping,
    confidence: met < must.length ? (0.3 * met) / must.length : Math.min(0.5 + share / 2, 0.99),
  };
}

/** Our own export brought back: its ids say so themselves. */
function own(mapping: Mapping, headers: readonly string[], samples: Samples): void {
  const at = headers.findIndex((_, i) =>
    column(samples, i).some((value) => /^cus_[0-9a-z]{10,}$/i.test(value)),
  );
  if (at === -1) return;
  for (const [field, from] of Object.entries(mapping)) {
    if ('column' in from && from.column === headers[at]) delete mapping[field];
  }
  mapping['public_id'] = { column: headers[at] ?? '' };
}

const column = (samples: Samples, at: number): string[] =>
  samples.map((row) => (row[at] ?? '').trim()).filter((value) => value !== '');

const TIME = new Set<Field>([
  'ordered_at',
  'paid_at',
  'shipped_at',
  'delivered_at',
  'said_at',
  'reviewed_at',
  'day',
  'occurred_at',
  'scanned_at',
  'confirmed_at',
  'promised_at',
  'refunded_at',
  'closed_at',
]);
const NUMBER = new Set<Field>([
  'quantity',
  'unit_price',
  'line_amount',
  'paid',
  'goods',
  'shipping',
  'discount',
  'refunded',
  'cost',
  'spend',
  'clicks',
  'views',
  'price',
  'lasts_days',
  'review_score',
  'dsr_description',
  'dsr_service',
  'dsr_logistics',
  'line_discount',
  'platform_discount',
]);
const WORDY = new Set<Field>([
  'title',
  'customer_name',
  'said_text',
  'review_text',
  'country',
  'province',
  'city',
  'category',
  'channel',
]);

/** Whether a column's values can be such a field at all. */
function fit(field: Field, values: readonly string[]): number {
  if (!values.length) return 0.8;
  const share = (test: RegExp) => values.filter((value) => test.test(value)).length / values.length;
  if (TIME.has(field))
    return share(
      /\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}|^\d{8}(\d{6})?$|^\d{5}(\.\d+)?$|^\d{10}(\d{3})?$|\d{1,2},? \d{4}/,
    ) > 0.5
      ? 1
      : 0.2;
  if (NUMBER.has(field))
    return share(/^[\s(¥￥$£€A-Z-]*[\d.,' ]*\d[\d.,' ]*[)元件个分星%-]?$/i) > 0.5 ? 1 : 0.2;
  if (field === 'email') return share(/@/) > 0.3 ? 1.05 : 0.2;
  if (field === 'phone' || field === 'receiver_phone') return share(/[\d*]{5}/) > 0.3 ? 1 : 0.2;
  if (WORDY.has(field)) return share(/\p{L}/u) > 0.3 ? 1 : 0.5;
  return 1;
}

/** A number that names the order beside a price or quantity: lines of orders, even without their day. */
const hasOrders = ({ kind, mapping }: Guess): boolean => {
  const number = mapping['order_number'];
  return (
    kind === 'orders' &&
    number !== undefined &&
    'column' in number &&
    score(number.column, 'order_number') > 0.9 &&
    ['quantity', 'unit_price', 'line_amount', 'paid'].some((field) => mapping[field])
  );
};

/** The likeliest kind of an unknown file. */
export function guessKind(headers: readonly string[], samples: Samples): Guess {
  const guesses = (Object.keys(KINDS) as Kind[]).map((kind) =>
    guessMapping(kind, headers, samples),
  );
  const [best] = guesses.toSorted((a, b) => b.confidence - a.confidence);
  const orders = guesses.find(hasOrders);
  if (orders && (best?.kind === 'customers' || best?.kind === 'products')) return orders;
  return best ?? { kind: 'orders', mapping: {}, confidence: 0 };
}
