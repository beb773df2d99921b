export { type Loaded, trimmed } from './careful.ts';
export { load, loadSample, peek } from './load.ts';
export { lookAt, type Shape } from './open.ts';
export type { RawRecord } from './records.ts';
