export { lockPersons, personsOf } from './lock.ts';
export { propose } from './propose.ts';
export { Content, Proposal, TOUCH_STATES, TouchState } from './schema.ts';
