export { countPurchases, listPurchases, type Purchase } from './list.ts';
export { BUYERS, VISITS } from './schema.ts';
