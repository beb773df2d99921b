export {
  historiesText,
  historyText,
  isPurchase,
  NO_CURRENCY,
  RFM_GROUPS,
  rfmGroup,
  type Place,
} from './definitions/index.ts';
export type { KeptName, Mark } from './kept.ts';
export { openLens, type Lens, type LensOptions, type Log, type Read } from './lens.ts';
export { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds/index.ts';
