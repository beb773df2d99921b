import { isAscii, isUtf8 } from 'node:buffer';
import { linesOf, mayBeGb, surelyGb, surelyUtf8 } from './evidence.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** As people know them. */
export const NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GB18030',
};

/**
 * The encoding a file's beginning speaks of: its byte order mark, else the zero bytes UTF-16 leaves in
 * ASCII, else UTF-8 or GB18030, which platform exports in China use; nothing when it is neither.
 */
export function guessEncoding(head: Buffer): Encoding | undefined {
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
  return utf8OrGb(head.subarray(0, wholeCharacters(head)));
}

/**
 * Of a mixed file most lines decide. The others, and most often those are the headings, are read as
 * what they surely are, and rows among them are refused one by one, by name.
 */
function utf8OrGb(head: Buffer): Encoding | undefined {
  if (isUtf8(head) || head.subarray(0, 3).toString('hex') === 'efbbbf') return 'utf-8';
  const telling = [...linesOf(head)].filter((line) => !isAscii(line));
  const [first] = telling;
  const valid = telling.filter((line) => isUtf8(line)).length;
  if (valid * 2 > telling.length) return 'utf-8';
  if (first && surelyUtf8(first) && !telling.some(surelyGb)) return 'utf-8';
  return mayBeGb(head) ? 'gb18030' : undefined;
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
