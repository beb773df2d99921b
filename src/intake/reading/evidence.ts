import { isAscii, isUtf8 } from 'node:buffer';

/** How a run of bytes looks as GB18030 text. */
interface Tally {
  /** Pairs of everyday Chinese: the 3,755 characters of GB 2312's first level, and its punctuation. */
  common: number;
  /** All pairs of two high bytes, and four-byte characters. */
  high: number;
  /** A high byte with an ASCII letter or sign: rare characters, or é in a Western file. */
  low: number;
  /** High bytes that begin no character. */
  bad: number;
}

const between = (byte: number, low: number, high: number): boolean => byte >= low && byte <= high;

function tally(bytes: Uint8Array): Tally {
  const seen = { common: 0, high: 0, low: 0, bad: 0 };
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    if (trail >= 0x80 && lead > 0x80) {
      seen.high += 1;
      if (trail > 0xa0 && (between(lead, 0xb0, 0xd7) || between(lead, 0xa1, 0xa3)))
        seen.common += 1;
    } else if (lead > 0x80 && between(trail, 0x40, 0x7e)) seen.low += 1;
    else if (between(trail, 0x30, 0x39) && (bytes[i + 2] ?? 0) > 0x80) {
      seen.high += 1;
      i += 2;
    } else {
      seen.bad += 1;
      continue;
    }
    i += 1;
  }
  return seen;
}

/** A file that may be GB18030. Western letters stand alone, so they pair with ASCII or with nothing. */
export function mayBeGb(bytes: Uint8Array): boolean {
  const { common, high, low, bad } = tally(bytes);
  const all = high + low + bad;
  return low + bad <= high && (all < 20 || common * 4 >= all);
}

/** One row that surely is: UTF-8 read as GB18030 has few everyday characters. */
export function surelyGb(bytes: Uint8Array): boolean {
  const { common, high, low, bad } = tally(bytes);
  return bad === 0 && common > 0 && common * 2 >= high + low;
}

/**
 * One row that surely is UTF-8: valid, with nothing but ASCII and characters of three or four bytes.
 * Everyday characters of GB18030 never begin with the bytes those need; two-byte ones they resemble
 * (联通 is nearly a pair of them).
 */
export const surelyUtf8 = (bytes: Uint8Array): boolean =>
  !isAscii(bytes) && isUtf8(bytes) && !bytes.some((byte) => between(byte, 0xc0, 0xdf));

const LF = 10;
const CR = 13;

/** Pieces that each end with a line end, the last perhaps without. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i] !== LF && bytes[i] !== CR) continue;
    yield bytes.subarray(start, i + 1);
    start = i + 1;
  }
  if (start < bytes.length) yield bytes.subarray(start);
}
