import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits; nobody guesses them, so a plain hash of them is enough to store. */
export const newSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The key of a business's public ids. */
export const newIdKey = (): Buffer => randomBytes(16);

export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hashSecret(a), hashSecret(b));
}
