export { findSample, loadSample, type LoadOptions } from './load.ts';
export { removeSample } from './remove.ts';
