import { type Verdict, verdictIn } from '../codes.ts';

/** By WeCom's "全局错误码" (developer.work.weixin.qq.com/document/path/90313). */
const CODES: Record<string, Verdict> = {
  '-1': 'ill',
  6000: 'throttled',
  45009: 'throttled',
  45033: 'throttled',
  40001: 'key',
  40013: 'key',
  40091: 'key',
  41002: 'key',
  41004: 'key',
  93000: 'key',
  40014: 'key',
  42001: 'key',
  40056: 'forbidden',
  48002: 'forbidden',
  60011: 'forbidden',
  60020: 'forbidden',
  50001: 'forbidden',
  84074: 'forbidden',
  40003: 'setup',
  60111: 'setup',
  40096: 'address',
  84061: 'address',
  // Nobody among the staff may write to this customer, or the month's four messages are used up.
  41048: 'rejected',
  40033: 'content',
  44004: 'content',
  45002: 'content',
};

export const verdictOf = (code: number, status: number): Verdict =>
  verdictIn(CODES, [], String(code), status);

/** The access token is no longer good: it is fetched anew, once. */
export const STALE_TOKEN = new Set([40014, 42001]);
