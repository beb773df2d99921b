export { simulateBuyer, type ShopPlan, type SimBuyer, type SimOrder } from './buyer.ts';
export { stockShelf } from './world.ts';
export { DEFAULT_PLAN, writeShop, type SimOptions, type SimReport } from './write.ts';
