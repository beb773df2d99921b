import { historiesOver, historyText } from './definitions/index.ts';
import { literals, type Kept } from './kept.ts';

/** `sale`: one row a purchase of an identified customer, with its place in their history, for reports. `history`: a row a customer, for forecasts. */
export const SALES: Kept = {
  name: 'sale',
  follows: 'sales',
  text: (mark, scope) => historyText({ ...literals(mark), scope }),
  further: [
    {
      name: 'history',
      text: (scope, mark) => historiesOver(`(FROM lens.main.sale ${scope})`, literals(mark).as_of),
    },
  ],
};
