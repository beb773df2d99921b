export { isPurchase, RFM_GROUPS, rfmGroup } from './definitions/index.ts';
export { openLens, type Lens, type LensOptions, type Log, type Read } from './lens.ts';
export { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds/index.ts';
