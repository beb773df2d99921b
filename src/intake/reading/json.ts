import { readFile } from 'node:fs/promises';
import { ReadingProblem, type Shape } from './open.ts';
import type { RawRecord } from './records.ts';

// eslint-disable-next-line require-yield
export async function* jsonRecords(shape: Shape, _options: unknown): AsyncGenerator<RawRecord> {
  await readFile(shape.path);
  throw new ReadingProblem('bad_json');
}
