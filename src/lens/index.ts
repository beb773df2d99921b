export { isPurchase } from './definitions/index.ts';
export { openLens, type Lens, type LensOptions, type Log, type Read } from './lens.ts';
