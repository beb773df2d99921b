import { historyText } from './definitions/index.ts';
import { literals, type Kept } from './kept.ts';

/** `sale`: one row a purchase of an identified customer, with its place in their history, for reports. */
export const SALES: Kept = {
  name: 'sale',
  follows: 'sales',
  text: (mark, scope) => historyText({ ...literals(mark), scope }),
};
