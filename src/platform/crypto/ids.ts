import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Crockford's alphabet: no I, L, O, U, so that an id read out on the phone arrives whole. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Map(Array.from(ALPHABET).map((letter, value) => [letter, BigInt(value)]));
/** 128 bits in digits of 5. */
const LENGTH = 26;

const tags = new Map<string, Buffer>();

function tagOf(prefix: string): Buffer {
  const known = tags.get(prefix);
  if (known) return known;
  const tag = createHash('sha256').update(prefix).digest().subarray(0, 4);
  tags.set(prefix, tag);
  return tag;
}

function block(prefix: string, id: number): Buffer {
  const bytes = Buffer.alloc(16);
  tagOf(prefix).copy(bytes);
  bytes.writeBigUInt64BE(BigInt(id), 8);
  return bytes;
}

function toText(bytes: Buffer): string {
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < LENGTH; i++) {
    text = ALPHABET[Number(number & 31n)] + text;
    number >>= 5n;
  }
  return text;
}

function toBytes(text: string): Buffer | undefined {
  if (text.length !== LENGTH) return undefined;
  let number = 0n;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return undefined;
    number = (number << 5n) | value;
  }
  if (number >> 128n) return undefined;
  return Buffer.from(number.toString(16).padStart(32, '0'), 'hex');
}

/** An id as the outside sees it: tells no counts, and no column is needed. `encodeId(key, 'cus', 7)` is `cus_…`. */
export function encodeId(key: Buffer, prefix: string, id: number): string {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return `${prefix}_${toText(Buffer.concat([cipher.update(block(prefix, id)), cipher.final()]))}`;
}

/** Undefined for another kind's id, another business's, a forged one or no id at all. */
export function decodeId(key: Buffer, prefix: string, text: string): number | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined;
  const bytes = toBytes(text.slice(prefix.length + 1));
  if (!bytes) return undefined;
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const id = Number(plain.readBigUInt64BE(8));
  return Number.isSafeInteger(id) && plain.equals(block(prefix, id)) ? id : undefined;
}
