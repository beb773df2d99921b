import type { SmsRule } from './schema.ts';

// 3GPP TS 23.038, the default alphabet and its extension table (two septets each).
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€\f');

export interface SmsSize {
  encoding: 'gsm7' | 'ucs2';
  /** What is counted: septets, UTF-16 units, or with Chinese vendors characters (an emoji is two). */
  units: number;
  segments: number;
  /** How many more fit before another segment is paid for. */
  left: number;
  /** Letters that make an otherwise plain text go out as UCS-2, at less than half the room. */
  odd: string[];
}

export interface SmsShape {
  rule: SmsRule;
  /** The signature as the vendor puts it before the text, without brackets. */
  sign?: string | undefined;
  /** Put behind it: 拒收请回复R. */
  suffix?: string | undefined;
}

/** As it reaches the phone. Chinese vendors set the signature before the text and count it. */
export function smsWhole(text: string, { rule, sign, suffix }: SmsShape): string {
  const [open, close] = rule === 'china' ? ['【', '】'] : ['[', '] '];
  return `${sign ? `${open}${sign}${close}` : ''}${text}${suffix ?? ''}`;
}

/** No unit may be torn apart: an extended letter is two septets, an emoji two UTF-16 units. */
function fill(widths: number[], one: number, many: number): { segments: number; left: number } {
  const units = widths.reduce((sum, width) => sum + width, 0);
  if (units <= one) return { segments: 1, left: one - units };
  let segments = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > many) [segments, used] = [segments + 1, 0];
    used += width;
  }
  return { segments, left: many - used };
}

/**
 * How many segments an SMS is paid as. `china`: every character counts one, 70 in one or 67 in each of
 * several, signature included. `gsm`: 160/153 septets while all letters are of the GSM alphabet, else 70/67.
 */
export function smsSize(text: string, shape: SmsShape): SmsSize {
  const letters = Array.from(smsWhole(text, shape));
  const odd = letters.filter((letter) => !BASIC.has(letter) && !EXTENDED.has(letter));
  if (shape.rule === 'gsm' && odd.length === 0) {
    const widths = letters.map((letter) => (EXTENDED.has(letter) ? 2 : 1));
    const units = widths.reduce((sum: number, width) => sum + width, 0);
    return { encoding: 'gsm7', units, ...fill(widths, 160, 153), odd: [] };
  }
  const widths = letters.map((letter) => letter.length);
  const units = widths.reduce((sum, width) => sum + width, 0);
  const few = shape.rule === 'gsm' && odd.length * 10 < letters.length ? [...new Set(odd)] : [];
  return { encoding: 'ucs2', units, ...fill(widths, 70, 67), odd: few };
}

/** What a message costs at a price for one segment, in minor units (a segment may cost less than one). */
export const smsCost = (size: SmsSize, perSegment: number): number => size.segments * perSegment;

/** Promotions must say how to refuse; a text that says so itself is left alone. */
export const REFUSAL = /(拒收|退订|回\s*(复)?\s*(R|T|TD|N)(?![a-z]))/i;
