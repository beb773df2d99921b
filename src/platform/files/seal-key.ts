import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSealKey, newSealKey } from '../crypto/index.ts';

/**
 * The key of this installation's secrets: `secret.key` in the data folder, made at first need, for its owner
 * alone. It is in no backup: whoever has a backup has no passwords.
 */
export function sealKeyIn(dataDir: string): Buffer {
  const path = join(dataDir, 'secret.key');
  // `wx`: two processes that start at once agree on the one that was first.
  if (!existsSync(path))
    try {
      writeFileSync(path, newSealKey().toString('base64'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (!isSealKey(key)) throw new Error(`${path} holds no key`);
  return key;
}
