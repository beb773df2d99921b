export { makeIncomingProducts, resolveProducts } from './incoming.ts';
