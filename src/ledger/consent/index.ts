export { makeIncomingConsents, writeConsents } from './incoming.ts';
export { recordConsent, type NewConsent } from './record.ts';
export { ConsentInput, ConsentState } from './schema.ts';
