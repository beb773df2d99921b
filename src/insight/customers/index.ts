export { countCustomers, listCustomers, type CustomerPage, type CustomerQuestion } from './list.ts';
export { detailsOf } from './details.ts';
export {
  customerSort,
  SORTS,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
} from './schema.ts';
