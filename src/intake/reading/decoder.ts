import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from './encoding.ts';
import { linesOf, surelyGb, surelyUtf8 } from './evidence.ts';
import { OTHER, UNREADABLE } from './marks.ts';

/** A line longer than this is no line: it is decoded as it comes. */
const LONGEST_LINE = 8 << 20;

/**
 * Bytes to text, line by line, with a mark where a line is not what the file is (see marks.ts). Blocks
 * of whole lines are tried at once, and only one that fails is looked at line by line.
 */
export class Decoder {
  private rest: Buffer = Buffer.alloc(0);
  private readonly decode: (bytes: Buffer) => string;
  private readonly cut: (bytes: Buffer) => number;

  constructor(encoding: Encoding) {
    const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
    this.cut = wide ? wholeUnits(encoding === 'utf-16be') : wholeLines;
    this.decode = wide
      ? (bytes) => utf16(encoding === 'utf-16be' ? Buffer.from(bytes).swap16() : bytes)
      : encoding === 'utf-8'
        ? utf8
        : gb18030;
  }

  push(bytes: Buffer): string {
    const all = this.rest.length ? Buffer.concat([this.rest, bytes]) : bytes;
    const cut = this.cut(all);
    this.rest = Buffer.from(all.subarray(cut));
    return this.decode(all.subarray(0, cut));
  }

  end(): string {
    const { rest } = this;
    this.rest = Buffer.alloc(0);
    const even = this.cut === wholeLines ? rest.length : rest.length - (rest.length % 2);
    return this.decode(rest.subarray(0, even)) + (even < rest.length ? UNREADABLE : '');
  }
}

function wholeLines(bytes: Buffer): number {
  const end = Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13)) + 1;
  return end === 0 && bytes.length > LONGEST_LINE ? bytes.length : end;
}

/** Whole UTF-16 units, and no first half of a pair at the end. */
const wholeUnits = (bigEnd: boolean) => (bytes: Buffer) => {
  const even = bytes.length - (bytes.length % 2);
  const high = bytes[even - (bigEnd ? 2 : 1)] ?? 0;
  return even >= 2 && high >= 0xd8 && high < 0xdc ? even - 2 : even;
};

const utf16 = (bytes: Buffer): string =>
  bytes.toString('utf16le').replace(/\p{Surrogate}/gu, UNREADABLE);

const utf8 = (bytes: Buffer): string =>
  isUtf8(bytes) ? bytes.toString('utf8') : [...linesOf(bytes)].map(utf8Line).join('');

function utf8Line(line: Buffer): string {
  if (isUtf8(line)) return line.toString('utf8');
  const other = surelyGb(line) ? strictGb(line) : undefined;
  return other === undefined ? lossy(line.toString('utf8')) : marked(other);
}

/** Most of a block is tried at once; a row of UTF-8 in it reads as nonsense without being invalid. */
function gb18030(bytes: Buffer): string {
  const text = strictGb(bytes);
  if (text === undefined || hasUtf8Line(bytes)) return [...linesOf(bytes)].map(gbLine).join('');
  return text;
}

/** Asking each line costs four times what decoding does, so only a block where one may be UTF-8 is. */
function hasUtf8Line(bytes: Buffer): boolean {
  if (!mayHaveUtf8Line(bytes)) return false;
  for (const line of linesOf(bytes)) if (surelyUtf8(line)) return true;
  return false;
}

/** A line whose first bytes beyond ASCII could be a character of UTF-8: in GB18030 rare ones are. */
function mayHaveUtf8Line(bytes: Buffer): boolean {
  let ascii = true;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === 10 || byte === 13) ascii = true;
    else if (byte >= 0x80 && ascii) {
      ascii = false;
      if (byte >= 0xe0 && byte < 0xf5 && isUtf8(bytes.subarray(i, i + (byte < 0xf0 ? 3 : 4))))
        return true;
    }
  }
  return false;
}

function gbLine(line: Buffer): string {
  if (surelyUtf8(line)) return marked(line.toString('utf8'));
  return strictGb(line) ?? lossy(new TextDecoder('gb18030').decode(line));
}

function strictGb(bytes: Buffer): string | undefined {
  if (isAscii(bytes)) return bytes.toString('latin1');
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const lossy = (text: string): string => text.replaceAll('\uFFFD', UNREADABLE);

/** Inside the text, not before it: a quote must stay the first sign of its cell. */
const marked = (text: string): string => text.replace(/[^\0-\x7F]/, `${OTHER}$&`);
