import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { createGunzip, gunzipSync, constants } from 'node:zlib';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { guessDelimiter } from './delimiter.ts';
import { Decoder, type Encoding, guessEncoding } from './encoding.ts';

/** What a file is, from its first bytes. */
export interface Shape {
  path: string;
  name: string;
  size: number;
  gz: boolean;
  kind: 'delimited' | 'xlsx' | 'json';
  encoding: Encoding;
  delimiter: string;
  /** Decoded beginning of a text file. */
  head: string;
  /** Whether `head` is the whole file. */
  whole: boolean;
}

const HEAD = 256 * 1024;

/** Looks at the first bytes: packed or not, which kind, which encoding, which delimiter. */
export async function lookAt(path: string, name: string): Promise<Result<Shape>> {
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
  const head = gz
    ? unpackHead(first.subarray(0, Math.min(size, HEAD)))
    : first.subarray(0, Math.min(size, HEAD));
  if (head === undefined) return fail('broken_gzip');
  if (head.length === 0) return fail('empty_file');
  const encoding = guessEncoding(head);
  const text = withoutBom(new Decoder(encoding).push(head));
  if (text.trim() === '') return fail('empty_file');
  const shape = { path, name, size, gz, encoding, head: text, whole: !gz && size <= HEAD };
  if (/^\s*[[{]/.test(text)) return ok({ ...shape, kind: 'json', delimiter: ',' });
  return ok({ ...shape, kind: 'delimited', delimiter: guessDelimiter(text) });
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

function unpackHead(packed: Buffer): Buffer | undefined {
  try {
    // The head of a stream is no whole stream: SYNC_FLUSH takes what can be had.
    return gunzipSync(packed, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 64 << 20,
    }).subarray(0, HEAD);
  } catch {
    return undefined;
  }
}

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
  gunzip.on('error', (error: NodeJS.ErrnoException) =>
    guard.destroy(
      new ReadingProblem(error.code === 'Z_BUF_ERROR' ? 'truncated_file' : 'broken_gzip'),
    ),
  );
  guard.on('close', () => source.destroy());
  return source.pipe(gunzip).pipe(guard);
}
