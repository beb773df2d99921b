import type { Field, Kind } from './fields.ts';

/**
 * Where a field comes from. A list names columns, the first that the file has. A text with {holes} is
 * SQL over cleaned cells: {订单编号} is that column's text, NULL where the file lacks it.
 */
export type From = readonly string[] | string;

/** One kind of file of one platform: data only. The code that reads them all is in staging/. */
export interface Source {
  name: string;
  title: { zh: string; en: string };
  kind: Kind;
  /** Versions by their headers; the first whose columns are all there is it. */
  versions: readonly { version: string; has: readonly string[]; lacks?: readonly string[] }[];
  fields: Partial<Record<Field, From>>;
  /** Whose customer ids and nicks these are; a shop's own when absent. */
  scope?: string;
  /** The zone its times are in, whatever the shop says. */
  timeZone?: string;
  /** The country of addresses and phone numbers that name none. */
  country?: string;
  currency?: string;
  /** A cell of "-" is empty. */
  dashIsEmpty?: boolean;
  /** What the rows say of goods: real lines, one summary line an order, or both by column. */
  lines?: 'real' | 'summary';
  /** The file only has lines; the orders' other facts come in another file. */
  linesOnly?: boolean;
  /** How amounts given per row make up the order's: said once an order (the first), or summed. */
  sums?: readonly Field[];
  /** The number that marks a credit note. */
  creditNumber?: string;
}
