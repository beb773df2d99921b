export { makeIncomingReviews, writeReviews } from './incoming.ts';
