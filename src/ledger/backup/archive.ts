import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/**
 * A backup file is gzip around frames: one letter, a 4-byte length, the payload. H holds the header,
 * T opens a table, D carries its rows in COPY text format, E closes the file with the row counts.
 * A file without E was cut off, and is refused before anything is touched.
 */
export type Frame = { kind: 'H' | 'T' | 'E'; json: unknown } | { kind: 'D'; data: Buffer };

function head(kind: string, length: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.write(kind, 0, 'latin1');
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

function* encode(frame: Frame): Generator<Buffer> {
  const data = frame.kind === 'D' ? frame.data : Buffer.from(JSON.stringify(frame.json));
  yield head(frame.kind, data.length);
  yield data;
}

async function* encodeAll(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) yield* encode(frame);
}

/** Writes beside the target and renames at the end, so that a half-written file never bears the name. */
export async function writeArchive(path: string, frames: AsyncIterable<Frame>): Promise<void> {
  const partial = `${path}.partial`;
  try {
    const out = createWriteStream(partial, { mode: 0o600, flush: true });
    await pipeline(Readable.from(encodeAll(frames)), createGzip({ level: 4 }), out);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function decode(kind: string, payload: Buffer): Frame {
  if (kind === 'D') return { kind, data: payload };
  if (kind === 'H' || kind === 'T' || kind === 'E')
    return { kind, json: JSON.parse(payload.toString('utf8')) };
  throw new Error(`not a frame: ${JSON.stringify(kind)}`);
}

/** The frames of a backup file; throws where the file is damaged or is something else. */
export async function* readArchive(path: string): AsyncGenerator<Frame> {
  const source = createReadStream(path);
  const bytes = createGunzip();
  source.on('error', (error) => bytes.destroy(error));
  source.pipe(bytes);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      yield decode(rest.toString('latin1', 0, 1), rest.subarray(5, end));
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) throw new Error('the file ends in the middle of a frame');
}
