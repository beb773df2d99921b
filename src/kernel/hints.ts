export interface ShopHints {
  currency?: string;
  time_zone?: string;
}

const SIGNS: Record<string, string> = { '¥': 'CNY', '￥': 'CNY', '£': 'GBP', '€': 'EUR', $: 'USD' };
const AMOUNT = /^\s*([¥￥£€$])\s*-?\d[\d.,]*\s*$|^\s*-?\d[\d.,]*\s*(元|€)\s*$/;

/** Kana beside the Han letters: the yen sign is then what it says. */
const isJapanese = (text: string): boolean =>
  /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);

function signOf(rows: readonly (readonly string[])[]): string | undefined {
  for (const cell of rows.flat()) {
    const match = AMOUNT.exec(cell);
    if (match) return match[2] === '元' ? 'CNY' : SIGNS[match[1] ?? match[2] ?? ''];
  }
  return undefined;
}

/**
 * What a file says of the shop it came from: Chinese headings or amounts in yuan mean a shop that
 * counts in yuan and Shanghai days, whatever the zone of the machine that reads it.
 */
export function shopHints(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): ShopHints {
  const names = headers.join(' ');
  if (isJapanese(names)) return { currency: 'JPY', time_zone: 'Asia/Tokyo' };
  const chinese = /\p{Script=Han}/u.test(names);
  const sign = signOf(rows);
  const currency = sign ?? (chinese ? 'CNY' : undefined);
  return {
    ...(currency && { currency }),
    ...((chinese || currency === 'CNY') && { time_zone: 'Asia/Shanghai' }),
  };
}
