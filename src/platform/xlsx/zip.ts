import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of the archive; its text is only asked for when its turn comes. */
export interface Entry {
  name: string;
  text: AsyncIterable<string> | Iterable<string>;
}

interface Written {
  name: Buffer;
  crc: number;
  size: number;
  packed: number;
  at: number;
}

/** Sizes follow the data (flag bit 3), names are UTF-8 (bit 11), method 8 is deflate; the date is 1980-01-01. */
const COMMON = { needs: 20, flags: 0x0808, method: 8, time: 0, date: 0x21 };

function header(
  signature: number,
  fields: [bytes: 2 | 4, value: number][],
  ...rest: Buffer[]
): Buffer {
  const head = Buffer.alloc(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = head.writeUInt32LE(signature);
  for (const [bytes, value] of fields) at = head.writeUIntLE(value, at, bytes);
  return Buffer.concat([head, ...rest]);
}

const common = (crc: number, packed: number, size: number, name: number): [2 | 4, number][] => [
  [2, COMMON.needs],
  [2, COMMON.flags],
  [2, COMMON.method],
  [2, COMMON.time],
  [2, COMMON.date],
  [4, crc],
  [4, packed],
  [4, size],
  [2, name],
  [2, 0],
];

const localHeader = (name: Buffer): Buffer =>
  header(0x04034b50, common(0, 0, 0, name.length), name);

const descriptor = ({ crc, packed, size }: Written): Buffer =>
  header(0x08074b50, [
    [4, crc],
    [4, packed],
    [4, size],
  ]);

const centralHeader = ({ name, crc, packed, size, at }: Written): Buffer => {
  const own: [2 | 4, number][] = [
    [2, 20],
    ...common(crc, packed, size, name.length),
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, at],
  ];
  return header(0x02014b50, own, name);
};

const endHeader = (count: number, size: number, at: number): Buffer =>
  header(0x06054b50, [
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, at],
    [2, 0],
  ]);

/** Small pieces would cost a call into zlib each. */
const CHUNK = 64 * 1024;

async function* counted(text: Entry['text'], file: Written): AsyncGenerator<Buffer> {
  let piece = '';
  const take = (): Buffer => {
    const bytes = Buffer.from(piece);
    piece = '';
    file.crc = crc32(bytes, file.crc);
    file.size += bytes.length;
    return bytes;
  };
  for await (const part of text) {
    piece += part;
    if (piece.length >= CHUNK) yield take();
  }
  if (piece !== '') yield take();
}

/** A zip archive as it is made: nothing but the piece at hand is in memory. Up to 4 GB. */
export async function* zip(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
): AsyncGenerator<Buffer> {
  const files: Written[] = [];
  let at = 0;
  for await (const { name, text } of entries) {
    const file: Written = { name: Buffer.from(name), crc: 0, size: 0, packed: 0, at };
    files.push(file);
    const head = localHeader(file.name);
    yield head;
    for await (const bytes of Readable.from(counted(text, file)).compose(
      createDeflateRaw({ level: 3 }),
    ) as AsyncIterable<Buffer>) {
      file.packed += bytes.length;
      yield bytes;
    }
    const tail = descriptor(file);
    yield tail;
    at += head.length + file.packed + tail.length;
  }
  const central = Buffer.concat(files.map(centralHeader));
  yield central;
  yield endHeader(files.length, central.length, at);
}
