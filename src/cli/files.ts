import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { fail, ok, type Result } from '../kernel/index.ts';

/** Writes an answer's body to a file that only its owner can read. An existing file is never replaced. */
export async function saveTo(file: string, response: Response): Promise<Result<number>> {
  if (existsSync(file)) return fail('file_exists', { file });
  const out = createWriteStream(file, { mode: 0o600, flags: 'wx' });
  try {
    await pipeline(Readable.fromWeb((response.body ?? new Blob([]).stream()) as WebStream), out);
    return ok(out.bytesWritten);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(file, { force: true });
    return fail('file_unwritable', { file, reason: (error as Error).message });
  }
}
