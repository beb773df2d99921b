export { makeIncomingConsents, writeConsents } from './incoming.ts';
export { recordConsent, type NewConsent } from './record.ts';
export { ConsentInput } from './schema.ts';
export { suppress } from './suppress.ts';
