export { decodeId, encodeId } from './ids.ts';
export { isSealKey, newSealKey, seal, unseal } from './sealed.ts';
export { hashPassword, verifyPassword } from './passwords.ts';
export { hashSecret, newIdKey, newSecret, sameSecret } from './secrets.ts';
