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

/** A macro of the lens, as these see it. */
function seen(
  macro: 'priced' | 'sales' | 'returns',
  { asOf, shops }: Sold,
  statement: Statement,
): string {
  const end = asOf === undefined ? undefined : asOfParameter(asOf);
  const until = end ? statement.given(end.value, end.type) : `TIMESTAMP 'infinity'`;
  return `${macro}(${until}, ${statement.given(shops ?? null, 'BIGINT[]')}, ${NO_CONVERSION})`;
}

export const soldIn = (macro: 'priced' | 'sales', sold: Sold, statement: Statement): string =>
  seen(macro, sold, statement);

/** What was paid back of them by then, and credit notes. */
export const refundsIn = (sold: Sold, statement: Statement): string =>
  seen('returns', sold, statement);

export const onDays = ({ from, to }: Sold, statement: Statement): string[] => [
  ...(from === undefined ? [] : [`purchased_day >= ${statement.given(from, 'DATE')}`]),
  ...(to === undefined ? [] : [`purchased_day <= ${statement.given(to, 'DATE')}`]),
];
