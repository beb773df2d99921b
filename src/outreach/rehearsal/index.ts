export { rehearse, type Rehearsal } from './rehearse.ts';
export type { Fate, Tally } from './types.ts';
