export { rehearse, type Rehearsal } from './rehearse.ts';
export { OUTCOMES, type Fate, type Tally } from './types.ts';
