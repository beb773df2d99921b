export { makeIncomingConsents, writeConsents } from './incoming.ts';
export { recordConsent, type NewConsent } from './record.ts';
export { ConsentInput } from './schema.ts';
export { STOPPED, suppress } from './suppress.ts';
