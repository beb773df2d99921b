export { load, loadSample, type Loaded, peek, trimmed } from './load.ts';
export { lookAt, type Shape } from './open.ts';
export type { RawRecord } from './records.ts';
