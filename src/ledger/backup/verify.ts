import { fail, ok, type Result } from '../../kernel/index.ts';
import { readArchive } from './archive.ts';
import { Header, Trailer } from './schema.ts';

export interface Verified {
  header: Header;
  rows: number;
}

/** Reads a backup to its end without a database: is it ours, whole, and not newer than this program? */
export async function verifyBackup(
  path: string,
  newestMigration: number,
): Promise<Result<Verified>> {
  try {
    return await walk(path, newestMigration);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return fail('backup_not_found', { path });
    return fail('backup_damaged', { path });
  }
}

async function walk(path: string, newestMigration: number): Promise<Result<Verified>> {
  let header: Header | undefined;
  let trailer: Trailer | undefined;
  for await (const frame of readArchive(path)) {
    if (frame.kind === 'H') header = Header.parse(frame.json);
    if (frame.kind === 'E') trailer = Trailer.parse(frame.json);
  }
  if (!header || !trailer) return fail('backup_damaged', { path });
  if (header.migration > newestMigration) return fail('backup_newer', { path });
  return ok({ header, rows: Object.values(trailer.rows).reduce((sum, n) => sum + n, 0) });
}
