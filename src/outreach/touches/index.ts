export { cancelTouch, resolveTouch, retryTouch } from './act.ts';
export {
  areOfShops,
  markCarried,
  readCarried,
  TAKE_BACK_MS,
  takeBack,
  type Carried,
} from './carried.ts';
export {
  countUnlisted,
  findCarryList,
  listedIn,
  listCarryLists,
  makeCarryList,
  type CarryList,
} from './carry-lists.ts';
export { countTouches, listTouches, touchesById, type TouchesAsked } from './list.ts';
export { lockPersons } from './lock.ts';
export { findTouch, touchesOf, type TouchFully } from './one.ts';
export { propose } from './propose.ts';
export { settleRestored } from './restored.ts';
export type { TouchRow, TouchStep } from './row.ts';
export { Content, Proposal, TOUCH_STATES } from './schema.ts';
