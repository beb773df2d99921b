import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/**
 * The encoding a file's beginning speaks of: its byte order mark, else the zero bytes UTF-16 leaves in
 * ASCII, else UTF-8 when it is valid, else GB18030, which platform exports in China use.
 */
export function guessEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even < odd / 4) return 'utf-16le';
  if (even > sample.length / 8 && odd < even / 4) return 'utf-16be';
  return isUtf8(head.subarray(0, wholeCharacters(head))) ? 'utf-8' : 'gb18030';
}

/** Length of the part that does not cut a UTF-8 character in two. */
export function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back >= length ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}

/** TextDecoder speaks only the little end of UTF-16 everywhere; bytes are swapped for the other. */
export class Decoder {
  private readonly decoder: TextDecoder;
  private readonly swap: boolean;
  private odd: Buffer = Buffer.alloc(0);

  constructor(encoding: Encoding) {
    this.swap = encoding === 'utf-16be';
    this.decoder = new TextDecoder(this.swap ? 'utf-16le' : encoding);
  }

  push(bytes: Buffer): string {
    return this.decoder.decode(this.swap ? this.swapped(bytes) : bytes, { stream: true });
  }

  end(): string {
    return this.decoder.decode();
  }

  private swapped(bytes: Buffer): Buffer {
    const whole = Buffer.concat([this.odd, bytes]);
    const even = whole.length - (whole.length % 2);
    this.odd = Buffer.from(whole.subarray(even));
    return Buffer.from(whole.subarray(0, even)).swap16();
  }
}
