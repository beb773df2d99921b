import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { fail, ok, type Problem, type Result } from '../kernel/index.ts';

const KINDS = ['csv', 'xlsx'] as const;

/** Which of the two a table is written as: its file's name says it. */
export function sheetKind(file: string): Result<(typeof KINDS)[number]> {
  const ending = extname(file).slice(1).toLowerCase();
  const kind = KINDS.find((one) => one === ending);
  return kind === undefined ? fail('file_kind_unknown', { file }) : ok(kind);
}

/** What a person can mend has its own sentence. */
function unwritable(file: string, error: NodeJS.ErrnoException): Problem {
  if (error.code === 'ENOENT')
    return { code: 'folder_missing', params: { file, folder: dirname(file) } };
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS')
    return { code: 'folder_closed', params: { file, folder: dirname(file) } };
  return { code: 'file_unwritable', params: { file, reason: error.message } };
}

/** Writes an answer's body to a file that only its owner can read. An existing file is never replaced. */
export async function saveTo(file: string, response: Response): Promise<Result<number>> {
  if (existsSync(file)) return fail('file_exists', { file });
  const out = createWriteStream(file, { mode: 0o600, flags: 'wx' });
  try {
    await pipeline(Readable.fromWeb((response.body ?? new Blob([]).stream()) as WebStream), out);
    return ok(out.bytesWritten);
  } catch (error) {
    const problem = unwritable(file, error as NodeJS.ErrnoException);
    if (problem.code === 'file_unwritable') rmSync(file, { force: true });
    return { ok: false, problem };
  }
}
