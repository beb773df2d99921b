import { asOfParameter } from './as-of.ts';
import type { Statement } from './statement.ts';

/** Which purchases are meant: known by then, in these shops, made on these days of the shop. */
export interface Sold {
  /** A day or an instant; absent: all that is known. */
  asOf?: string | undefined;
  /** Absent: every shop. */
  shops?: number[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Counts, and each amount in its own currency: nothing is converted for a list of rows. */
const NO_CONVERSION = 'NULL';

/** One of the lens's macros of purchases, `priced` or `sales`, as these see it. */
export function soldIn(
  macro: 'priced' | 'sales',
  { asOf, shops }: Sold,
  statement: Statement,
): string {
  const end = asOf === undefined ? undefined : asOfParameter(asOf);
  const until = end ? statement.given(end.value, end.type) : `TIMESTAMP 'infinity'`;
  return `${macro}(${until}, ${statement.given(shops ?? null, 'BIGINT[]')}, ${NO_CONVERSION})`;
}

export const onDays = ({ from, to }: Sold, statement: Statement): string[] => [
  ...(from === undefined ? [] : [`purchased_day >= ${statement.given(from, 'DATE')}`]),
  ...(to === undefined ? [] : [`purchased_day <= ${statement.given(to, 'DATE')}`]),
];
