export { countCustomers, listCustomers, type CustomerPage } from './list.ts';
export {
  customerSort,
  SORTS,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
} from './schema.ts';
