export { completeShop, shopProblem, type ShopDraft } from './rules.ts';
export { Platform, ShopChange, ShopInput } from './schema.ts';
export {
  addShop,
  changeShop,
  findShop,
  findShopNamed,
  listShops,
  reportedShops,
  type ReportedShops,
  type Shop,
} from './store.ts';
