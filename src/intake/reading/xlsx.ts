import { ReadingProblem } from './open.ts';
import type { RawRecord } from './records.ts';

// eslint-disable-next-line require-yield
export async function* xlsxRecords(path: string, sheet?: string): AsyncGenerator<RawRecord> {
  throw new ReadingProblem('bad_xlsx', { path, sheet: sheet ?? '' });
}
