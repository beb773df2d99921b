export { decodeId, encodeId } from './ids.ts';
export { hashPassword, verifyPassword } from './passwords.ts';
export { hashSecret, newIdKey, newSecret, sameSecret } from './secrets.ts';
