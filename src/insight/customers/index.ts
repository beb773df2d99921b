export { countCustomers, listCustomers, type CustomerPage } from './list.ts';
export {
  customerQuery,
  customerSort,
  SORTS,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
} from './schema.ts';
