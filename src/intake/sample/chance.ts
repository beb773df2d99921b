import { createHash } from 'node:crypto';

/** A number in [0, 1) that belongs to these words for ever: the same sample every time it is loaded. */
export function chance(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join('\u0000')).digest().readUInt32BE(0) / 2 ** 32;
}

export const pick = <T>(items: readonly T[], ...words: (string | number)[]): T =>
  items[Math.floor(chance(...words) * items.length)]!;
