import { createHash, randomBytes, type Hash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../kernel/index.ts';

export interface Upload {
  path: string;
  size: number;
  sha256: string;
}

/** What stays free whatever anybody uploads: the database must be able to write. */
const RESERVE = 512 * 1024 ** 2;

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** An import copies the rows once more, so a file may take half of what is free. */
async function limitOf(folder: string): Promise<number> {
  return Math.max(0, Math.floor(((await freeBytes(folder)) - RESERVE) / 2));
}

class TooLarge extends Error {}

function counting(limit: number, counted: { size: number }, hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      counted.size += chunk.length;
      hash.update(chunk);
      done(counted.size > limit ? new TooLarge() : null, chunk);
    },
  });
}

/** Takes a body to disk as it comes; memory stays flat whatever its size. Half files are removed. */
export async function saveUpload(folder: string, body: Readable): Promise<Result<Upload>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const limit = await limitOf(folder);
  const path = join(folder, randomBytes(12).toString('hex'));
  const counted = { size: 0 };
  const hash = createHash('sha256');
  try {
    await pipeline(body, counting(limit, counted, hash), createWriteStream(path, { mode: 0o600 }));
    return ok({ path, size: counted.size, sha256: hash.digest('hex') });
  } catch (error) {
    rmSync(path, { force: true });
    if (error instanceof TooLarge) return fail('file_too_large', { limit });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return fail('disk_full');
    return fail('upload_broken_off');
  }
}

/** At start nobody is uploading, so what lies there is left over. */
export function clearUploads(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    rmSync(join(folder, name), { recursive: true, force: true });
}
