export { traitsOf } from './read.ts';
export { EVIDENCE, EVIDENCE_WORDS, Traits } from './schema.ts';
