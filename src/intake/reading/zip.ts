import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { ReadingProblem } from './open.ts';

/** A sheet of a million rows inflates to 200–400 MB at 20 to 1; a bomb to gigabytes at 1000 to 1. */
const LARGEST = 2 * 1024 * 1024 * 1024;
const RATIO = 200;
const SMALL = 10 * 1024 * 1024;

export interface Zip {
  has(name: string): boolean;
  names: string[];
  read(name: string): AsyncGenerator<string>;
  close(): void;
}

const bomb = (inflated: number, packed: number) =>
  inflated > LARGEST || (inflated > SMALL && inflated > packed * RATIO);

/** The parts of an XLSX. A part that declares, or turns out to have, an absurd size is refused. */
export async function openZip(path: string): Promise<Zip> {
  const file = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      zip ? resolve(zip) : reject(error ?? new Error('no zip')),
    );
  }).catch(() => {
    throw new ReadingProblem('bad_xlsx');
  });
  const entries = await listed(file);
  const close = () => file.close();
  if ([...entries.values()].some((entry) => bomb(entry.uncompressedSize, entry.compressedSize))) {
    close();
    throw new ReadingProblem('zip_bomb');
  }
  return {
    has: (name) => entries.has(name),
    names: [...entries.keys()],
    read: (name) => textOf(file, entries.get(name)),
    close,
  };
}

function listed(file: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  return new Promise((resolve, reject) => {
    file.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > 10_000) reject(new ReadingProblem('zip_bomb'));
      else file.readEntry();
    });
    file.on('end', () => resolve(entries));
    file.on('error', () => reject(new ReadingProblem('bad_xlsx')));
    file.readEntry();
  });
}

async function* textOf(
  file: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
): AsyncGenerator<string> {
  if (!entry) return;
  const stream = await new Promise<Readable>((resolve, reject) => {
    file.openReadStream(entry, (error, opened) =>
      opened ? resolve(opened) : reject(error ?? new Error('no entry')),
    );
  }).catch(() => {
    throw new ReadingProblem('bad_xlsx');
  });
  const decoder = new TextDecoder();
  let total = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (bomb(total, entry.compressedSize)) throw new ReadingProblem('zip_bomb');
      yield decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw error instanceof ReadingProblem ? error : new ReadingProblem('bad_xlsx');
  }
}
