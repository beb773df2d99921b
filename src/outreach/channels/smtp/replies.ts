import { discreet, failed, pause, retry, unknown } from '../outcome.ts';
import type { Outcome, Suppress } from '../types.ts';

/** What nodemailer says of a message that did not go out. */
export interface SmtpTrouble {
  code?: string;
  /** The command that was answered: `RCPT TO`, `DATA`, `AUTH PLAIN`, `CONN`, … */
  command?: string;
  responseCode?: number;
  response?: string;
  message: string;
}

/** `5.1.1` of `550 5.1.1 no such user`, by RFC 3463. */
const enhanced = (text: string): string | undefined =>
  /(?:^|[\s#-])([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];

/** Without a code only the words tell a missing mailbox from a sender that is too fast or not liked. */
const MAILBOX = /\b(user|mailbox|recipient|address|account)\b|用户|收件人|邮箱/i;
const MISSING =
  /no such|unknown|not found|not exist|n.t exist|invalid|unavailable|disabled|不存在/i;

/**
 * Whether a refused recipient is of no use for ever. By RFC 3463: X.1.* is about the address, X.2.1
 * a mailbox that takes nothing; a full mailbox (X.2.2) and a policy (X.7.*) say nothing about the
 * address. Some servers say all of that with a bare 550.
 */
export function ofNoUse(text: string, reply?: number): Suppress | undefined {
  const code = enhanced(text);
  if (code === undefined) {
    const missing = reply !== undefined && [550, 551, 553].includes(reply) && MISSING.test(text);
    return missing && MAILBOX.test(text) ? 'bounced' : undefined;
  }
  if (!code.startsWith('5.')) return undefined;
  if (/^5\.1\.(1|2|3|6|10)$/.test(code)) return 'invalid';
  return code === '5.2.1' ? 'bounced' : undefined;
}

const LOGIN = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);

/** A server that said no for good: to whom, decides what becomes of the message. */
function refused(trouble: SmtpTrouble, params: Record<string, string | number>): Outcome {
  const { command = '', responseCode = 0, response = '' } = trouble;
  const code = enhanced(response) ?? '';
  // 530 and 535 come at any command from a server that wants a login first.
  if (responseCode === 530 || responseCode === 535) return pause('channel_credentials', params);
  // The sender's own quota for today; the code is Google's.
  if (code === '5.4.5') return retry('channel_throttled', params, 3600);
  if (command === 'RCPT TO') {
    const suppress = ofNoUse(response, responseCode);
    return suppress
      ? failed('channel_address_invalid', params, suppress)
      : failed('channel_rejected', params);
  }
  // Its size is told with MAIL FROM.
  if (command === 'DATA' || responseCode === 552 || code.startsWith('5.3.'))
    return failed('channel_content_refused', params);
  if (command === 'MAIL FROM') return pause('channel_sign_refused', params);
  return pause('channel_setup_refused', params);
}

/** Without an answer: nothing of the letter left, or it may have arrived. */
function silent(trouble: SmtpTrouble, read: boolean, host: string, detail: string): Outcome {
  const params = { host, detail };
  if (read) return unknown('channel_no_answer', params);
  if (trouble.code === 'EABORT') return retry('channel_stopped');
  return retry('channel_unreachable', params);
}

/** @param read whether anything of the letter itself was read for the line, which is after DATA was allowed. */
export function judge(trouble: SmtpTrouble, read: boolean, host: string, to: string): Outcome {
  const { code = '', responseCode = 0, response } = trouble;
  const detail = discreet(response ?? trouble.message, to);
  const params = { vendor: host, code: responseCode || code, detail };
  if (responseCode >= 400 && responseCode < 500) return retry('channel_later', params);
  if (LOGIN.has(code)) return pause('channel_credentials', params);
  if (responseCode >= 500) return refused(trouble, params);
  if (code === 'REFUSED_ADDRESS') return pause('channel_address_refused', { host });
  // Refused by nodemailer itself, before a word was said: the address, or a letter larger than the server takes.
  if (code === 'EENVELOPE') return failed('channel_address_invalid', params, 'invalid');
  if (code === 'EMESSAGE') return failed('channel_content_refused', params);
  return silent(trouble, read, host, detail);
}
