export { makeIncomingSeries, writeSeries } from './incoming.ts';
