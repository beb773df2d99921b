/**
 * Replies that mean stop: China's operators' R, T, TD and N with 退订 and 拒收, and the words that 47 CFR
 * 64.1200(a)(10) and the carriers' guidelines name for English.
 */
export const STOP_WORDS: readonly string[] =
  'R T TD N 退订 拒收 取消订阅 STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT'.split(' ');

/** Full-width letters, punctuation and case aside. A sentence that merely holds such a word is no stop: a person reads it. */
export const isStop = (text: string, words: readonly string[] = STOP_WORDS): boolean =>
  words.includes(
    text
      .normalize('NFKC')
      .replaceAll(/[\s\p{P}]+/gu, '')
      .toUpperCase(),
  );
