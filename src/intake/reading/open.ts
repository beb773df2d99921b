import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { createGunzip, gunzipSync, constants } from 'node:zlib';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { guessDelimiter } from './delimiter.ts';
import { Decoder } from './decoder.ts';
import { type Encoding, guessEncoding, NAMES } from './encoding.ts';
import { UNREADABLE } from './marks.ts';

/** What a file is, from its first bytes. */
export interface Shape {
  path: string;
  name: string;
  size: number;
  gz: boolean;
  kind: 'delimited' | 'xlsx' | 'json';
  encoding: Encoding;
  /** Set when a person said the encoding: then it is not guessed anew. */
  encodingTold?: boolean;
  delimiter: string;
  /** Decoded beginning of a text file. */
  head: string;
  /** Whether `head` is the whole file. */
  whole: boolean;
}

const HEAD = 256 * 1024;

/** What a person said about a file, which is then not guessed. */
export interface Told {
  encoding?: Encoding | undefined;
  delimiter?: string | undefined;
}

/** Looks at the first bytes: packed or not, which kind, which encoding, which delimiter. */
export async function lookAt(path: string, name: string, told: Told = {}): Promise<Result<Shape>> {
  const { size } = await stat(path);
  if (size === 0) return fail('empty_file');
  const first = await firstBytes(path);
  if (first.readUInt32BE(0) === 0x504b0304) {
    return ok({
      path,
      name,
      size,
      gz: false,
      kind: 'xlsx',
      encoding: 'utf-8',
      delimiter: ',',
      head: '',
      whole: false,
    });
  }
  if (first.readUInt32BE(0) === 0xd0cf11e0) return fail('old_excel');
  const gz = first[0] === 0x1f && first[1] === 0x8b;
  const begun = gz ? unpacked(first.subarray(0, size), size <= HEAD) : ok(first.subarray(0, size));
  if (!begun.ok) return begun;
  const whole = size <= HEAD && begun.value.length <= HEAD;
  return textShape({ path, name, size, gz, whole }, begun.value.subarray(0, HEAD), told);
}

function textShape(
  file: Pick<Shape, 'path' | 'name' | 'size' | 'gz' | 'whole'>,
  head: Buffer,
  told: Told,
): Result<Shape> {
  if (head.length === 0) return fail('empty_file');
  const encoding = told.encoding ?? guessEncoding(head);
  if (encoding === undefined) return fail('undecodable', { tried: 'UTF-8, GB18030' });
  const text = withoutBom(decoded(head, encoding, file.whole));
  if (text.trim() === '') return fail('empty_file');
  if (mostlyUnreadable(text)) return fail('undecodable', { tried: NAMES[encoding] });
  const shape = { ...file, encoding, head: text, ...(told.encoding && { encodingTold: true }) };
  if (/^\s*[[{]/.test(text)) return ok({ ...shape, kind: 'json', delimiter: ',' });
  return ok({ ...shape, kind: 'delimited', delimiter: told.delimiter ?? guessDelimiter(text) });
}

/** Whole lines only, unless the file ends here or its first line is longer than this. */
function decoded(head: Buffer, encoding: Encoding, whole: boolean): string {
  const decoder = new Decoder(encoding);
  const text = decoder.push(head);
  return whole || text === '' ? text + decoder.end() : text;
}

/** Of the lines that are more than ASCII. */
function mostlyUnreadable(text: string): boolean {
  const telling = text.split(/[\r\n]+/).filter((line) => /[^\0-\x7F]/.test(line));
  return telling.filter((line) => line.includes(UNREADABLE)).length * 2 > telling.length;
}

export const withoutBom = (text: string): string =>
  text.startsWith('\uFEFF') ? text.slice(1) : text;

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return bytesRead < 4 ? buffer.subarray(0, 4) : buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes of what is packed. A packed file that ends here must end well: a cut one is said so at once. */
function unpacked(packed: Buffer, whole: boolean): Result<Buffer> {
  // The head of a longer stream is no whole stream: SYNC_FLUSH takes what can be had.
  const finishFlush = whole ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
  try {
    return ok(gunzipSync(packed, { finishFlush, maxOutputLength: 64 << 20 }));
  } catch (error) {
    return fail(problemOfGzip(error as NodeJS.ErrnoException));
  }
}

const problemOfGzip = ({ code }: NodeJS.ErrnoException): string =>
  code === 'Z_BUF_ERROR' ? 'truncated_file' : 'broken_gzip';

/** More than this, and a thousand times its packed size, is no export but a bomb. */
const BOMB_BYTES = 200 * 1024 * 1024;
const BOMB_RATIO = 1000;

export class ReadingProblem extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** The file's bytes, unpacked. A stream that ends too early or grows without bound is an error. */
export function bytesOf(shape: Shape): Readable {
  const source = createReadStream(shape.path, { highWaterMark: 1 << 18 });
  if (!shape.gz) return source;
  let total = 0;
  const guard = new Transform({
    transform(chunk: Buffer, _, done) {
      total += chunk.length;
      if (total > BOMB_BYTES && total > shape.size * BOMB_RATIO)
        done(new ReadingProblem('zip_bomb'));
      else done(null, chunk);
    },
  });
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.on('error', (error) => guard.destroy(new ReadingProblem(problemOfGzip(error))));
  guard.on('close', () => source.destroy());
  return source.pipe(gunzip).pipe(guard);
}
