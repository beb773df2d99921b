export { itemText, togetherText } from './items.ts';
export { ODD_COLUMNS, oddParts } from './odd-parcels.ts';
export { profitBy } from './profit.ts';
export { latestReviews } from './reviews.ts';
export { paidText } from './text.ts';
export { tripParts } from './trips.ts';
export { localDay, zones } from './zones.ts';
