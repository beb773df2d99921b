export { makeIncomingParcels, writeParcels } from './incoming.ts';
