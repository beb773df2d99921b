export { cancelTouch, resolveTouch, retryTouch } from './act.ts';
export { countTouches, listTouches, type TouchesAsked } from './list.ts';
export { lockPersons, personsOf } from './lock.ts';
export { findTouch, touchesOf, type TouchFully } from './one.ts';
export { propose } from './propose.ts';
export type { TouchRow, TouchStep } from './row.ts';
export { Content, Proposal, TOUCH_STATES, TouchState } from './schema.ts';
