import { whoConditions, within } from './bought.ts';
import type { Ask } from './contract.ts';
import type { Statement } from './statement.ts';

/** Whether what the lens keeps of paid orders answers: it knows a customer's first purchase, not the first of a category. */
export const readsPaid = ({ kept, filters }: Ask): boolean =>
  kept.has('paid') && filters.category === undefined;

/** Whether guests are asked about as well: of a region or a segment are customers alone. */
export const guestsToo = ({ guests, filters: { region, people } }: Ask): boolean =>
  guests && region === undefined && people === undefined;

/** Whether the report speaks of all time: what is kept says whose first something ever was. */
export const ofAllTime = ({ filters: { since, until } }: Ask): boolean =>
  since === undefined && until === undefined;

/** Of the kept rows those that are asked about. */
export const paidConditions = (statement: Statement, { filters }: Ask, day: string): string =>
  [within(statement, filters, day), ...whoConditions(statement, filters)].join(' AND ');

/** Amounts of several currencies are no money. */
export const moneyOf = ({ currency }: Ask, amount: string): string =>
  currency === null ? `CAST(NULL AS DOUBLE)` : amount;
