export {
  historiesText,
  historyText,
  isPurchase,
  latestReviews,
  ODD_COLUMNS,
  oddParts,
  localDay,
  NO_CURRENCY,
  profitBy,
  RFM_GROUPS,
  rfmGroup,
  tripParts,
  zones,
  type Place,
} from './definitions/index.ts';
export type { KeptName, Mark } from './kept.ts';
export { openLens, type Lens, type LensOptions, type Log, type Read } from './lens.ts';
export { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds/index.ts';
