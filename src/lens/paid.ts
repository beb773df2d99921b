import { itemText, paidText, togetherText } from './definitions/index.ts';
import { literals, type Kept } from './kept.ts';

const PAID = 'lens.main.paid';
const ITEM = 'lens.main.item';

/** `paid`: one row a paid order of an identified customer; `item` and `together`: its products and their pairs. */
export const PAID_ORDERS: Kept = {
  name: 'paid',
  follows: 'traits',
  text: (mark, scope) => paidText({ ...literals(mark), scope }),
  further: [
    { name: 'item', text: (scope) => itemText(`(FROM ${PAID} ${scope})`) },
    {
      name: 'together',
      text: (scope) => togetherText(`(FROM ${ITEM} ${scope})`, `(FROM ${PAID} ${scope})`),
    },
  ],
};
